/** @file A steady rate with some in reserve, for what comes in bursts. Pure; times are passed in. */

export interface Rate {
  readonly perSecond: number;
  /** Available at once after a rest. */
  readonly burst: number;
}

export class AllowanceBucket {
  readonly #rate: Rate;
  #left: number;
  #atMs: number | undefined;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#left = rate.burst;
  }

  /** Whether `amount` could be taken now. */
  has(amount: number, nowMs: number): boolean {
    this.#refill(nowMs);
    return amount <= this.#left;
  }

  /** Takes `amount`, or all that is left. */
  take(amount: number, nowMs: number): number {
    this.#refill(nowMs);
    const taken = Math.min(amount, this.#left);
    this.#left -= taken;
    return taken;
  }

  #refill(nowMs: number): void {
    const { perSecond, burst } = this.#rate;
    const elapsedMs = Math.max(0, nowMs - (this.#atMs ?? nowMs));
    this.#left = Math.min(burst, this.#left + (elapsedMs / 1000) * perSecond);
    this.#atMs = Math.max(nowMs, this.#atMs ?? nowMs);
  }
}
