/** @file Pictures in planes: nothing of one is in another. */
import { beforeEach, expect, test } from 'vitest';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { allocatePlanes } from '../../../../src/recognition/kernels/planes.ts';
import { openTestKernels } from './kernel-fixtures.ts';
import { placeGrid, randomGrid, readGrid, strayNumbers } from './plane-fixtures.ts';

let module: KernelModule;
beforeEach(async () => {
  module = await openTestKernels();
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
