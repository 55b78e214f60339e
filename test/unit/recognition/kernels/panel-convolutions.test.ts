/**
 * @file Convolutions on panels are those of the definition, at sizes that fill their tiles and at others, up
 * to every border.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import {
  allocatePanelSpare,
  pointwise,
  weighWhole,
  widen,
  widenColors,
  type Spare,
} from '../../../../src/recognition/kernels/panel-convolutions.ts';
import { allocatePanelPicture, readFirstPixel } from '../../../../src/recognition/kernels/panel-picture.ts';
import { allocatePicture } from '../../../../src/recognition/kernels/picture.ts';
import { differenceOf, openTestKernels, randomNumbers, randomValues, write } from './kernel-fixtures.ts';
import {
  filtered,
  mixed,
  placePanels,
  randomConvolution,
  readPanels,
  sloped,
  writePanels,
} from './panel-fixtures.ts';

/** Float32 rounding of sums near 1. */
const ROUNDING = 1e-5;
const GUARD = 64;

let module: KernelModule;
let spare: Spare;
beforeAll(async () => {
  module = await openTestKernels();
  spare = allocatePanelSpare(module, 16);
}, 60_000);

/** What is allocated next, and must not be written to. */
function allocateGuard(): () => readonly number[] {
  const start = module.allocate(GUARD);
  module.view(start, GUARD).fill(7);
  return () => [...new Set(module.view(start, GUARD))];
}

describe('1x1', () => {
  test.for([
    [7, 16, 24],
    [4, 8, 8],
    [3, 24, 16],
    [2, 8, 16],
    [1, 40, 8],
  ] as const)('a picture of %i, %i to %i channels', ([size, inputs, outputs]) => {
    const values = randomValues(size, inputs, 1);
    const weights = randomConvolution(outputs, inputs, 1, 2);
    const output = allocatePanelPicture(module, size, outputs);
    const guard = allocateGuard();
    pointwise(module, weights, placePanels(module, values), output, false)();
    const expected = sloped(mixed(values, weights), weights.slopes);
    expect(differenceOf(readPanels(module, output), expected)).toBeLessThan(ROUNDING);
    expect(guard()).toEqual([7]);
  });

  test('is added to what the output holds, before the slope, each time anew', () => {
    const [values, before] = [randomValues(5, 16, 3), randomValues(5, 8, 4)];
    const weights = randomConvolution(8, 16, 1, 5);
    const output = placePanels(module, before);
    const step = pointwise(module, weights, placePanels(module, values), output, true);
    const sums = mixed(values, weights);
    const total = sums.data.map((value, index) => value + (before.data[index] ?? Number.NaN));
    for (let run = 0; run < 2; run++) {
      writePanels(module, output, before);
      step();
      const expected = sloped({ ...sums, data: total }, weights.slopes);
      expect(differenceOf(readPanels(module, output), expected)).toBeLessThan(ROUNDING);
    }
  });
});

describe.for([1, 2] as const)('1x1, then 3x3 within each channel, every %i. pixel', (stride) => {
  const sizes = stride === 1 ? [1, 2, 3, 7, 8, 13] : [2, 3, 5, 8, 14];
  test.for(sizes)('a picture of %i', (size) => {
    const wide = randomConvolution(24, 16, 1, 10);
    const within = randomConvolution(24, 1, 3, 20);
    const input = allocatePanelPicture(module, size, 16);
    const output = allocatePanelPicture(module, Math.ceil(size / stride), 24);
    const guard = allocateGuard();
    const step = widen(module, { wide, within }, input, output, spare);
    // Of the first picture, nothing is left in the second one.
    for (const seed of [30, 40]) {
      const values = randomValues(size, 16, seed);
      writePanels(module, input, values);
      step();
      const expected = filtered(sloped(mixed(values, wide), wide.slopes), within, stride, 1);
      expect(differenceOf(readPanels(module, output), expected)).toBeLessThan(ROUNDING);
    }
    expect(guard()).toEqual([7]);
    expect(new Set(module.view(spare.zeros, 16 * 8))).toEqual(new Set([0]));
  });
});

test.for([4, 5, 7, 8])('from colors, every second pixel, to a picture of %i', (size) => {
  const values = randomValues(2 * size, 3, 50);
  const colors = randomConvolution(16, 3, 3, 51);
  const within = randomConvolution(16, 1, 3, 52);
  const input = allocatePicture(module, 2 * size, 3, 1);
  write(module, input, values);
  const output = allocatePanelPicture(module, size, 16);
  const guard = allocateGuard();
  widenColors(module, { colors, within }, input, output, spare)();
  const expected = filtered(sloped(mixed(values, colors, 2), colors.slopes), within, 1, 1);
  expect(differenceOf(readPanels(module, output), expected)).toBeLessThan(ROUNDING);
  expect(guard()).toEqual([7]);
});

test.for([1, 3, 7])('a convolution as large as a picture of %i', (size) => {
  const values = randomValues(size, 16, 60);
  const weights = { ...randomConvolution(16, 1, size, 61), slopes: new Float32Array(16).fill(1) };
  const output = allocatePanelPicture(module, 1, 16);
  weighWhole(module, weights, placePanels(module, values), output)();
  const expected = filtered(values, weights, 1, 0);
  expect(differenceOf(readPanels(module, output), expected)).toBeLessThan(ROUNDING);
  expect(readFirstPixel(module, output)).toEqual(readPanels(module, output).data);
});

test('a picture is read as it was written', () => {
  const values = { size: 3, channels: 16, data: randomNumbers(9 * 16, 70) };
  expect(readPanels(module, placePanels(module, values))).toEqual(values);
});
