/** @file Medians and rates over the last measurements. */
import { describe, expect, test } from 'vitest';
import { RecentNumbers, RecentRate } from '../../../../src/core/timing/recent.ts';

function numbers(values: readonly number[], capacity?: number): RecentNumbers {
  const recent = new RecentNumbers(capacity);
  for (const value of values) recent.add(value);
  return recent;
}

describe('RecentNumbers', () => {
  test('has no median before the first number', () => {
    expect(new RecentNumbers().median()).toBeNull();
  });

  test('one slow measurement does not move the median', () => {
    expect(numbers([10, 900, 12, 11, 13]).median()).toBe(12);
  });

  test('sorts by size, not as text', () => {
    expect(numbers([9, 100, 101]).median()).toBe(100);
  });

  test('forgets what is older than its capacity', () => {
    expect(numbers([1, 1, 1, 50, 60, 70], 3).median()).toBe(60);
  });
});

describe('RecentRate', () => {
  test('is 0 without events', () => {
    expect(new RecentRate().perSecond(5000)).toBe(0);
  });

  test('counts the events of the last three seconds', () => {
    const rate = new RecentRate();
    for (let nowMs = 0; nowMs <= 6000; nowMs += 100) rate.add(nowMs);
    // 31 events in 3000..6000.
    expect(rate.perSecond(6000)).toBeCloseTo(31 / 3, 9);
  });

  test('falls to 0 when the events stop', () => {
    const rate = new RecentRate();
    for (let nowMs = 0; nowMs <= 1000; nowMs += 100) rate.add(nowMs);
    expect(rate.perSecond(3500)).toBeCloseTo(6 / 3, 9);
    expect(rate.perSecond(4001)).toBe(0);
  });

  test('a young rate is divided by its own age, of at least a second', () => {
    const rate = new RecentRate();
    rate.add(10_000);
    expect(rate.perSecond(10_000)).toBe(1);
    for (const nowMs of [10_500, 11_000, 11_500, 12_000]) rate.add(nowMs);
    expect(rate.perSecond(12_000)).toBeCloseTo(5 / 2, 9);
  });
});
