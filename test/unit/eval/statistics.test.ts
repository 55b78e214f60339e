/** @file Figures of a verification experiment, against numbers worked out by hand. */
import { describe, expect, test } from 'vitest';
import {
  bestThreshold,
  decide,
  trueAcceptsAtFmr3,
  verify,
  type ScoredPair,
} from '../../../scripts/eval/statistics.ts';

function pairs(genuine: readonly number[], impostor: readonly number[]): ScoredPair[] {
  return [
    ...genuine.map((distance) => ({ isGenuine: true, distance })),
    ...impostor.map((distance) => ({ isGenuine: false, distance })),
  ];
}

describe('verify', () => {
  test('sets that do not overlap are told apart without an error', () => {
    expect(verify(pairs([0.1, 0.2], [0.5, 0.7]))).toEqual({
      auc: 1,
      eer: 0,
      bestAccuracy: 1,
      bestDistance: 0.35,
      trueAcceptsAt1PercentFalse: 1,
      nearestImpostor: 0.5,
      farthestGenuine: 0.2,
    });
  });

  test('of the four comparisons one is the wrong way round', () => {
    // 0.1 < 0.3, 0.1 < 0.7, 0.4 > 0.3, 0.4 < 0.7.
    const { auc, eer, bestAccuracy } = verify(pairs([0.1, 0.4], [0.3, 0.7]));
    expect(auc).toBe(0.75);
    expect(eer).toBe(0.5);
    expect(bestAccuracy).toBe(0.75);
  });

  test('equal distances count half', () => {
    expect(verify(pairs([0.5], [0.5])).auc).toBe(0.5);
  });

  test('equal distances cannot be parted: both are accepted at once', () => {
    // Before: 1 of 2 refused, none accepted. With the pair at 0.5: none refused, 1 of 2 accepted. They cross half-way.
    expect(verify(pairs([0.1, 0.5], [0.5, 0.9])).eer).toBeCloseTo(0.25, 12);
    expect(verify(pairs([0.1, 0.5], [0.5, 0.9])).auc).toBe(0.875);
  });

  test('one impostor in a hundred may be accepted, and the next one not', () => {
    const impostor = Array.from({ length: 100 }, (_, index) => 0.5 + index / 1000);
    // The nearest impostor at 0.5 may pass, that at 0.501 may not: 0.5005 is the last genuine pair that does.
    expect(verify(pairs([0.1, 0.5005, 0.502], impostor)).trueAcceptsAt1PercentFalse).toBeCloseTo(2 / 3, 12);
  });

  test('the equal error rate lies between two steps where they cross there', () => {
    // After 0.1, 0.2 one of three genuine pairs is refused (1/3) and no impostor accepted; after 0.3 it is 1/3 and 1/2.
    expect(verify(pairs([0.1, 0.2, 0.9], [0.3, 0.8])).eer).toBeCloseTo(1 / 3, 12);
  });

  test('without genuine pairs, or without any, there is nothing to say', () => {
    expect(verify(pairs([], [0.5]))).toMatchObject({ auc: null, eer: null, nearestImpostor: 0.5 });
    expect(verify([])).toMatchObject({
      auc: null,
      bestAccuracy: 0,
      nearestImpostor: null,
      farthestGenuine: null,
    });
  });
});

test('decide accepts up to the threshold, and with it', () => {
  expect(decide(pairs([0.1, 0.5, 0.6], [0.5, 0.9]), 0.5)).toEqual({
    accuracy: 0.6,
    trueAccepts: 2,
    falseAccepts: 1,
    falseRejects: 1,
  });
});

test('the best threshold lies in the middle between the two pairs that it parts', () => {
  expect(bestThreshold(pairs([0.3, 0.1, 0.8], [0.5, 0.9]))).toBeCloseTo(0.4, 12);
});

describe('trueAcceptsAtFmr3', () => {
  const impostor = (count: number): number[] =>
    Array.from({ length: count }, (_, index) => 0.5 + index / 1e5);

  test.for([
    ['of a thousand impostors one may pass', 1000, 0.5, 0.50001],
    ['of 1,999 still one', 1999, 0.5, 0.50001],
    ['of two thousand two', 2000, 0.50001, 0.50002],
  ] as const)('%s', ([, count, last, firstTooMany]) => {
    expect(trueAcceptsAtFmr3([0.1, last, firstTooMany, 0.9], impostor(count))).toBe(0.5);
  });

  test('equal impostors pass together, or not at all', () => {
    expect(trueAcceptsAtFmr3([0.4, 0.5], Array<number>(1000).fill(0.5))).toBe(0.5);
  });

  test('fewer impostors, or no genuine pair, say nothing', () => {
    expect(trueAcceptsAtFmr3([0.1], impostor(999))).toBeNull();
    expect(trueAcceptsAtFmr3([], impostor(1000))).toBeNull();
  });
});
