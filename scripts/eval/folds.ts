/** @file Ten-fold accuracy, as it is published for Labeled Faces in the Wild. Pure. */
import type { LabelledPair } from './pairs-file.ts';
import { bestThreshold, decide, type ScoredPair } from './statistics.ts';

export interface Folds {
  /** Mean over the folds. */
  readonly accuracy: number;
  /** Standard deviation over these ten folds: the sum is divided by ten, as for published figures. */
  readonly deviation: number;
  /** Each fold's accuracy at the threshold that is best on the other nine. */
  readonly perFold: readonly number[];
}

/** Source: http://vis-www.cs.umass.edu/lfw/README.txt, "View 2". */
const FOLDS = 10;
const OF_EACH_KIND = 300;
const FOLD_PAIRS = 2 * OF_EACH_KIND;

/** A sentence that says why a list has no folds; undefined where it has LFW's order. */
export function whyNoFolds(pairs: readonly Pick<LabelledPair, 'isGenuine'>[]): string | undefined {
  const count = FOLDS * FOLD_PAIRS;
  if (pairs.length !== count)
    return `There are no folds: they need LFW's ${String(count)} pairs, not ${String(pairs.length)}.`;
  const odd = pairs.findIndex(({ isGenuine }, index) => isGenuine !== index % FOLD_PAIRS < OF_EACH_KIND);
  if (odd < 0) return undefined;
  return (
    `There are no folds: pair ${String(odd + 1)} breaks LFW's order of ten folds, ` +
    `each with ${String(OF_EACH_KIND)} genuine and then ${String(OF_EACH_KIND)} impostor pairs.`
  );
}

/**
 * @param scored one for each pair of a list in LFW's order; undefined for a pair that could not be compared,
 *   which counts neither for nor against its fold
 * @returns null where a fold has no pair that could be compared
 */
export function describeFolds(scored: readonly (ScoredPair | undefined)[]): Folds | null {
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    scored.slice(fold * FOLD_PAIRS, (fold + 1) * FOLD_PAIRS).filter((pair) => pair !== undefined),
  );
  if (folds.some(({ length }) => length === 0)) return null;
  const perFold = folds.map((fold, index) => {
    const others = folds.filter((_, other) => other !== index).flat();
    return decide(fold, bestThreshold(others)).accuracy;
  });
  const accuracy = meanOf(perFold);
  const deviation = Math.sqrt(meanOf(perFold.map((one) => (one - accuracy) ** 2)));
  return { accuracy: rounded(accuracy), deviation: rounded(deviation), perFold: perFold.map(rounded) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
