/** @file How unequally groups are treated: the worst group's false match rate over the best one's. Pure. */
import type { GroupFigures } from './group-statistics.ts';

export interface FalseMatchRatio {
  /** Null where no ratio can be said: too few groups, or the best one without any false match. */
  readonly ratio: number | null;
  /** The least that the ratio is, where the best group has no false match and the worst has. */
  readonly atLeast: number | null;
  /** A sentence that says what it is made of. */
  readonly text: string;
}

/** A rate from fewer pairs says too little to be compared. */
const MIN_IMPOSTORS = 1000;

/**
 * Source of the rule of three: Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?",
 * JAMA 249 (1983), 1743.
 */
export function falseMatchRatio(groups: readonly GroupFigures[]): FalseMatchRatio {
  const rates = groups
    .filter(({ sex, impostor }) => sex === undefined && impostor >= MIN_IMPOSTORS)
    .map(({ group, impostor, falseMatchRate }) => ({ group, impostor, rate: falseMatchRate ?? 0 }))
    .sort((a, b) => a.rate - b.rate || b.impostor - a.impostor);
  const [best, worst] = [rates[0], rates.at(-1)];
  if (best === undefined || worst === undefined || rates.length < 2)
    return none(`No ratio of groups: fewer than two have ${inWords(MIN_IMPOSTORS)} impostor pairs.`);
  if (worst.rate === 0) return none('No ratio of groups: none of them has a false match.');
  if (best.rate > 0) {
    const ratio = worst.rate / best.rate;
    const text = `The false match rate of ${worst.group} is ${oneDigit(ratio)} times that of ${best.group}.`;
    return { ratio: rounded(ratio), atLeast: rounded(ratio), text };
  }
  const bound = 3 / best.impostor;
  const atLeast = Math.max(1, worst.rate / bound);
  return {
    ratio: null,
    atLeast: rounded(atLeast),
    text:
      `The false match rate of ${worst.group} is at least ${oneDigit(atLeast)} times ` +
      `that of ${best.group}: ` +
      `no false match in ${inWords(best.impostor)} pairs means a rate below 3 in ${inWords(best.impostor)} ` +
      'with 95 % confidence (rule of three).',
  };
}

function none(text: string): FalseMatchRatio {
  return { ratio: null, atLeast: null, text };
}

function inWords(count: number): string {
  return count.toLocaleString('en-US');
}

function oneDigit(ratio: number): string {
  return ratio.toLocaleString('en-US', { maximumFractionDigits: ratio < 10 ? 1 : 0 });
}

function rounded(ratio: number): number {
  return Number(ratio.toPrecision(6));
}
