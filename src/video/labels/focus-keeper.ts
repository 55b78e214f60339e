/** @file Where on the page the focus was before it went to a label, and giving it back there. */
import { shadowRootOf } from '../../platform/shadow-roots.ts';

export class FocusKeeper {
  #before: HTMLElement | undefined;

  /** Call it before the focus is taken; `host` is our own element, which is nobody's place. */
  remember(host: Element | undefined): void {
    const focused = deepFocus();
    if (focused !== undefined && focused !== host) this.#before = focused;
  }

  /** `root` is where the focus is now; if it is elsewhere already, it stays there. */
  giveBack(root: ShadowRoot | undefined): void {
    const before = this.#before;
    this.#before = undefined;
    const own = root?.activeElement;
    if (!(own instanceof HTMLElement)) return;
    if (before?.isConnected === true) before.focus({ preventScroll: true });
    // The page's body, or something that takes no focus any more.
    if (root?.activeElement === own) own.blur();
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
