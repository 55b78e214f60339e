/** @file How many frames a second videos are sampled, in steps, and how several videos share what can be afforded. */

/**
 * Frames a second, slowest first. Thirty is what most videos have. Below five, tracks of people who walk begin to break, and
 * below two every face counts as having been away (see doubts.ts): these are for many videos at once, and for machines on
 * which one frame takes a third of a second.
 */
export const RATES = [1, 3, 5, 10, 15, 30] as const;
export type Rate = (typeof RATES)[number];

export interface Sharer {
  readonly id: number;
  /** The larger is the first to get a higher rate. */
  readonly weight: number;
}

/** The time between two samples at this rate, for `SampleWish.afterMs`. */
export function pauseOf(rate: Rate): number {
  return 1000 / rate;
}

export function rateAbove(rate: Rate): Rate {
  return RATES[RATES.indexOf(rate) + 1] ?? rate;
}

/**
 * The rates by which all together stay within `perSecond` frames: step by step for all of them, the larger first where it does not
 * suffice for everybody. Everybody gets at least the slowest rate.
 */
export function shareRates(sharers: readonly Sharer[], perSecond: number): ReadonlyMap<number, Rate> {
  const largestFirst = [...sharers].sort((a, b) => b.weight - a.weight || a.id - b.id);
  const rates = new Map<number, Rate>(sharers.map(({ id }) => [id, RATES[0]]));
  let left = perSecond - sharers.length * RATES[0];
  for (const [index, rate] of RATES.entries()) {
    const more = rate - (RATES[index - 1] ?? rate);
    for (const { id } of largestFirst) {
      if (more > left) return rates;
      left -= more;
      rates.set(id, rate);
    }
  }
  return rates;
}
