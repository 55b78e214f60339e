/** @file Sums of shifted planes are the convolutions of the definition, at every width of the network, and leave borders of zeros. */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  halvingConvolution,
  pointwiseConvolution,
  separableConvolution,
  splitConvolution,
  type Pointwise,
} from '../../../../src/recognition/kernels/combinations.ts';
import type { Step } from '../../../../src/recognition/kernels/convolutions.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { allocatePlanes, type Planes } from '../../../../src/recognition/kernels/planes.ts';
import { openTestKernels, randomNumbers } from './kernel-fixtures.ts';
import {
  added,
  allocateSpares,
  convolveHalving,
  differenceOf,
  filter,
  makeGrid,
  mix,
  placeGrid,
  randomDepthwise,
  randomGrid,
  randomPointwise,
  randomSeparable,
  readGrid,
  rectified,
  separate,
  sparseNumbers,
  split,
  strayNumbers,
  valueAt,
  writeGrid,
  type Grid,
  type Shape,
} from './plane-fixtures.ts';

/** Float32 rounding of sums near 1. */
const ROUNDING = 1e-5;
/** Those of a network for 192 pixels, those with a part of a vector left over, and every way to take vectors together. */
const WIDTHS = [96, 48, 24, 12, 6, 5, 10, 7, 4, 16, 20, 40];

let module: KernelModule;
beforeEach(async () => {
  module = await openTestKernels();
}, 60_000);

/** On other data as well: nothing of the first run may be left, and nothing may lie around the pixels. */
function expectRuns(
  step: Step,
  input: Planes,
  output: Planes,
  shape: Shape,
  define: (grid: Grid) => Grid,
): void {
  for (const seed of [1, 2]) {
    const grid = randomGrid(shape, seed);
    writeGrid(module, input, grid);
    step();
    expect(differenceOf(readGrid(module, output), define(grid))).toBeLessThan(ROUNDING);
    expect(strayNumbers(module, output)).toEqual([]);
  }
}

function byRows(output: Planes, convolve: (row: number) => void): Step {
  return () => {
    for (let row = 0; row < output.height; row++) convolve(row);
  };
}

describe('a 1x1 convolution', () => {
  test.for(WIDTHS)('of %i columns, most weights zero', (width) => {
    const shape = [3, 7, width] as const;
    const weights = randomPointwise(5, 7, 10);
    expect(weights.values.filter((value) => value === 0).length).toBeGreaterThan(15);
    const input = allocatePlanes(module, shape);
    const output = allocatePlanes(module, [3, 5, width]);
    const rectifying = byRows(output, pointwiseConvolution(module, weights, input, output, true));
    expectRuns(rectifying, input, output, shape, (grid) => rectified(mix(grid, weights)));
    const plain = byRows(output, pointwiseConvolution(module, weights, input, output, false));
    expectRuns(plain, input, output, shape, (grid) => mix(grid, weights));
  });

  test('without any weight is its bias', () => {
    const weights: Pointwise = {
      inputs: 2,
      outputs: 2,
      values: Float32Array.of(0, 0, 0, 1),
      bias: Float32Array.of(0.5, -0.25),
    };
    const input = placeGrid(module, randomGrid([1, 2, 6], 1));
    const output = allocatePlanes(module, [1, 2, 6]);
    pointwiseConvolution(module, weights, input, output, false)(0);
    const [first, second] = [0, 1].map((channel) =>
      [0, 1, 2, 3, 4, 5].map((x) => valueAt(readGrid(module, output), 0, channel, x)),
    );
    expect(first).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(new Set(second).size).toBe(6);
  });

  test('does not look at what is multiplied by zero', () => {
    const weights: Pointwise = {
      inputs: 2,
      outputs: 1,
      values: Float32Array.of(0, 2),
      bias: Float32Array.of(1),
    };
    const input = placeGrid(
      module,
      makeGrid([1, 2, 4], (_, channel, x) => (channel === 0 ? Number.NaN : x)),
    );
    const output = allocatePlanes(module, [1, 1, 4]);
    pointwiseConvolution(module, weights, input, output, false)(0);
    expect([...readGrid(module, output).data]).toEqual([1, 3, 5, 7]);
  });
});

test.for(WIDTHS)('a depthwise convolution of every second pixel, to %i columns', (width) => {
  const shape = [6, 3, 2 * width] as const;
  const weights = randomDepthwise(3, 20);
  const input = allocatePlanes(module, shape);
  const output = allocatePlanes(module, [1, 3, width]);
  const spare = allocatePlanes(module, [1, 3, 2 * width]);
  const convolve = halvingConvolution(module, weights, input, output, spare);
  // It writes one row wherever it is asked for: the first, one within, the last.
  for (const row of [0, 1, 2]) {
    const step = (): void => {
      convolve(row);
    };
    expectRuns(step, input, output, shape, (grid) => {
      const all = filter(grid, weights, 2);
      return makeGrid([1, 3, width], (_, channel, x) => valueAt(all, row, channel, x));
    });
  }
});

test.for(WIDTHS)('the first convolution, of even and odd columns, to %i columns', (width) => {
  const values = sparseNumbers(4 * 27, 27, 30);
  const bias = randomNumbers(4, 31);
  const input = allocatePlanes(module, [8, 6, width]);
  const output = allocatePlanes(module, [4, 4, width]);
  const step = splitConvolution(module, { values, bias }, input, output);
  for (const seed of [1, 2]) {
    const picture = randomGrid([8, 3, 2 * width], seed);
    writeGrid(module, input, split(picture));
    step();
    const expected = rectified(convolveHalving(picture, values, bias));
    expect(differenceOf(readGrid(module, output), expected)).toBeLessThan(ROUNDING);
    expect(strayNumbers(module, output)).toEqual([]);
  }
});

describe('a separable convolution', () => {
  test.for(WIDTHS)('in place, added to what is there, %i columns', (width) => {
    const shape = [5, 8, width] as const;
    const weights = randomSeparable(8, 3, 8, 40);
    const picture = allocatePlanes(module, shape);
    const spares = allocateSpares(module, picture, picture, 3);
    const step = separableConvolution(module, weights, picture, picture, spares, true);
    expectRuns(step, picture, picture, shape, (grid) => rectified(added(separate(grid, weights, 1), grid)));
    expect(strayNumbers(module, spares.narrow)).toEqual([]);
  });

  test.for(WIDTHS)('to half the sides and more channels, %i columns', (width) => {
    const shape = [6, 4, 2 * width] as const;
    const weights = randomSeparable(4, 3, 9, 50);
    const input = allocatePlanes(module, shape);
    const output = allocatePlanes(module, [3, 9, width]);
    const spares = allocateSpares(module, input, output, 3);
    const step = separableConvolution(module, weights, input, output, spares, false);
    expectRuns(step, input, output, shape, (grid) => rectified(separate(grid, weights, 2)));
    expect(strayNumbers(module, input)).toEqual([]);
    expect(strayNumbers(module, spares.narrow)).toEqual([]);
  });

  test('is added to another picture as well, and leaves its input alone', () => {
    const weights = randomSeparable(4, 3, 4, 60);
    const [grid, before] = [randomGrid([4, 4, 6], 1), randomGrid([4, 4, 6], 2)];
    const [input, output] = [placeGrid(module, grid), placeGrid(module, before)];
    const spares = allocateSpares(module, input, output, 3);
    separableConvolution(module, weights, input, output, spares, true)();
    const expected = rectified(added(separate(grid, weights, 1), before));
    expect(differenceOf(readGrid(module, output), expected)).toBeLessThan(ROUNDING);
    expect(readGrid(module, input)).toEqual(grid);
  });
});
