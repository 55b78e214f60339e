/** @file A paused video presents no frames by itself: it is sampled a few times, until its faces are known. */

import type { Verdict } from '../core/matching/verdict.ts';

/** Each frame asks for two closer looks at most, and a name needs two: enough for a dozen faces. */
const INTERVAL_MS = 200;
const MAX_SAMPLES = 12;
/** Even when all are known by then, so that the evidence is as good as in a moving picture. */
const MIN_SAMPLES = 3;

/** A "maybe" hopes for a second look that agrees. */
export function isSettled({ kind }: Verdict): boolean {
  return kind !== 'pending' && kind !== 'maybe';
}

export class StillSampling {
  readonly #sample: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #samples = 0;

  constructor(sample: () => void) {
    this.#sample = sample;
  }

  /** There is another picture, or another reason to look. */
  restart(): void {
    this.#samples = 0;
    this.continue(false);
  }

  continue(isEverybodyJudged: boolean): void {
    clearTimeout(this.#timer);
    if (this.#samples >= MAX_SAMPLES || (isEverybodyJudged && this.#samples > MIN_SAMPLES)) return;
    this.#timer = setTimeout(
      () => {
        this.#samples++;
        this.#sample();
      },
      this.#samples === 0 ? 0 : INTERVAL_MS,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
