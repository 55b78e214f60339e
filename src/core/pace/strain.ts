/** @file How much slower everything is than its own durations tell: frames that wait mean too much at once. */
import { TypicalDuration } from './typical-duration.ts';

/** A frame that waits longer is answered after the next one has been shown. */
const MAX_WAIT_MS = 40;
/** In detector runs: the frames of two other videos and a closer look may come before. */
const MAX_WAIT_RUNS = 3;
const STEP_MS = 500;
/** Taken back more slowly than it comes. */
const MORE = 1.25;
const LESS = 0.95;
const MOST = 8;

export class Strain {
  readonly #waitMs = new TypicalDuration();
  #factor = 1;
  #steppedMs = 0;

  /** 1 without strain; durations are to be taken for so many times as long. */
  get factor(): number {
    return this.#factor;
  }

  note(waitMs: number, detectMs: number, nowMs: number): void {
    this.#waitMs.add(waitMs);
    const typicalMs = this.#waitMs.ms;
    if (typicalMs === undefined || nowMs - this.#steppedMs < STEP_MS) return;
    this.#steppedMs = nowMs;
    const limitMs = Math.max(MAX_WAIT_MS, detectMs * MAX_WAIT_RUNS);
    if (typicalMs > limitMs) this.#factor = Math.min(MOST, this.#factor * MORE);
    else if (typicalMs < limitMs / 2) this.#factor = Math.max(1, this.#factor * LESS);
  }
}
