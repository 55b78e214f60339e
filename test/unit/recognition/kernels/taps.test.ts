/** @file Which two pixels an output lies between, and how much each counts. */
import { describe, expect, test } from 'vitest';
import { TAP_BYTES, tapsOf, writeTaps, type Tap } from '../../../../src/recognition/kernels/taps.ts';

function tap(before: number, after: number, beforeWeight: number, afterWeight: number): Tap {
  return { before, after, beforeWeight, afterWeight };
}

describe('tapsOf', () => {
  test('a line of just that length: each output its pixel', () => {
    const { first, taps } = tapsOf(4, 0, 1, 4);
    expect(first).toBe(0);
    expect(taps).toEqual([tap(0, 1, 1, 0), tap(1, 2, 1, 0), tap(2, 3, 1, 0), tap(3, 3, 1, 0)]);
  });

  test('half as long: every second pixel, for corners lie on corners', () => {
    expect(tapsOf(3, 0, 0.5, 6).taps).toEqual([tap(0, 1, 1, 0), tap(2, 3, 1, 0), tap(4, 5, 1, 0)]);
  });

  test('twice as long: the last output lies between the last pixel and the black beyond it', () => {
    const { taps } = tapsOf(4, 0, 2, 2);
    expect(taps).toEqual([tap(0, 1, 1, 0), tap(0, 1, 0.5, 0.5), tap(1, 1, 1, 0), tap(1, 1, 0.5, 0)]);
  });

  test('bars before and after it are no outputs', () => {
    const { first, taps } = tapsOf(8, 2, 1, 4);
    expect(first).toBe(2);
    expect(taps).toHaveLength(4);
  });

  test('a bar that ends within a pixel: an output between the black and the first pixel', () => {
    const { first, taps } = tapsOf(4, 1.25, 1, 2);
    expect(first).toBe(1);
    expect(taps).toEqual([tap(0, 0, 0, 0.75), tap(0, 1, 0.25, 0.75), tap(1, 1, 0.25, 0)]);
  });

  test('places are rounded to 1/32 of a pixel', () => {
    // A third is 10.67 of 32.
    expect(tapsOf(2, 0, 3, 2).taps[1]).toEqual(tap(0, 1, 21 / 32, 11 / 32));
  });

  test('a place in the middle of two is rounded to the even one', () => {
    // 1.5, 2.5 and 3.5 of 32.
    const weights = [64 / 3, 64 / 5, 64 / 7].map((scale) => tapsOf(2, 0, scale, 2).taps[1]?.afterWeight);
    expect(weights).toEqual([2 / 32, 2 / 32, 4 / 32]);
  });

  test('nothing of the line shows: no outputs', () => {
    expect(tapsOf(2, 5, 1, 3)).toEqual({ first: 0, taps: [] });
  });
});

test('writeTaps gives the kernels two offsets in bytes and two weights for each', () => {
  const table = new DataView(new ArrayBuffer(2 * TAP_BYTES));
  writeTaps(table, [tap(0, 1, 1, 0), tap(3, 4, 0.25, 0.75)], 4);
  expect([table.getUint32(0, true), table.getUint32(4, true)]).toEqual([0, 4]);
  expect([table.getFloat32(8, true), table.getFloat32(12, true)]).toEqual([1, 0]);
  expect([table.getUint32(16, true), table.getUint32(20, true)]).toEqual([12, 16]);
  expect([table.getFloat32(24, true), table.getFloat32(28, true)]).toEqual([0.25, 0.75]);
});
