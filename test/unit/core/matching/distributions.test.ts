/** @file The distributions of calibration, against printed tables. */
import { expect, test } from 'vitest';
import { largestOf, normalBelow, studentBelow } from '../../../../src/core/matching/distributions.ts';

test.for([
  [0, 0.5],
  [1.644854, 0.95],
  [-1, 0.158655254],
  [-3.090232, 1e-3],
  [-4.753424, 1e-6],
  [-6, 9.865876e-10],
] as const)('of a normal variable, %d has %d below it', ([z, chance]) => {
  expect(normalBelow(z) / chance).toBeCloseTo(1, 5);
});

// Source: tables of Student's t, one-sided.
test.for([
  [-1.697, 30, 0.05],
  [-2.457, 30, 0.01],
  [-3.385, 30, 0.001],
  [-2.364, 100, 0.01],
  [-3.174, 100, 0.001],
] as const)(
  'of Student’s variable, %d with %d degrees of freedom has %d below it',
  ([t, freedom, chance]) => {
    expect(studentBelow(t, freedom) / chance).toBeCloseTo(1, 2);
  },
);

test('Student’s tail is heavier than the normal one, and nearly it with many degrees of freedom', () => {
  expect(studentBelow(-4, 50)).toBeGreaterThan(2 * normalBelow(-4));
  expect(studentBelow(-4, 1e6) / normalBelow(-4)).toBeCloseTo(1, 3);
});

// Source: Harter, "Expected values of normal order statistics" (1961).
test.for([
  [1, 0, 1],
  [2, 0.56419, 0.68169],
  [5, 1.16296, 0.44753],
  [20, 1.86748, 0.27566],
] as const)(
  'the largest of %d normal variables has the mean %d and the variance %d',
  ([count, mean, variance]) => {
    const largest = largestOf(count);
    expect(largest.mean).toBeCloseTo(mean, 4);
    expect(largest.variance).toBeCloseTo(variance, 4);
  },
);
