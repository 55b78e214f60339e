/** @file How much of the processor something takes: its recent cost, old work fading out. */

/** Work loses half its weight in about three seconds: a closer look every two seconds is a steady load, no series of peaks. */
const MEMORY_MS = 4000;

export class Usage {
  #perSecond = 0;
  #atMs = -Infinity;

  add(costMs: number, nowMs: number): void {
    this.#perSecond = this.perSecond(nowMs) + (costMs / MEMORY_MS) * 1000;
    this.#atMs = nowMs;
  }

  /** Milliseconds of one core in each second. */
  perSecond(nowMs: number): number {
    return this.#perSecond * Math.exp(-Math.max(0, nowMs - this.#atMs) / MEMORY_MS);
  }
}
