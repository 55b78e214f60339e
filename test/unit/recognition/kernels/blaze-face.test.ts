/** @file The detector's network by the kernels is the graph of its file, here with random weights and as the definition reads. */
import { beforeEach, expect, test } from 'vitest';
import { createBlazeFace, type Cell } from '../../../../src/recognition/kernels/blaze-face.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import type { StoredConvolution } from '../../../../src/recognition/kernels/tflite-layers.ts';
import { openTestKernels } from './kernel-fixtures.ts';
import {
  differenceOf,
  makeGrid,
  randomGrid,
  split,
  valueAt,
  writeGrid,
  type Grid,
} from './plane-fixtures.ts';
import { RandomBlazeFace } from './random-blaze-face.ts';

/** Float32 rounding through some ninety layers, of numbers up to five; measured: up to 1.5e-6. */
const ROUNDING = 1e-5;
const EVERY_CELL = -Infinity;

const network = new RandomBlazeFace(1);

let module: KernelModule;
beforeEach(async () => {
  module = await openTestKernels();
}, 60_000);

/** Not a number where no cell was found. */
function toGrid(cells: readonly Cell[], rows: number, columns: number): Grid {
  const found = new Map(cells.map((cell) => [cell.row * columns + cell.column, cell]));
  return makeGrid([rows, 17, columns], (y, number, x) => {
    const cell = found.get(y * columns + x);
    return (number === 0 ? cell?.score : cell?.numbers[number - 1]) ?? Number.NaN;
  });
}

// One whose rows are whole vectors at every size, and one whose rows leave parts of vectors over at every size.
test.for([128, 160])(
  'a square of %i pixels gives the cells of the definition, one picture after the other',
  (side) => {
    const face = createBlazeFace(module, network.convolutions, side);
    let before: Grid | undefined;
    for (const seed of [1, 2]) {
      const picture = randomGrid([side, 3, side], seed);
      const expected = network.run(picture);
      // What the picture shows must reach the last layers, or nothing would be tested.
      if (before !== undefined) expect(differenceOf(expected, before)).toBeGreaterThan(1);
      before = expected;
      writeGrid(module, face.input, split(picture));
      const cells = face.run(EVERY_CELL);
      expect(cells).toHaveLength((side / 4) ** 2);
      expect(differenceOf(toGrid(cells, side / 4, side / 4), expected)).toBeLessThan(ROUNDING);
    }
  },
);

test('only cells that score enough are given, each as in all of them', () => {
  const face = createBlazeFace(module, network.convolutions, 128);
  writeGrid(module, face.input, split(randomGrid([128, 3, 128], 3)));
  const all = face.run(EVERY_CELL);
  const scores = all.map(({ score }) => score).sort((a, b) => b - a);
  for (const count of [1, 20, 500]) {
    const least = scores[count - 1] ?? Number.NaN;
    expect(face.run(least)).toEqual(all.filter(({ score }) => score >= least));
  }
  expect(face.run((scores[0] ?? Number.NaN) + 1)).toEqual([]);
});

test('a cell found in the same place as before is still that of the new picture', () => {
  const size = 128;
  const pictures = [randomGrid([128, 3, 128], 7), randomGrid([128, 3, 128], 8)].map((noise, index, [first]) =>
    // The second is the first, a little changed.
    index === 0
      ? noise
      : makeGrid(noise.shape, (y, c, x) => {
          return valueAt(first ?? noise, y, c, x) + 0.001 * valueAt(noise, y, c, x);
        }),
  );
  const runs = pictures.map((picture) => {
    const face = createBlazeFace(module, network.convolutions, size);
    writeGrid(module, face.input, split(picture));
    const all = face.run(EVERY_CELL);
    const best = Math.max(...all.map(({ score }) => score));
    return { picture, best, cells: all.filter(({ score }) => score === best) };
  });
  const [first, second] = runs.map(({ cells }) => cells.map(({ row, column }) => [row, column]));
  expect(first).toEqual(second);
  const face = createBlazeFace(module, network.convolutions, size);
  for (const { picture, best, cells } of runs) {
    writeGrid(module, face.input, split(picture));
    expect(face.run(best)).toEqual(cells);
  }
});

test('networks of several sizes in one module leave each other alone', () => {
  const picture = split(randomGrid([128, 3, 128], 5));
  const first = createBlazeFace(module, network.convolutions, 128);
  writeGrid(module, first.input, picture);
  const before = first.run(EVERY_CELL);
  const second = createBlazeFace(module, network.convolutions, 192);
  writeGrid(module, second.input, split(randomGrid([192, 3, 192], 6)));
  second.run(EVERY_CELL);
  expect(first.run(EVERY_CELL)).toEqual(before);
});

function refused(convolutions: readonly StoredConvolution[]): void {
  createBlazeFace(module, convolutions, 128);
}

test('weights of the wrong shape, or in the wrong order, are refused by name', () => {
  const { convolutions } = network;
  const [first, second, third, ...rest] = convolutions;
  if (first === undefined || second === undefined || third === undefined) throw new Error('no weights');
  expect(() => {
    refused([{ ...first, shape: [32, 1, 1, 3] }, second, third, ...rest]);
  }).toThrow('a plain convolution of 32x3x3x3 was expected');
  expect(() => {
    refused([first, third, second, ...rest]);
  }).toThrow('a depthwise convolution of 1x3x3x32 was expected');
  expect(() => {
    refused([first, second, { ...third, kind: 'depthwise' }, ...rest]);
  }).toThrow('a plain convolution of 8x1x1x32 was expected');
});

test('too few weights are refused by name', () => {
  expect(() => {
    refused([]);
  }).toThrow('a plain convolution of 32x3x3x3 was expected');
  expect(() => {
    refused(network.convolutions.slice(0, -1));
  }).toThrow('a depthwise convolution of 1x3x3x64 was expected');
});
