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

test('the pause of a rate is a whole number of frames of a video that has 30 a second', () => {
  const frames = ([30, 15, 10, 5] as const).map((rate) => pauseOf(rate) / (1000 / 30));
  expect(frames.map((one) => Number(one.toFixed(9)))).toEqual([1, 2, 3, 6]);
});

test('the ladder ends at thirty', () => {
  expect([rateAbove(1), rateAbove(15), rateAbove(30)]).toEqual([3, 30, 30]);
});
