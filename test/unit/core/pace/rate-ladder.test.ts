/** @file The steps of the rate, and how videos share them. */
import { expect, test } from 'vitest';
import { pauseOf, rateAbove, shareRates } from '../../../../src/core/pace/rate-ladder.ts';

const ratesOf = (weights: readonly number[], perSecond: number): number[] => [
  ...shareRates(
    weights.map((weight, id) => ({ id, weight })),
    perSecond,
  ).values(),
];

test.for([
  ['plenty', [1], Infinity, [30]],
  ['just enough', [1], 30, [30]],
  ['hardly less', [1], 29.9, [15]],
  ['next to nothing', [1], 0.1, [1]],
  ['nothing at all', [1], -5, [1]],
  ['an even share', [1, 1], 60, [30, 30]],
  ['the larger first', [1, 2], 45, [15, 30]],
  ['of two alike, the first', [1, 1], 45, [30, 15]],
  ['nobody goes without', [3, 2, 1], 2, [1, 1, 1]],
  ['no step is skipped for anybody', [3, 2, 1], 17, [5, 5, 5]],
] as const)('%s', ([, weights, perSecond, rates]) => {
  expect(ratesOf(weights, perSecond)).toEqual(rates);
});

test('a video of 30 or 60 frames a second gets the rate that is aimed at', () => {
  for (const fps of [30, 60]) {
    for (const rate of [30, 15, 10, 5] as const) {
      const frameMs = 1000 / fps;
      expect(1000 / (Math.ceil(pauseOf(rate) / frameMs) * frameMs)).toBeCloseTo(rate, 6);
    }
  }
});

test('the ladder ends at thirty', () => {
  expect([rateAbove(1), rateAbove(15), rateAbove(30)]).toEqual([3, 30, 30]);
});
