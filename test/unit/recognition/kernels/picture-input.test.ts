/** @file Pictures become the network's input as the definition reads: scaled to fit, in the middle, black around. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { PictureInput, fitInto } from '../../../../src/recognition/kernels/picture-input.ts';
import { allocatePlanes, type Planes } from '../../../../src/recognition/kernels/planes.ts';
import { paint, pixelAt, repeatableNoise } from '../../pictures.ts';
import { openTestKernels } from './kernel-fixtures.ts';
import { differenceOf, makeGrid, readGrid, split, strayNumbers, type Grid } from './plane-fixtures.ts';

const ROUNDING = 1e-5;
const INPUT = { width: 64, height: 48 };

let module: KernelModule;
let planes: Planes;
let input: PictureInput;
beforeEach(async () => {
  module = await openTestKernels();
  planes = allocatePlanes(module, [INPUT.height, 6, INPUT.width / 2]);
  input = new PictureInput(module, planes);
}, 60_000);

function noise(width: number, height: number): Pixels {
  const next = repeatableNoise(width);
  const byte = (): number => Math.floor(next() * 256);
  return paint(width, height, () => [byte(), byte(), byte()]);
}

/**
 * By the rule of OpenCV's warpPerspective: every output looked up at its corner, to 1/32 of a pixel, as a blend of the four around,
 * to whole bytes; black beyond the picture.
 */
function define(picture: Pixels): Grid {
  const { scale, left, top } = fitInto(picture, INPUT);
  const whole = makeGrid([INPUT.height, 3, INPUT.width], (y, channel, x) => {
    const [across, down] = [nearestStep((x - left) / scale), nearestStep((y - top) / scale)];
    return Math.floor(blend(picture, across, down, channel) + 0.5) / 127.5 - 1;
  });
  return split(whole);
}

/** No place of these tests lies in the middle of two steps. */
function nearestStep(place: number): number {
  return Math.round(place * 32) / 32;
}

function blend(picture: Pixels, x: number, y: number, channel: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const valueOf = (column: number, row: number): number => {
    const isOutside = column < 0 || row < 0 || column >= picture.width || row >= picture.height;
    return isOutside ? 0 : (pixelAt(picture, column, row)[channel] ?? Number.NaN);
  };
  const rowAt = (row: number): number =>
    valueOf(left, row) * (1 - (x - left)) + valueOf(left + 1, row) * (x - left);
  return rowAt(top) * (1 - (y - top)) + rowAt(top + 1) * (y - top);
}

function expectInput(picture: Pixels): void {
  expect(differenceOf(readGrid(module, planes), define(picture))).toBeLessThan(ROUNDING);
  expect(strayNumbers(module, planes)).toEqual([]);
}

test('a picture of just that size goes in as it is: bytes from -1 to 1, even and odd columns apart', () => {
  const picture = noise(INPUT.width, INPUT.height);
  expect(input.write(picture)).toEqual({ scale: 1, left: 0, top: 0 });
  const whole = makeGrid([INPUT.height, 3, INPUT.width], (y, channel, x) => {
    return (pixelAt(picture, x, y)[channel] ?? Number.NaN) / 127.5 - 1;
  });
  expect(differenceOf(readGrid(module, planes), split(whole))).toBeLessThan(ROUNDING);
});

test.for([
  ['smaller', 160, 120, { scale: 0.4, left: 0, top: 0 }],
  ['larger', 16, 12, { scale: 4, left: 0, top: 0 }],
  ['smaller, black above and below', 128, 64, { scale: 0.5, left: 0, top: 8 }],
  ['larger, black on the left and right', 12, 24, { scale: 2, left: 20, top: 0 }],
  ['smaller, black on the left and right', 30, 60, { scale: 0.8, left: 20, top: 0 }],
  ['one pixel', 1, 1, { scale: 48, left: 8, top: 0 }],
] as const)('made %s: %i x %i', ([, width, height, fit]) => {
  const picture = noise(width, height);
  const { scale, left, top } = input.write(picture);
  expect(scale).toBeCloseTo(fit.scale, 9);
  expect(left).toBeCloseTo(fit.left, 9);
  expect(top).toBeCloseTo(fit.top, 9);
  expectInput(picture);
});

// Bars of 25.4 and 12.16 pixels: where they end, picture and black are blended.
test.for([
  [11, 40],
  [100, 37],
] as const)('bars that end within a pixel: %i x %i', ([width, height]) => {
  const picture = noise(width, height);
  input.write(picture);
  expectInput(picture);
});

describe('one picture after another', () => {
  test('of the same size: nothing is left of the first', () => {
    input.write(noise(40, 20));
    const white = paint(40, 20, () => [255, 255, 255]);
    input.write(white);
    expectInput(white);
  });

  test('of another size each: their bars are black again, wide rows have room', () => {
    for (const [width, height] of [
      [64, 48],
      [20, 40],
      [3000, 30],
      [16, 9],
      [200, 400],
      [20, 40],
    ] as const) {
      const picture = noise(width, height);
      input.write(picture);
      expectInput(picture);
    }
  });

  test('what wide rows wrote is not written over by what is allocated after', () => {
    input.write(noise(8, 8));
    const other = module.allocate(100);
    input.write(noise(500, 300));
    expect(module.view(other, 100).every((value) => value === 0)).toBe(true);
  });
});
