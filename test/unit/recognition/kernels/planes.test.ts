/** @file Pictures in planes: nothing of one is in another, and a part is the same pixels. */
import { beforeEach, expect, test } from 'vitest';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { allocatePlanes, partOfPlanes } from '../../../../src/recognition/kernels/planes.ts';
import { openPlainKernels } from './kernel-fixtures.ts';
import {
  makeGrid,
  placeGrid,
  randomGrid,
  readGrid,
  strayNumbers,
  valueAt,
  writeGrid,
} from './plane-fixtures.ts';

let module: KernelModule;
beforeEach(async () => {
  module = await openPlainKernels();
}, 60_000);

test.for([3, 4, 5, 6, 48])(
  'a picture of %i columns is apart from its neighbours, whose borders are zero',
  (width) => {
    const grids = [1, 2, 3].map((seed) => randomGrid([2, 3, width], seed));
    const pictures = grids.map((grid) => placeGrid(module, grid));
    expect(pictures.map((picture) => readGrid(module, picture))).toEqual(grids);
    expect(pictures.flatMap((picture) => strayNumbers(module, picture))).toEqual([]);
  },
);

test('rows and planes begin where whole vectors do', () => {
  const { start, planeStep, rowStep } = allocatePlanes(module, [2, 3, 5]);
  expect([start % 16, planeStep % 16, rowStep]).toEqual([0, 0, 3 * planeStep]);
});

test('a part reads and writes the pixels of the whole', () => {
  const grid = randomGrid([6, 2, 10], 1);
  const whole = placeGrid(module, grid);
  const part = partOfPlanes(whole, { x: 3, y: 2, width: 4, height: 3 });
  expect(readGrid(module, part)).toEqual(
    makeGrid([3, 2, 4], (y, channel, x) => valueAt(grid, y + 2, channel, x + 3)),
  );
  writeGrid(
    module,
    part,
    makeGrid([3, 2, 4], () => 7),
  );
  const isIn = (y: number, x: number): boolean => y >= 2 && y < 5 && x >= 3 && x < 7;
  expect(readGrid(module, whole)).toEqual(
    makeGrid([6, 2, 10], (y, channel, x) => (isIn(y, x) ? 7 : valueAt(grid, y, channel, x))),
  );
});
