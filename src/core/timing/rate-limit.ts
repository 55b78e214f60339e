/** @file At most so many of something within a time that goes along. */

export class RateLimit {
  readonly #most: number;
  readonly #windowMs: number;
  #takenMs: readonly number[] = [];

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** Takes one; false when there is none left. Those that were refused do not count. */
  take(nowMs: number): boolean {
    this.#takenMs = this.#takenMs.filter((takenMs) => nowMs - takenMs < this.#windowMs);
    if (this.#takenMs.length >= this.#most) return false;
    this.#takenMs = [...this.#takenMs, nowMs];
    return true;
  }
}
