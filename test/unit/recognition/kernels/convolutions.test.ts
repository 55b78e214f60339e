/** @file Convolutions by the kernels are those of the definition, at every size and border of the network. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  allocateSpare,
  borderFor,
  stridedConvolution,
  winogradConvolution,
  type WinogradSpare,
} from '../../../../src/recognition/kernels/convolutions.ts';
import type { Transform } from '../../../../src/recognition/kernels/filters.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { allocatePicture, type Picture } from '../../../../src/recognition/kernels/picture.ts';
import {
  convolve,
  differenceOf,
  openTestKernels,
  randomValues,
  randomWeights,
  read,
  rectify,
  write,
  type Values,
} from './kernel-fixtures.ts';

/** Float32 rounding of sums near 1. */
const ROUNDING = 1e-5;

let module: KernelModule;
let spare: WinogradSpare;
beforeAll(async () => {
  module = await openTestKernels();
  spare = allocateSpare(module);
}, 60_000);

function place(values: Values, transform: Transform): Picture {
  const { size, channels } = values;
  const picture = allocatePicture(module, size, channels, 1, borderFor(transform, size));
  write(module, picture, values);
  return picture;
}

describe.for(['four', 'two'] as const)('Winograd by tiles of %s', (transform) => {
  // Sizes that fill their tiles, and some that do not; 25, 9 and 1 tiles leave rows of the product over.
  test.for([
    [17, 8, 16],
    [8, 16, 8],
    [9, 8, 8],
    [4, 24, 8],
    [3, 8, 24],
    [1, 8, 8],
  ] as const)('a picture of %i, %i to %i channels', ([size, inputs, outputs]) => {
    const values = randomValues(size, inputs, 1);
    const weights = randomWeights(outputs, inputs, 3, 2);
    const input = place(values, transform);
    const output = allocatePicture(module, size, outputs);
    winogradConvolution(module, weights, transform, input, output, spare, false)();
    expect(differenceOf(read(module, output), rectify(convolve(values, weights, 1, 1)))).toBeLessThan(
      ROUNDING,
    );
  });

  test('is added to what the output holds, and leaves what lies beyond the input alone', () => {
    const values = randomValues(3, 8, 3);
    const weights = randomWeights(8, 8, 3, 4);
    const before = randomValues(4, 8, 5);
    const input = place(values, transform);
    const output = place(before, transform);
    winogradConvolution(module, weights, transform, input, output, spare, true)();
    const sums = convolve(values, weights, 1, 1);
    const expected = before.data.map((value, index) => {
      const [y, x, channel] = [Math.floor(index / 32), Math.floor(index / 8) % 4, index % 8];
      if (y > 2 || x > 2) return value;
      return Math.max(0, value + (sums.data[(y * 3 + x) * 8 + channel] ?? Number.NaN));
    });
    expect(differenceOf(read(module, output), { ...before, data: expected })).toBeLessThan(ROUNDING);
  });

  test('again with another picture nothing of the first is left', () => {
    const weights = randomWeights(8, 8, 3, 6);
    const input = place(randomValues(5, 8, 7), transform);
    const output = allocatePicture(module, 5, 8);
    const step = winogradConvolution(module, weights, transform, input, output, spare, false);
    step();
    const second = randomValues(5, 8, 8);
    write(module, input, second);
    step();
    expect(differenceOf(read(module, output), rectify(convolve(second, weights, 1, 1)))).toBeLessThan(
      ROUNDING,
    );
  });
});

test.for([
  [15, 3, 32, 7],
  [17, 8, 16, 3],
  [8, 16, 8, 3],
  [4, 8, 8, 3],
] as const)(
  'a stride of two: a picture of %i, %i to %i channels, filters of %i',
  ([size, inputs, outputs, kernel]) => {
    const values = randomValues(size, inputs, 9);
    const weights = randomWeights(outputs, inputs, kernel, 10);
    const input = allocatePicture(module, size, inputs);
    write(module, input, values);
    const expected = rectify(convolve(values, weights, 2, 0));
    const output = allocatePicture(module, expected.size, outputs, 1, 2);
    stridedConvolution(module, weights, input, output)();
    expect(differenceOf(read(module, output), expected)).toBeLessThan(ROUNDING);
  },
);
