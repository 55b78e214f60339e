/** @file Keeps looking whether a picture can be seen: a few times a second while it is in the viewport, and in full screen at once. */
import type { PictureSource } from '../picture-source.ts';
import { isShown } from './is-shown.ts';

const INTERVAL_MS = 400;
/** Players that know only the older API cause only the older event. */
export const FULLSCREEN_EVENTS = ['fullscreenchange', 'webkitfullscreenchange'] as const;

export class SeenWatch {
  readonly #source: PictureSource;
  readonly #onChange: () => void;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;
  #isSeen = false;

  constructor(source: PictureSource, onChange: () => void) {
    this.#source = source;
    this.#onChange = onChange;
    const { signal } = this.#abort;
    for (const type of FULLSCREEN_EVENTS) document.addEventListener(type, this.#look, { signal });
  }

  get isSeen(): boolean {
    return this.#isSeen;
  }

  setInView(isInView: boolean): void {
    if (!isInView) {
      this.#rest();
      this.#settle(false);
      return;
    }
    this.#timer ??= setInterval(this.#look, INTERVAL_MS);
    this.#look();
  }

  stop(): void {
    this.#rest();
    this.#abort.abort();
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  readonly #look = (): void => {
    if (this.#timer === undefined || document.visibilityState === 'hidden') return;
    this.#settle(!this.#source.hasToBeSeen || isShown(this.#source));
  };

  #settle(isSeen: boolean): void {
    if (isSeen === this.#isSeen) return;
    this.#isSeen = isSeen;
    this.#source.setInView(isSeen);
    this.#onChange();
  }
}
