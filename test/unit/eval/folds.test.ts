/** @file Ten-fold accuracy: which lists have folds, and each fold's threshold from the nine others. */
import { describe, expect, test } from 'vitest';
import { describeFolds, whyNoFolds } from '../../../scripts/eval/folds.ts';
import type { ScoredPair } from '../../../scripts/eval/statistics.ts';

/** 6,000 pairs in LFW's order; genuine ones at 0.4, impostors at 0.6, unless `distanceOf` says otherwise. */
function lfwPairs(
  distanceOf: (fold: number, at: number, isGenuine: boolean) => number | undefined = () => undefined,
): ScoredPair[] {
  return Array.from({ length: 6000 }, (_, index) => {
    const [fold, at] = [Math.floor(index / 600), index % 600];
    const isGenuine = at < 300;
    return { isGenuine, distance: distanceOf(fold, at, isGenuine) ?? (isGenuine ? 0.4 : 0.6) };
  });
}

describe('whyNoFolds', () => {
  test("a list in LFW's order has folds", () => {
    expect(whyNoFolds(lfwPairs())).toBeUndefined();
  });

  test('a list of another length has none', () => {
    expect(whyNoFolds(lfwPairs().slice(1))).toMatch(/need LFW's 6000 pairs, not 5999/);
  });

  test('as many pairs in another order have none', () => {
    const pairs = lfwPairs();
    const [moved] = pairs.splice(5700, 1);
    if (moved !== undefined) pairs.splice(5400, 0, moved);
    expect(pairs).toHaveLength(6000);
    expect(whyNoFolds(pairs)).toMatch(/pair 5401 breaks LFW's order/);
  });
});

describe('describeFolds', () => {
  test('sets that do not overlap are told apart in every fold', () => {
    expect(describeFolds(lfwPairs())).toEqual({ accuracy: 1, deviation: 0, perFold: Array(10).fill(1) });
  });

  test('a fold has no say in its own threshold', () => {
    // The others part at 0.5, which refuses every genuine pair of fold 3; its own best would be 0.58.
    const folds = describeFolds(
      lfwPairs((fold, _, isGenuine) => (fold === 3 && isGenuine ? 0.55 : undefined)),
    );
    expect(folds?.perFold[3]).toBe(0.5);
    // Fold 3 is one of nine for the others, which part best between 0.55 and 0.6.
    expect(folds?.perFold.filter((accuracy) => accuracy === 1)).toHaveLength(9);
    expect(folds?.accuracy).toBeCloseTo(0.95, 6);
    expect(folds?.deviation).toBeCloseTo(Math.sqrt((9 * 0.05 ** 2 + 0.45 ** 2) / 10), 6);
  });

  test('pairs that could not be compared count neither for nor against their fold', () => {
    const pairs = lfwPairs((fold, at) => (fold === 0 && at === 1 ? 0.9 : undefined));
    const some = pairs.map((pair, index) => (index < 600 && index % 2 === 0 ? undefined : pair));
    expect(describeFolds(some)?.perFold[0]).toBeCloseTo(299 / 300, 6);
    expect(describeFolds(pairs.map((pair, index) => (index < 600 ? undefined : pair)))).toBeNull();
  });
});
