/** @file Labels as things to click and to go to by keyboard: who gets which event, and where the focus goes afterwards. */
import type { FaceLayer } from '../face-layer.ts';
import type { Corrector } from './correction-client.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { listenToLabels } from './label-events.ts';
import { LabelMenu } from './label-menu.ts';
import type { LabelStage } from './label-stage.ts';
import { LabelWalk } from './label-walk.ts';
import { isOverlayInert } from './panel-frame.ts';

export class LabelControl {
  readonly #focus = new FocusKeeper();
  readonly #walk: LabelWalk;
  readonly #menu: LabelMenu;

  constructor(stage: LabelStage, corrector: Corrector, signal: AbortSignal) {
    this.#walk = new LabelWalk(stage, this.#focus);
    this.#menu = new LabelMenu(stage, corrector, this.#focus, () => {
      if (this.#walk.isOn) this.#walk.resume();
      else this.#focus.giveBack(stage.home?.root);
    });
    listenToLabels(
      {
        home: () => stage.home,
        onPress: (part) => {
          this.#press(part);
        },
        onKey: (event, focused) => this.#handleKey(event, focused),
        onPressElsewhere: () => {
          if (this.#menu.isAsking) this.#menu.close();
        },
        onFocusElsewhere: () => {
          if (!this.#menu.isOpen) this.#walk.end();
        },
      },
      signal,
    );
  }

  /** The overlay is needed, whatever the pictures show. */
  get isOpen(): boolean {
    return this.#menu.isOpen;
  }

  /** Somebody is there by keyboard, or has asked for something: screen readers are told. */
  get isReachable(): boolean {
    return this.#menu.isOpen || this.#walk.isOn;
  }

  /** Takes the keyboard to the labels, or back to what was noted just now. */
  focus(): void {
    if (this.#menu.focus()) return;
    const largest = isOverlayInert() ? this.#walk.largest() : undefined;
    if (largest === undefined) this.#walk.start();
    // Where labels take no focus, their menus do.
    else this.#menu.open(largest, true);
  }

  follow(nowMs: number): void {
    this.#menu.follow(nowMs);
    if (!this.#menu.isOpen) this.#walk.follow(nowMs);
  }

  /** Before the picture of this layer goes, or, without one, before all do. */
  close(layer?: FaceLayer): void {
    if (layer === undefined || this.#menu.isOn(layer)) this.#menu.close();
    if (layer === undefined || this.#walk.isOnLayer(layer)) this.#walk.end();
  }

  #press(part: Element): void {
    const label = part.closest<HTMLElement>('.name');
    if (label === null) {
      this.#menu.press(part);
    } else if (this.#menu.label === label) {
      this.#menu.close();
    } else {
      // Where the menu is left, the focus goes back to the page, not to another label.
      this.#walk.end();
      this.#menu.open(label, false);
    }
  }

  #handleKey(event: KeyboardEvent, focused: Element): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (focused.closest('.panel') !== null)
      return this.#menu.handleKey(event, focused) || this.#handleSideKey(event);
    const result = this.#walk.handleKey(event, focused);
    if (result instanceof HTMLElement) this.#menu.open(result, true);
    return result !== undefined;
  }

  /** From menu to menu, where one cannot go from label to label. */
  #handleSideKey({ key }: KeyboardEvent): boolean {
    if (!isOverlayInert() || !this.#menu.isChoosing || (key !== 'ArrowLeft' && key !== 'ArrowRight'))
      return false;
    const next = this.#walk.beside(this.#menu.label, key === 'ArrowRight' ? 1 : -1);
    if (next !== undefined) this.#menu.open(next, true);
    return true;
  }
}
