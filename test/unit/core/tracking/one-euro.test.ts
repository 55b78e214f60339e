/** @file The 1€ filter against its definition. */
import { describe, expect, test } from 'vitest';
import { filterOneEuro, type OneEuroState } from '../../../../src/core/tracking/one-euro.ts';

const parameters = { minCutoffHz: 1, beta: 0, speedCutoffHz: 1 };
const rest: OneEuroState = { value: 0, speed: 0 };

test('with beta 0 it is a first-order low-pass: 1 - 1/e of a step after its time constant', () => {
  // In steps far smaller than the time constant of 1 / (2 pi) s.
  let state = rest;
  for (let step = 0; step < 15_915; step++) state = filterOneEuro(state, 1, 0.01, parameters);
  expect(state.value).toBeCloseTo(1 - 1 / Math.E, 3);
});

describe('speed', () => {
  test('is that of the movement, once it has lasted', () => {
    let state = rest;
    for (let frame = 1; frame <= 600; frame++) state = filterOneEuro(state, frame * 0.1, 100, parameters);
    expect(state.speed).toBeGreaterThan(0.99);
  });

  test('opens the filter: the faster, the nearer to the measurement', () => {
    const behind = (beta: number): number => {
      let state = rest;
      for (let frame = 1; frame <= 60; frame++)
        state = filterOneEuro(state, frame / 30, 1000 / 30, { ...parameters, beta });
      return 2 - state.value;
    };
    expect(behind(10)).toBeLessThan(behind(1) / 3);
    expect(behind(1)).toBeLessThan(behind(0));
  });
});

test('a step of no time, or of negative time, changes nothing', () => {
  expect(filterOneEuro(rest, 5, 0, parameters)).toBe(rest);
  expect(filterOneEuro(rest, 5, -10, parameters)).toBe(rest);
});

test('a value never overshoots the measurement', () => {
  const { value } = filterOneEuro({ value: 0, speed: 100 }, 1, 33, { ...parameters, beta: 1000 });
  expect(value).toBeLessThanOrEqual(1);
  expect(value).toBeGreaterThan(0.99);
});
