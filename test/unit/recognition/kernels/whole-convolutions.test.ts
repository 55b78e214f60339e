/**
 * @file Convolutions of whole numbers are those of the definition, up to the rounding of inputs and weights, at every
 * window of Inception-ResNet-v1 and at sizes that leave pixels and tiles over.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { Arena } from '../../../../src/recognition/kernels/arena.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import {
  allocateTileSpare,
  borderOf,
  convolveTiles,
  convolveWindows,
  poolMaxima,
  sizeAfter,
  type Finish,
  type TileSpare,
  type Window,
} from '../../../../src/recognition/kernels/whole-convolutions.ts';
import type { WindowFilters } from '../../../../src/recognition/kernels/whole-filters.ts';
import {
  channelsOf,
  floatBytes,
  floatPictureAt,
  takeWholePicture,
  toWhole,
  type FloatPicture,
  type WholePicture,
} from '../../../../src/recognition/kernels/whole-picture.ts';
import { at, differenceOf, openTestKernels, randomValues, type Values } from './kernel-fixtures.ts';
import { convolved, filtersOf, rectified, windowOf } from './whole-fixtures.ts';

/** Inputs have 12 bits, and weights no fewer: sums near 1 of hundreds of products. */
const ROUNDING = 2e-3;
/** What a picture holds that has not been written. */
const BEFORE = 9;
/** Numbers behind each picture that must not be written. */
const GUARD = 64;
const RECTIFIED: Finish = { isAdded: false, isRectified: true };

let module: KernelModule;
let spare: TileSpare;
let arena: Arena;
beforeAll(async () => {
  module = await openTestKernels();
  spare = allocateTileSpare(module);
  const bytes = 2 ** 22;
  arena = new Arena({ start: module.allocate(bytes / 4), bytes });
  // As if other pictures had been there.
  const { start } = arena.take(bytes);
  module.bytes(start, bytes).fill(0x35);
  arena.giveBack({ start, bytes });
}, 60_000);

function take(size: number, channels: number): FloatPicture {
  const numbers = size ** 2 * channels;
  const { start } = arena.take(floatBytes(size, channels) + GUARD * Float32Array.BYTES_PER_ELEMENT);
  module.view(start, numbers + GUARD).fill(BEFORE);
  return floatPictureAt(start, size, channels);
}

function write({ start, pixelStep, channels, size }: FloatPicture, { data }: Values): void {
  for (let pixel = 0; pixel < size ** 2; pixel++) {
    const from = data.subarray(pixel * channels, (pixel + 1) * channels);
    module.view(start + pixel * pixelStep, channels).set(from);
  }
}

function read({ start, pixelStep, channels, size }: FloatPicture): Values {
  const data = new Float32Array(size ** 2 * channels);
  for (let pixel = 0; pixel < size ** 2; pixel++) {
    data.set(module.view(start + pixel * pixelStep, channels), pixel * channels);
  }
  return { size, channels, data };
}

function wholeOf(values: Values, window: Window): WholePicture {
  const picture = take(values.size, values.channels);
  write(picture, values);
  const whole = takeWholePicture(arena, values.size, values.channels, borderOf(window));
  toWhole(module, picture, whole)();
  return whole;
}

function expectUntouched({ start, size, channels }: FloatPicture): void {
  const behind = module.view(start + floatBytes(size, channels), GUARD);
  expect(new Set(behind)).toEqual(new Set([BEFORE]));
}

test.for([
  [8, 16, 32, windowOf(1, 1)],
  [3, 8, 16, windowOf(1, 1)],
  [8, 8, 16, windowOf(1, 7)],
  [8, 8, 16, windowOf(7, 1)],
  [3, 8, 16, windowOf(1, 3)],
  [3, 8, 16, windowOf(3, 1)],
  [9, 8, 32, windowOf(3, 3, 2, false)],
  [8, 16, 16, windowOf(3, 3, 2, false)],
  [7, 8, 16, windowOf(3, 3, 1, false)],
  [1, 8, 16, windowOf(3, 3)],
] as const)('windows: a picture of %i, %i to %i channels, %o', ([size, inputs, outputs, window]) => {
  const values = randomValues(size, inputs, 1);
  const filters = filtersOf(outputs, inputs, window, 2);
  const output = take(sizeAfter(size, window), outputs);
  const input = wholeOf(values, window);
  convolveWindows(module, () => filters, window, input, output, RECTIFIED)();
  const expected = rectified(convolved(values, filters, window));
  expect(expected.data.some((value) => value > 0.3)).toBe(true);
  expect(differenceOf(read(output), expected)).toBeLessThan(ROUNDING);
  expectUntouched(output);
});

test.for([
  [8, 8, 16, true],
  [17, 16, 32, true],
  [5, 8, 16, false],
  [8, 8, 16, false],
  [38, 8, 64, false],
  [1, 8, 16, true],
] as const)('tiles: a picture of %i, %i to %i channels, padded %s', ([size, inputs, outputs, isPadded]) => {
  const window = windowOf(3, 3, 1, isPadded);
  const values = randomValues(size, inputs, 3);
  const filters = filtersOf(outputs, inputs, window, 4);
  const output = take(sizeAfter(size, window), outputs);
  convolveTiles(module, () => filters, window, wholeOf(values, window), output, spare)();
  const expected = rectified(convolved(values, filters, window));
  expect(differenceOf(read(output), expected)).toBeLessThan(ROUNDING);
  expectUntouched(output);
});

