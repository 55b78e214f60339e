/** @file At most so many within a time. */
import { expect, test } from 'vitest';
import { RateLimit } from '../../../../src/core/timing/rate-limit.ts';

test('refuses beyond the limit, and lets in again as time goes along', () => {
  const limit = new RateLimit(2, 1000);
  expect([limit.take(0), limit.take(400), limit.take(500)]).toEqual([true, true, false]);
  expect([limit.take(999), limit.take(1000), limit.take(1001)]).toEqual([false, true, false]);
  expect(limit.take(1400)).toBe(true);
});

test('what was refused does not count', () => {
  const limit = new RateLimit(1, 1000);
  limit.take(0);
  for (let nowMs = 0; nowMs < 1000; nowMs += 100) expect(limit.take(nowMs)).toBe(false);
  expect(limit.take(1000)).toBe(true);
});
