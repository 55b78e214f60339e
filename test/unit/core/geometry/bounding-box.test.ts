/** @file Boxes: overlap, squares around faces, and the way between the two coordinate spaces. */
import { describe, expect, test } from 'vitest';
import {
  blendBoxes,
  centerOf,
  intersectionOverUnion,
  pointInRegion,
  squareAround,
  toPixelBox,
} from '../../../../src/core/geometry/bounding-box.ts';

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

describe('intersectionOverUnion', () => {
  test.for([
    ['the same box', box(0.1, 0.2, 0.3, 0.4), box(0.1, 0.2, 0.3, 0.4), 1],
    ['a quarter of each: 1 of 7', box(0, 0, 2, 2), box(1, 1, 2, 2), 1 / 7],
    ['one inside the other: 4 of 16', box(0, 0, 4, 4), box(1, 1, 2, 2), 0.25],
    ['side by side, edges touching', box(0, 0, 1, 1), box(1, 0, 1, 1), 0],
    ['apart', box(0, 0, 1, 1), box(3, 3, 1, 1), 0],
    ['overlapping in x only', box(0, 0, 2, 1), box(1, 5, 2, 1), 0],
    ['an empty box', box(0, 0, 2, 2), box(1, 1, 0, 0), 0],
  ] as const)('%s', ([, a, b, expected]) => {
    expect(intersectionOverUnion(a, b)).toBeCloseTo(expected, 12);
    expect(intersectionOverUnion(b, a)).toBeCloseTo(expected, 12);
  });
});

describe('squareAround', () => {
  test('is square in pixels, not in shares of the picture', () => {
    // 20 x 20 px of a 200 x 100 picture; twice that is 40 px: a fifth of the width, two fifths of the height.
    const square = squareAround(box(0.4, 0.4, 0.1, 0.2), 2, 200, 100);
    expect(square.x).toBeCloseTo(0.35);
    expect(square.y).toBeCloseTo(0.3);
    expect(square.width).toBeCloseTo(0.2);
    expect(square.height).toBeCloseTo(0.4);
  });

  test('takes the longer side of the box and may leave the picture', () => {
    // 20 x 10 px around (10, 5) of a 100 x 100 picture; 1.5 x 20 = 30 px.
    const square = squareAround(box(0, 0, 0.2, 0.1), 1.5, 100, 100);
    expect(square.x).toBeCloseTo(-0.05);
    expect(square.y).toBeCloseTo(-0.1);
    expect(square.width).toBeCloseTo(0.3);
    expect(square.height).toBeCloseTo(0.3);
  });
});

test('centerOf is the middle of the box', () => {
  expect(centerOf(box(2, 4, 6, 10))).toEqual({ x: 5, y: 9 });
});

test('pointInRegion normalises within the region, also what lies outside', () => {
  const region = box(0.5, 0.25, 0.25, 0.5);
  expect(pointInRegion({ x: 0.5, y: 0.25 }, region)).toEqual({ x: 0, y: 0 });
  expect(pointInRegion({ x: 0.75, y: 0.75 }, region)).toEqual({ x: 1, y: 1 });
  expect(pointInRegion({ x: 0.25, y: 0.5 }, region)).toEqual({ x: -1, y: 0.5 });
});

test('toPixelBox multiplies each axis by its own size', () => {
  expect(toPixelBox(box(0.5, 0.25, 0.25, 0.5), 640, 360)).toEqual({
    leftPx: 320,
    topPx: 90,
    widthPx: 160,
    heightPx: 180,
  });
});

test('blendBoxes goes from the first to the second box', () => {
  const from = box(0, 10, 4, 8);
  const to = box(8, 20, 8, 0);
  expect(blendBoxes(from, to, 0)).toEqual(from);
  expect(blendBoxes(from, to, 1)).toEqual(to);
  expect(blendBoxes(from, to, 0.25)).toEqual(box(2, 12.5, 5, 6));
});