describe('some channels of a larger picture', () => {
  test.for(['windows', 'tiles'])('by %s', (way) => {
    const window = windowOf(3, 3);
    const values = randomValues(5, 8, 5);
    const filters = filtersOf(16, 8, window, 6);
    const all = take(5, 48);
    const some = channelsOf(all, 16, 16);
    const input = wholeOf(values, window);
    if (way === 'tiles') convolveTiles(module, () => filters, window, input, some, spare)();
    else convolveWindows(module, () => filters, window, input, some, RECTIFIED)();
    expect(differenceOf(read(some), rectified(convolved(values, filters, window)))).toBeLessThan(ROUNDING);
    const others = read(all).data.filter((_, index) => Math.floor((index % 48) / 16) !== 1);
    expect(new Set(others)).toEqual(new Set([BEFORE]));
    // And from there on.
    const next = windowOf(1, 1);
    const whole = takeWholePicture(arena, 5, 16, borderOf(next));
    toWhole(module, some, whole)();
    const output = take(5, 16);
    const second = filtersOf(16, 16, next, 7);
    convolveWindows(module, () => second, next, whole, output, RECTIFIED)();
    expect(differenceOf(read(output), rectified(convolved(read(some), second, next)))).toBeLessThan(ROUNDING);
  });

  test('maxima of 3x3', () => {
    const values = randomValues(7, 8, 8);
    const input = take(7, 8);
    write(input, values);
    const output = channelsOf(take(3, 24), 8, 8);
    poolMaxima(module, input, output)();
    const expected = new Float32Array(9 * 8).map((_, index) => {
      const [pixel, channel] = [Math.floor(index / 8), index % 8];
      const [y, x] = [2 * Math.floor(pixel / 3), 2 * (pixel % 3)];
      const taps = Array.from({ length: 9 }, (__, tap) => [Math.floor(tap / 3), tap % 3] as const);
      return Math.max(...taps.map(([row, column]) => at(values, y + row, x + column, channel)));
    });
    expect(read(output).data).toEqual(expected);
  });
});

test.for([true, false])('is added to what the output holds, rectified: %s', (isRectified) => {
  const window = windowOf(1, 1);
  const [values, before] = [randomValues(3, 16, 9), randomValues(3, 32, 10)];
  const filters = filtersOf(32, 16, window, 11);
  const output = take(3, 32);
  const step = convolveWindows(module, () => filters, window, wholeOf(values, window), output, {
    isAdded: true,
    isRectified,
  });
  const sums = convolved(values, filters, window);
  const total = { ...sums, data: sums.data.map((value, index) => value + (before.data[index] ?? 0)) };
  // The second face finds what the first one has left.
  for (let face = 0; face < 2; face++) {
    write(output, before);
    step();
    expect(differenceOf(read(output), isRectified ? rectified(total) : total)).toBeLessThan(ROUNDING);
  }
});

test('a picture of zeros, and one of numbers far from one', () => {
  const window = windowOf(1, 3);
  const filters = filtersOf(16, 8, window, 12);
  for (const scale of [0, 1e-6, 1e6]) {
    const values = randomValues(4, 8, 13);
    const scaled = { ...values, data: values.data.map((value) => value * scale) };
    const output = take(4, 16);
    const input = wholeOf(scaled, window);
    convolveWindows(module, () => ({ ...filters, bias: new Float32Array(16) }), window, input, output, {
      isAdded: false,
      isRectified: false,
    })();
    const expected = convolved(scaled, { ...filters, bias: new Float32Array(16) }, window);
    expect(differenceOf(read(output), expected)).toBeLessThanOrEqual(ROUNDING * scale);
  }
});

test('sums of the largest inputs and weights fit', () => {
  const window = windowOf(1, 1);
  const ones = { size: 2, channels: 2048, data: new Float32Array(4 * 2048).fill(1) };
  const filters: WindowFilters = {
    ...{ outputs: 16, inputs: 2048, rows: 1, columns: 1 },
    values: new Float32Array(16 * 2048).fill(1),
    bias: new Float32Array(16),
  };
  const output = take(2, 16);
  convolveWindows(module, () => filters, window, wholeOf(ones, window), output, RECTIFIED)();
  for (const value of read(output).data) expect(value / 2048).toBeCloseTo(1, 2);
});

test('a weight that is no finite number is refused', () => {
  const window = windowOf(1, 1);
  const input = wholeOf(randomValues(2, 8, 14), window);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const filters = filtersOf(16, 8, window, 15);
    filters.values[5] = bad;
    expect(() => convolveWindows(module, () => filters, window, input, take(2, 16), RECTIFIED)).toThrow(
      'no finite number',
    );
  }
});
