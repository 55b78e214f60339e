/** @file A paused video presents no frames by itself: it is sampled a few times, until its faces are known, and then no more. */

/** Each frame asks for two closer looks at most, and a name needs two: enough for a dozen faces. */
const INTERVAL_MS = 200;
const MAX_SAMPLES = 12;

export interface StillHandlers {
  sample(): void;
  /** Nothing is left to be found out. */
  isSettled(): boolean;
}

export class StillSampling {
  readonly #handlers: StillHandlers;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #samples = 0;

  constructor(handlers: StillHandlers) {
    this.#handlers = handlers;
  }

  /** There is another picture, or another reason to look. */
  begin(): void {
    this.#samples = 0;
    this.#schedule(0);
  }

  /** After a sample was answered, or could not be taken. */
  continue(): void {
    this.#schedule(INTERVAL_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    if (this.#samples >= MAX_SAMPLES || this.#handlers.isSettled()) return;
    this.#timer = setTimeout(() => {
      // A verdict may have come since.
      if (this.#handlers.isSettled()) return;
      this.#samples += 1;
      this.#handlers.sample();
    }, afterMs);
  }
}
