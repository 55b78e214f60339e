/** @file Where a patch has gone: a painted texture is moved, dimmed, covered, and looked for. */
import { describe, expect, test } from 'vitest';
import type { LumaPlane } from '../../../../src/core/image/luma.ts';
import { findPatch, type PatchSearch } from '../../../../src/core/tracking/find-patch.ts';

const [WIDTH, HEIGHT] = [160, 90];
const BOX = { leftPx: 60, topPx: 30, widthPx: 30, heightPx: 30 };
const AROUND: PatchSearch = { dxPx: 0, dyPx: 0, reachPx: 8 };

/** A texture without repetition within reach, moved by so much. */
function texture(dx: number, dy: number, light = (value: number): number => value): LumaPlane {
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [u, v] = [x - dx, y - dy];
      const value = 120 + 50 * Math.sin(u / 5 + Math.sin(v / 7)) + 40 * Math.cos(v / 4 + u / 11);
      data[y * WIDTH + x] = light(value);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

const still = texture(0, 0);

describe('a patch', () => {
  test.each([
    [0, 0],
    [3, -2],
    [-5, 6],
    [2.5, 0.5],
  ])('that moved by %f, %f pixels is found there', (dx, dy) => {
    const found = findPatch(still, BOX, texture(dx, dy), AROUND);
    expect(Math.abs((found?.dxPx ?? NaN) - dx)).toBeLessThan(0.3);
    expect(Math.abs((found?.dyPx ?? NaN) - dy)).toBeLessThan(0.3);
    expect(found?.likeness).toBeGreaterThan(0.98);
  });

  test('is found in other light', () => {
    const dimmed = texture(4, 1, (value) => value / 2 + 10);
    const found = findPatch(still, BOX, dimmed, AROUND);
    expect(found?.dxPx).toBeCloseTo(4, 0.5);
    expect(found?.likeness).toBeGreaterThan(0.98);
  });

  test('is looked for where it is expected', () => {
    const found = findPatch(still, BOX, texture(20, 10), { dxPx: 18, dyPx: 11, reachPx: 4 });
    expect(found?.dxPx).toBeCloseTo(20, 0.5);
    expect(found?.dyPx).toBeCloseTo(10, 0.5);
  });

  test('that went farther than was searched is not found', () => {
    const found = findPatch(still, BOX, texture(11, 0), { ...AROUND, reachPx: 4 });
    expect(found?.likeness ?? 0).toBeLessThan(0.98);
  });

  test('that something covers is not like itself', () => {
    const covered = { ...still, data: still.data.slice() };
    for (let y = 30; y < 60; y++) covered.data.fill((y * 37) % 251, y * WIDTH + 60, y * WIDTH + 90);
    expect(findPatch(still, BOX, covered, AROUND)?.likeness ?? 0).toBeLessThan(0.7);
  });

  test('without any contrast, or mostly outside the picture, is not looked for', () => {
    const flat = texture(0, 0, () => 90);
    expect(findPatch(flat, BOX, flat, AROUND)).toBeUndefined();
    const nearlyFlat = texture(0, 0, (value) => 90 + value / 30);
    expect(findPatch(nearlyFlat, BOX, nearlyFlat, AROUND)).toBeUndefined();
    expect(findPatch(still, { ...BOX, leftPx: -15 }, still, AROUND)).toBeUndefined();
    expect(findPatch(still, { ...BOX, widthPx: 0 }, still, AROUND)).toBeUndefined();
  });

  test('of any size is found again', () => {
    for (const sidePx of [6, 12, 70]) {
      const box = { leftPx: 20.4, topPx: 10.7, widthPx: sidePx, heightPx: sidePx };
      expect(findPatch(still, box, texture(2, 1), { ...AROUND, reachPx: 5 })?.dxPx).toBeCloseTo(2, 0.5);
    }
  });
});
