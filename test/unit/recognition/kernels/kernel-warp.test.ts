/** @file Crops by the kernels are those of `core/image/warp.ts`, to one unit of a byte. */
import { beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE_CROP, alignFace } from '../../../../src/core/alignment/align-face.ts';
import { stretch, warp, type Warp } from '../../../../src/core/image/warp.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { createWarp } from '../../../../src/recognition/kernels/kernel-warp.ts';
import { paint, repeatableNoise } from '../../pictures.ts';
import { openTestKernels } from './kernel-fixtures.ts';

let kernelWarp: Warp;
beforeAll(async () => {
  kernelWarp = createWarp(await openTestKernels());
}, 60_000);

function noise(width: number, height: number, seed = 1): Pixels {
  const next = repeatableNoise(seed);
  const byte = (): number => Math.floor(next() * 256);
  return paint(width, height, () => [byte(), byte(), byte()]);
}

function largestDifference(one: Pixels, other: Pixels): number {
  expect([one.width, one.height, one.data.length]).toEqual([other.width, other.height, other.data.length]);
  return one.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (other.data[at] ?? 0))), 0);
}

describe('a face', () => {
  test.for([
    ['upright in the middle', { x: 85, y: 100 }, { x: 138, y: 103 }],
    ['turned, beyond the left edge', { x: 10, y: 100 }, { x: 50, y: 60 }],
    ['beyond the right upper corner', { x: 185, y: 10 }, { x: 220, y: 40 }],
    ['upside down', { x: 138, y: 103 }, { x: 85, y: 100 }],
    ['small', { x: 100, y: 100 }, { x: 112, y: 101 }],
    ['so large that it is sampled several times', { x: 20, y: 90 }, { x: 200, y: 95 }],
    ['far outside', { x: -9000, y: 20_000 }, { x: -8950, y: 20_000 }],
  ] as const)('%s', ([, right, left]) => {
    const region = noise(224, 200);
    const points = { ...SAMPLE_CROP.points, rightEye: right, leftEye: left };
    const crop = alignFace(region, points, SAMPLE_CROP, 'eyes', kernelWarp);
    const expected = alignFace(region, points, SAMPLE_CROP, 'eyes');
    expect(largestDifference(crop, expected)).toBeLessThanOrEqual(1);
  });
});

test.for([
  [1, 1],
  [256, 256],
  [257, 100],
] as const)('a picture of %i x %i, twice, and then another one', ([width, height]) => {
  for (const seed of [1, 2]) {
    const picture = noise(width, height, seed);
    const box = { leftPx: -3, topPx: 2, widthPx: width, heightPx: height };
    for (const side of [150, 192]) {
      const args = stretch(box, side, side);
      expect(largestDifference(kernelWarp(picture, ...args), warp(picture, ...args))).toBeLessThanOrEqual(1);
    }
  }
});

test('a crop stays as it is when the next one is cut', () => {
  const args = stretch({ leftPx: 0, topPx: 0, widthPx: 40, heightPx: 40 }, 64, 64);
  const crop = kernelWarp(noise(40, 40, 3), ...args);
  const before = Uint8ClampedArray.from(crop.data);
  kernelWarp(noise(40, 40, 4), ...args);
  expect(crop.data).toEqual(before);
});
