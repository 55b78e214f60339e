/** @file How much of the processor something takes: its recent cost, old work fading out. */

/** Work loses half its weight in about three seconds: a closer look every two seconds is a steady load, no series of peaks. */
const MEMORY_MS = 4000;

/** One piece of work takes no longer than this; a clock that was set may say so. */
const MAX_COST_MS = 60_000;

export class Usage {
  #perSecond = 0;
  #atMs = -Infinity;

  /** What is no cost counts for nothing. */
  add(costMs: number, nowMs: number): void {
    if (!(costMs >= 0 && costMs <= MAX_COST_MS)) return;
    this.#perSecond = this.perSecond(nowMs) + (costMs / MEMORY_MS) * 1000;
    this.#atMs = nowMs;
  }

  /** Milliseconds of one core in each second. */
  perSecond(nowMs: number): number {
    return this.#perSecond * Math.exp(-Math.max(0, nowMs - this.#atMs) / MEMORY_MS);
  }
}
