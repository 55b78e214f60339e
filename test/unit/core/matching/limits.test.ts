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
  // Shares of the default, 0.5, whatever the strictness: 0.04, 0.08, 0.1, 0.06, 0.85, 1.08 and 0.98.
  expect(limits.leaveMaxDistance).toBeCloseTo(maxDistance + 0.02, 12);
  expect(limits.maybeMaxDistance).toBeCloseTo(maxDistance + 0.04, 12);
  expect(limits.poorLookReserve).toBeCloseTo(0.05, 12);
  expect(limits.samePersonDistance).toBeCloseTo(0.425, 12);
  expect(limits.minMargin).toBeCloseTo(0.03, 12);
  expect(limits.anotherFaceDistance).toBeCloseTo(0.54, 12);
  expect(limits.maxSpread).toBeCloseTo(0.49, 12);
});

test('everything grows with the scale of the model', () => {
  const tenfold = { strictMaxDistance: 4, maxDistance: 5, lenientMaxDistance: 7 };
  const [small, large] = [limitsFor(card, 0.3), limitsFor(tenfold, 0.3)];
  for (const key of Object.keys(small) as (keyof typeof small)[]) {
    expect(large[key], key).toBeCloseTo(10 * small[key], 12);
  }
});
