/** @file The list of layers is that of Inception-ResNet-v1. */
import { expect, test } from 'vitest';
import { FACENET_DIMENSIONS, FACENET_STAGES } from '../../../../models/build/facenet/architecture.ts';
import { listExpectedLayers } from '../../../../models/build/facenet/expected-layers.ts';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

test.for(FACENET_DIMENSIONS)('%i numbers: convolutions, batch norms and the last matrix', (dimension) => {
  const layers = listExpectedLayers(dimension);
  const kernels = layers.flatMap(({ tensors }) => tensors.filter(([name]) => name === 'kernel'));
  expect(kernels).toHaveLength(133);
  expect(layers.filter(({ name }) => name.endsWith('_BatchNorm'))).toHaveLength(112);
  expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
  expect(layers.slice(-2)).toEqual([
    { name: 'Bottleneck', tensors: [['kernel', [1792, dimension]]] },
    {
      name: 'Bottleneck_BatchNorm',
      tensors: [
        ['beta', [dimension]],
        ['moving_mean', [dimension]],
        ['moving_variance', [dimension]],
      ],
    },
  ]);
});

test('the 128-d network has 22.8 million parameters', () => {
  const parameters = listExpectedLayers(128).flatMap(({ tensors }) =>
    tensors.map(([, shape]) => sizeOf(shape)),
  );
  expect(parameters.reduce((sum, count) => sum + count, 0)).toBe(22_808_144);
});

test('channels meet where blocks do', () => {
  const kernelOf = (name: string) =>
    listExpectedLayers(128).find((layer) => layer.name === name)?.tensors[0]?.[1];
  expect(kernelOf('Conv2d_1a_3x3')).toEqual([3, 3, 3, 32]);
  expect(kernelOf('Block35_1_Conv2d_1x1')).toEqual([1, 1, 96, 256]);
  expect(kernelOf('Mixed_6a_Branch_1_Conv2d_1a_3x3')).toEqual([3, 3, 192, 256]);
  expect(kernelOf('Block17_10_Branch_1_Conv2d_0b_1x7')).toEqual([1, 7, 128, 128]);
  expect(kernelOf('Mixed_7a_Branch_0_Conv2d_0a_1x1')).toEqual([1, 1, 896, 256]);
  expect(kernelOf('Block8_6_Branch_1_Conv2d_0c_3x1')).toEqual([3, 1, 192, 192]);
  expect(kernelOf('Block8_6_Conv2d_1x1')).toEqual([1, 1, 384, 1792]);
});

test('only the last block is linear and adds all of its result', () => {
  const residual = FACENET_STAGES.filter((stage) => stage.kind === 'residual');
  expect(residual.map(({ scale }) => scale)).toEqual(
    [Array<number>(5).fill(0.17), Array<number>(10).fill(0.1), Array<number>(5).fill(0.2), 1].flat(),
  );
  expect(residual.filter(({ isLinear }) => isLinear).map(({ name }) => name)).toEqual(['Block8_6']);
});
