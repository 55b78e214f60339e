/** @file A picture of twice the size is added as the definition reads: at edges, at every width of the network. */
import { beforeEach, expect, test } from 'vitest';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { allocatePlanes, rowOfPlanes, type Planes } from '../../../../src/recognition/kernels/planes.ts';
import { openTestKernels } from './kernel-fixtures.ts';
import {
  added,
  differenceOf,
  doubled,
  makeGrid,
  randomGrid,
  readGrid,
  strayNumbers,
  valueAt,
  writeGrid,
  type Grid,
} from './plane-fixtures.ts';

const ROUNDING = 1e-6;

let module: KernelModule;
beforeEach(async () => {
  module = await openTestKernels();
}, 60_000);

/** @param rows of the input: the one that the output lies in, and the one on whose side it lies */
function addRow(input: Planes, [near, far]: readonly [number, number], output: Planes): void {
  module.functions.addDoubledRow(
    rowOfPlanes(input, near),
    rowOfPlanes(input, far),
    input.planeStep,
    input.channels,
    input.width,
    output.width,
    rowOfPlanes(output, 0),
    output.planeStep,
  );
}

function rowOf(grid: Grid, y: number): Grid {
  const [, channels, width] = grid.shape;
  return makeGrid([1, channels, width], (_, channel, column) => valueAt(grid, y, channel, column));
}

// 5, 6 and 7 columns become 10, 12 and 14, which leave a part of a vector over.
test.for([4, 5, 6, 7, 12, 24, 48])('%i columns: both edges, and in between', (width) => {
  const input = allocatePlanes(module, [3, 3, width]);
  const output = allocatePlanes(module, [1, 3, 2 * width]);
  // The first and the last row have no other on their side.
  const rows = [
    [0, 0, 0],
    [1, 0, 1],
    [2, 1, 0],
    [5, 2, 2],
  ] as const;
  for (const [seed, [y, near, far]] of rows.entries()) {
    const grid = randomGrid([3, 3, width], seed + 1);
    const before = randomGrid([1, 3, 2 * width], seed + 10);
    writeGrid(module, input, grid);
    writeGrid(module, output, before);
    addRow(input, [near, far], output);
    const expected = added(before, rowOf(doubled(grid), y));
    expect(differenceOf(readGrid(module, output), expected)).toBeLessThan(ROUNDING);
    expect(strayNumbers(module, output)).toEqual([]);
    expect(readGrid(module, input)).toEqual(grid);
  }
});
