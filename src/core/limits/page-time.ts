/** @file What a page may say that its main thread has spent: no more than the time that has passed. Pure. */

/** Sampling that began before the first frame. */
const AT_FIRST_MS = 1000;
/** A page that was silent for a while has not worked all that time. */
const MOST_SAVED_MS = 10_000;

export class PageTime {
  #leftMs = AT_FIRST_MS;
  #atMs: number | undefined;

  /** The plausible part of `claimedMs`. */
  spend(claimedMs: number, nowMs: number): number {
    const elapsedMs = Math.max(0, nowMs - (this.#atMs ?? nowMs));
    this.#atMs = nowMs;
    this.#leftMs = Math.min(MOST_SAVED_MS, this.#leftMs + elapsedMs);
    const plausibleMs = Math.min(claimedMs, this.#leftMs);
    this.#leftMs -= plausibleMs;
    return plausibleMs;
  }
}
