/** @file What is not FaceNet's weights is refused by the name of the first layer that does not fit. */
import { mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FacenetDimension } from '../../../../models/build/facenet/architecture.ts';
import { readFacenetWeights } from '../../../../models/build/facenet/facenet-weights.ts';
import {
  writeSyntheticWeights,
  type SyntheticLayer,
  type SyntheticTensor,
} from '../../../../models/build/facenet/synthetic-weights.ts';

const url = 'https://example.org/facenet_weights.h5';
const KERNEL = 'Block17_2_Branch_1_Conv2d_0b_1x7';

describe('readFacenetWeights', { timeout: 30_000 }, () => {
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nametag-weights-'));
    file = path.join(folder, 'weights.h5');
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const read = (dimension: FacenetDimension = 128) => readFacenetWeights(file, { dimension, url });
  const write = (
    alter: (layer: SyntheticLayer) => SyntheticLayer | undefined,
    dimension: FacenetDimension = 128,
  ) => writeSyntheticWeights(file, { seed: 7, dimension, alter });

  test('reads what was written', async () => {
    const written = new Map<string, SyntheticTensor>();
    await write((layer) => {
      for (const tensor of layer.tensors) written.set(`${layer.name}/${tensor.name}`, tensor);
      return layer;
    });
    const take = await read();
    expect(take('Bottleneck', 'kernel')).toEqual(pick(written.get('Bottleneck/kernel')));
    expect(take(KERNEL, 'kernel')).toEqual(pick(written.get(`${KERNEL}/kernel`)));
  });

  test('knows the names that deepface gives to second branches', async () => {
    await write((layer) => ({
      ...layer,
      name: layer.name.replace(/^(Block17_(\d+)|Block8_([1-5]))_Branch_1_/, '$1_Branch_$2$3_'),
    }));
    expect((await read())(KERNEL, 'kernel').shape).toEqual([1, 7, 128, 128]);
  });

  test.for<[name: string, alter: (layer: SyntheticLayer) => SyntheticLayer | undefined, text: string]>([
    ['a missing layer', only(() => undefined), `layer ${KERNEL} is missing`],
    [
      'another shape',
      only((layer) => ({
        ...layer,
        tensors: [{ name: 'kernel', shape: [7, 1, 128, 128], values: new Float32Array(7 * 128 * 128) }],
      })),
      `layer ${KERNEL} has a kernel of shape 7x1x128x128, not 1x7x128x128`,
    ],
    [
      'a number that is none',
      only((layer) => withTensors(layer, (values) => values.fill(Number.NaN, 500, 501))),
      `layer ${KERNEL} has a value in kernel that is not a number`,
    ],
    [
      'a bias where there is none',
      only((layer) => ({ ...layer, tensors: [...layer.tensors, tensor('bias', 128)] })),
      `layer ${KERNEL} has a bias, which this network does not have`,
    ],
    [
      'a batch norm with a factor',
      only(
        (layer) => ({ ...layer, tensors: [tensor('gamma', 128), ...layer.tensors] }),
        `${KERNEL}_BatchNorm`,
      ),
      `layer ${KERNEL}_BatchNorm has a gamma, which this network does not have`,
    ],
    [
      'a batch norm without mean',
      only(
        (layer) => ({ ...layer, tensors: layer.tensors.filter(({ name }) => name !== 'moving_mean') }),
        `${KERNEL}_BatchNorm`,
      ),
      `layer ${KERNEL}_BatchNorm has no moving_mean`,
    ],
    [
      'a variance below zero',
      only((layer) => withTensors(layer, (values) => values.fill(-1)), `${KERNEL}_BatchNorm`),
      `layer ${KERNEL}_BatchNorm has a variance below zero`,
    ],
    [
      'two bad layers',
      (layer) => (['Conv2d_4a_3x3', 'Bottleneck'].includes(layer.name) ? undefined : layer),
      'layer Conv2d_4a_3x3 is missing',
    ],
  ])('%s', async ([, alter, text]) => {
    await writeSyntheticWeights(file, { seed: 7, dimension: 128, alter, until: `${KERNEL}_BatchNorm` });
    await expect(read()).rejects.toThrow(
      `weights.h5 does not hold the FaceNet network, ${text}: take the Keras weights from ${url}.`,
    );
  });

  test('the other dimension', async () => {
    await write((layer) => layer, 512);
    await expect(read(128)).rejects.toThrow(
      'weights.h5 holds the network with 512 numbers per face (layer Bottleneck has a kernel of shape 1792x512, not ' +
        `1792x128): add --dim 512, or take the weights for --dim 128 from ${url}.`,
    );
    await expect(read(512)).resolves.toBeTypeOf('function');
  });

  test('a file that is cut off', async () => {
    await write((layer) => layer);
    const { size } = await stat(file);
    await truncate(file, size - 100_000);
    await expect(read()).rejects.toThrow(
      `weights.h5 is cut off, 91.9 of 92.0 MB are there, and the first layer that cannot be read is Bottleneck: ` +
        `download it again from ${url}.`,
    );
    await truncate(file, 1_000_000);
    await expect(read()).rejects.toThrow('the first layer that cannot be read is Conv2d_1a_3x3');
    await truncate(file, 20);
    await expect(read()).rejects.toThrow('weights.h5 is cut off, 0.0 of 0.0 MB');
  });

  test('a file that is damaged inside', async () => {
    await write((layer) => layer);
    const handle = await open(file, 'r+');
    await handle.write(new Uint8Array(2000).fill(0xff), 0, 2000, 96);
    await handle.close();
    await expect(read()).rejects.toThrow(/^weights\.h5 .*Conv2d_1a_3x3.*from https:/);
  });

  test.for(['', '<!doctype html><title>Not found</title>'])('no HDF5: %j', async (text) => {
    await writeFile(file, text);
    await expect(read()).rejects.toThrow(
      `weights.h5 is not an HDF5 file: take the Keras weights from ${url}.`,
    );
  });

  test('no file', async () => {
    await expect(readFacenetWeights(path.join(folder, 'no.h5'), { dimension: 128, url })).rejects.toThrow(
      /^The weights file .*no\.h5 cannot be read: check its path\.$/,
    );
  });

  test('looks into model_weights, and one level is enough', async () => {
    await h5wasm.ready;
    const root = new h5wasm.File(file, 'w');
    root
      .create_group('model_weights')
      .create_group('Conv2d_1a_3x3')
      .create_dataset({ name: 'kernel:0', data: new Float32Array(864), shape: [3, 3, 3, 32], dtype: '<f' });
    root.close();
    await expect(read()).rejects.toThrow('layer Conv2d_1a_3x3_BatchNorm is missing');
  });

  test('numbers of another type', async () => {
    await h5wasm.ready;
    const root = new h5wasm.File(file, 'w');
    root
      .create_group('Conv2d_1a_3x3')
      .create_dataset({ name: 'kernel:0', data: new Float64Array(864), shape: [3, 3, 3, 32], dtype: '<d' });
    root.close();
    await expect(read()).rejects.toThrow('layer Conv2d_1a_3x3 has a kernel that is not of type float32');
  });
});

function only(alter: (layer: SyntheticLayer) => SyntheticLayer | undefined, name = KERNEL) {
  return (layer: SyntheticLayer) => (layer.name === name ? alter(layer) : layer);
}

function withTensors(layer: SyntheticLayer, change: (values: Float32Array) => Float32Array): SyntheticLayer {
  return { ...layer, tensors: layer.tensors.map((one) => ({ ...one, values: change(one.values.slice()) })) };
}

function tensor(name: string, size: number): SyntheticTensor {
  return { name, shape: [size], values: new Float32Array(size) };
}

function pick(written: SyntheticTensor | undefined) {
  return { shape: written?.shape, values: written?.values };
}
