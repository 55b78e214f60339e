/** @file Where on the page the focus was before it went to a label, and giving it back there. */
import { shadowRootOf } from '../../platform/shadow-roots.ts';

export class FocusKeeper {
  #before: HTMLElement | undefined;

  /** Call it before the focus is taken; `host` is our own element, which is nobody's place. */
  remember(host: Element | undefined): void {
    if (document.activeElement !== host) this.#before = deepFocus() ?? this.#before;
  }

  /** `root` is where the focus is now, or was until its element went; if it is elsewhere already, it stays there. */
  giveBack(root: ShadowRoot | undefined): void {
    const before = this.#before;
    this.#before = undefined;
    const own = root?.activeElement ?? null;
    if (own === null && document.activeElement !== document.body) return;
    if (before?.isConnected === true) before.focus({ preventScroll: true });
    // The page's body, or something that takes no focus any more.
    if (own instanceof HTMLElement && root?.activeElement === own) own.blur();
  }
}

function deepFocus(): HTMLElement | undefined {
  let focused = document.activeElement;
  while (focused !== null) {
    const inner = shadowRootOf(focused)?.activeElement ?? null;
    if (inner === null) break;
    focused = inner;
  }
  return focused instanceof HTMLElement ? focused : undefined;
}
