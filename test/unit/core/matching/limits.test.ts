/** @file From strictness to distances. */
import { expect, test } from 'vitest';
import { limitsFor } from '../../../../src/core/matching/limits.ts';

const card = { strictMaxDistance: 0.4, maxDistance: 0.5, lenientMaxDistance: 0.7 };

test.for([
  [0, 0.4],
  [0.25, 0.45],
  [0.5, 0.5],
  [0.75, 0.6],
  [1, 0.7],
] as const)('strictness %d names up to a distance of %d', ([strictness, maxDistance]) => {
  const limits = limitsFor(card, strictness);
  expect(limits.enterMaxDistance).toBeCloseTo(maxDistance, 12);
  expect(limits.leaveMaxDistance).toBeCloseTo(maxDistance + 0.02, 12);
  expect(limits.firstLookMaxDistance).toBeCloseTo(maxDistance - 0.05, 12);
  expect(limits.minMargin).toBe(0.03);
});
