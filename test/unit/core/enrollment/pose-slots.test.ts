/** @file Which side of a face a pose shows. */
import { expect, test } from 'vitest';
import { slotOf } from '../../../../src/core/enrollment/pose-slots.ts';

test.for([
  [0, 0.05, 'front'],
  [0.149, 0.05, 'front'],
  [0.15, 0.05, 'left'],
  [-0.15, 0.05, 'right'],
  [0, 0.22, 'down'],
  [0, -0.12, 'up'],
  [0, 0.2, 'front'],
  [0, -0.1, 'front'],
  // A head that is both turned and lowered shows its side above all.
  [0.3, 0.4, 'left'],
  [-0.3, -0.4, 'right'],
] as const)('yaw %f, pitch %f: %s', ([yaw, pitch, slot]) => {
  expect(slotOf({ yaw, pitch })).toBe(slot);
});

test('an untold pose counts as the front', () => {
  expect(slotOf(undefined)).toBe('front');
});
