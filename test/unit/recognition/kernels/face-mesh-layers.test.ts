/** @file The face mesh is read from its own file, and from no other. */
import { beforeAll, expect, test } from 'vitest';
import { readFaceMesh } from '../../../../src/recognition/kernels/face-mesh-layers.ts';
import { readPublishedDetector } from '../published-detector.ts';
import { readPublishedFaceMesh } from '../published-face-mesh.ts';

let file: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  file = await readPublishedFaceMesh();
});

test('all weights, in the order of ONNX', () => {
  const { first, blocks, stages, mesh, flag } = readFaceMesh(file);
  expect([first.values.length, first.bias.length, first.slopes.length]).toEqual([16 * 27, 16, 16]);
  expect(blocks).toHaveLength(2);
  expect(
    stages.map(({ halve, blocks: rest }) => [halve.within.bias.length, halve.mix.bias.length, rest.length]),
  ).toEqual([
    [16, 32, 2],
    [32, 64, 2],
    [64, 128, 2],
    [128, 128, 2],
  ]);
  expect([mesh.stage.blocks.length, mesh.whole.bias.length]).toEqual([2, 1404]);
  expect([flag.stage.blocks.length, flag.whole.bias.length]).toEqual([0, 1]);
  expect(mesh.whole.values).toHaveLength(1404 * 288);
  // What follows a filter within channels is no PReLU; what follows a sum is one.
  expect(blocks[0]?.within.slopes.every((slope) => slope === 1)).toBe(true);
  expect(blocks[0]?.mix.slopes.every((slope) => slope === 1)).toBe(false);
});

test.for([
  ['another network', () => readPublishedDetector()],
  ['no network', () => Promise.resolve(new TextEncoder().encode('<!doctype html>'))],
  ['a file that ends too early', () => Promise.resolve(file.slice(0, file.length / 2))],
  ['nothing', () => Promise.resolve(new Uint8Array())],
] as const)('%s is refused', async ([, read]) => {
  const other = await read();
  expect(() => readFaceMesh(other)).toThrow(Error);
});

test('another network is refused by what it lacks', async () => {
  const other = await readPublishedDetector();
  expect(() => readFaceMesh(other)).toThrow('not MediaPipe’s face mesh: missing convolution');
});
