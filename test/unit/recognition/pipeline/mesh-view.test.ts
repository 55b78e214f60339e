/** @file The mesh sees 1.5 times the box, with the eyes level, and points find back. */
import { describe, expect, test } from 'vitest';
import { mapPoint } from '../../../../src/core/geometry/affine.ts';
import { warp } from '../../../../src/core/image/warp.ts';
import { betweenPixelCenters, meshView } from '../../../../src/recognition/pipeline/mesh-view.ts';
import { paintGrey } from '../../pictures.ts';

const INPUT_PX = 192;
const BOX = { leftPx: 60, topPx: 40, widthPx: 64, heightPx: 128 };
const LEVEL = { rightEye: { x: 80, y: 90 }, leftEye: { x: 110, y: 90 } };

describe('of level eyes', () => {
  const view = meshView(BOX, LEVEL, 1.5, INPUT_PX);

  test('the middle of the input is that of the box', () => {
    expect(mapPoint(view, { x: 96, y: 96 })).toEqual({ x: 92, y: 104 });
  });

  test('the input spans 1.5 of the box’s longer side', () => {
    expect(mapPoint(view, { x: 0, y: 0 })).toEqual({ x: 92 - 96, y: 104 - 96 });
    expect(mapPoint(view, { x: INPUT_PX, y: INPUT_PX })).toEqual({ x: 92 + 96, y: 104 + 96 });
  });
});

test('tilted eyes are level in the input, the right one on the left', () => {
  const eyes = { rightEye: { x: 80, y: 80 }, leftEye: { x: 110, y: 120 } };
  const { a, b, c, d, e, f } = meshView(BOX, eyes, 1.5, INPUT_PX);
  const toInput = ({ x, y }: { x: number; y: number }) => {
    const [dx, dy, area] = [x - e, y - f, a * d - b * c];
    return { x: (d * dx - c * dy) / area, y: (a * dy - b * dx) / area };
  };
  const [right, left] = [toInput(eyes.rightEye), toInput(eyes.leftEye)];
  expect(left.y).toBeCloseTo(right.y, 9);
  expect(left.x - right.x).toBeCloseTo(50, 9);
});

test('eyes that fall together leave it upright', () => {
  const eyes = { rightEye: LEVEL.rightEye, leftEye: LEVEL.rightEye };
  expect(meshView(BOX, eyes, 1.5, INPUT_PX)).toEqual(meshView(BOX, LEVEL, 1.5, INPUT_PX));
});

test('a warp by it shows each pixel where the map takes its middle', () => {
  const box = { leftPx: 4, topPx: 2, widthPx: 8, heightPx: 8 };
  const eyes = { rightEye: { x: 0, y: 0 }, leftEye: { x: 0, y: 1 } };
  const picture = paintGrey(16, 16, (x, y) => 15 * x + y);
  const view = meshView(box, eyes, 1, 8);
  const seen = warp(picture, betweenPixelCenters(view), { widthPx: 8, heightPx: 8, taps: 1 });
  for (const [x, y] of [
    [0, 0],
    [3, 5],
    [7, 7],
  ] as const) {
    const from = mapPoint(view, { x: x + 0.5, y: y + 0.5 });
    expect(seen.data[(y * 8 + x) * 4]).toBeCloseTo(15 * (from.x - 0.5) + (from.y - 0.5), 9);
  }
});
