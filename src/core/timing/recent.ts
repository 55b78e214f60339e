/** @file Medians and rates over the last measurements. */

/** Keeps the last `capacity` numbers. */
export class RecentNumbers {
  readonly #numbers: number[] = [];
  readonly #capacity: number;

  constructor(capacity = 30) {
    this.#capacity = capacity;
  }

  add(value: number): void {
    this.#numbers.push(value);
    if (this.#numbers.length > this.#capacity) this.#numbers.shift();
  }

  /** Null when nothing was added yet. */
  median(): number | null {
    if (this.#numbers.length === 0) return null;
    const sorted = [...this.#numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}

/** Events a second over the last `windowMs`. */
export class RecentRate {
  #times: number[] = [];
  readonly #windowMs: number;

  constructor(windowMs = 3000) {
    this.#windowMs = windowMs;
  }

  add(nowMs: number): void {
    this.#times.push(nowMs);
    this.#forget(nowMs);
  }

  perSecond(nowMs: number): number {
    this.#forget(nowMs);
    const first = this.#times[0];
    if (first === undefined) return 0;
    // A young rate is divided by its own age, so that it does not start at zero.
    return (this.#times.length / Math.min(this.#windowMs, Math.max(1000, nowMs - first))) * 1000;
  }

  #forget(nowMs: number): void {
    const oldest = nowMs - this.#windowMs;
    while ((this.#times[0] ?? Infinity) < oldest) this.#times.shift();
  }
}
