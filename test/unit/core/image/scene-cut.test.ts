/** @file A cut is told from a pan, a slow change and a person who moves. */
import { describe, expect, test } from 'vitest';
import { isSceneCut, lumaGrid } from '../../../../src/core/image/scene-cut.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { paint, paintGrey } from '../../pictures.ts';

/** A street: bright above, dark below, with soft columns; `panPx` moves the camera. */
function street(panPx: number): Pixels {
  return paintGrey(256, 144, (x, y) => 170 - y * 0.6 + 50 * Math.sin((x + panPx) / 25));
}

/** A room: dark, with one bright window. */
function room(): Pixels {
  return paintGrey(256, 144, (x, y) => (x > 60 && x < 140 && y > 20 && y < 90 ? 210 : 35));
}

const isCut = (before: Pixels, after: Pixels) => isSceneCut(lumaGrid(before), lumaGrid(after));

describe('lumaGrid', () => {
  test('has a mean brightness for each of 16 x 9 cells', () => {
    const grid = lumaGrid(paintGrey(256, 144, (x, y) => (x < 16 && y < 16 ? 200 : 50)));
    expect(grid).toHaveLength(144);
    expect(grid[0]).toBeCloseTo(200, 3);
    expect(grid[1]).toBeCloseTo(50, 3);
    expect(grid[16]).toBeCloseTo(50, 3);
  });

  test.for([
    [[255, 0, 0], 76.245],
    [[0, 255, 0], 149.685],
    [[0, 0, 255], 29.07],
  ] as const)('weighs the colour %j as Rec. 601 does', ([colour, luma]) => {
    expect(lumaGrid(paint(64, 36, () => colour))[70]).toBeCloseTo(luma, 2);
  });
});

describe('isSceneCut', () => {
  test('the same picture is no cut', () => {
    expect(isCut(street(0), street(0))).toBe(false);
  });

  test('a fast pan of 12 pixels between two frames is no cut', () => {
    expect(isCut(street(0), street(12))).toBe(false);
  });

  test('a person who crosses a tenth of the picture is no cut', () => {
    const crossed = paintGrey(256, 144, (x, y) => (x > 180 && x < 220 && y > 40 ? 160 : 35));
    const empty = paintGrey(256, 144, () => 35);
    expect(isCut(empty, crossed)).toBe(false);
  });

  test('another scene is a cut, both ways', () => {
    expect(isCut(street(0), room())).toBe(true);
    expect(isCut(room(), street(0))).toBe(true);
  });

  test('the limit is a mean change of 18 of 255', () => {
    const grey = (value: number) => paintGrey(64, 36, () => value);
    expect(isCut(grey(100), grey(117))).toBe(false);
    expect(isCut(grey(100), grey(119))).toBe(true);
    expect(isCut(grey(119), grey(100))).toBe(true);
  });
});
