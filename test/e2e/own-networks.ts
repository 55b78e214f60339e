/** @file Small networks as files, for adding them as face models: some that are none, and one that is. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { encodeOnnx, type OnnxNode } from '../../models/build/onnx-file.ts';

const DEFAULT_NETWORK = fileURLToPath(new URL('../../models/built/faceplugin.onnx', import.meta.url));
const CHANNELS = 32;
const PATCH = 16;

/** The network of the package with a comment in it: other bytes, the same numbers. */
export async function commentedDefault(comment: string): Promise<Buffer> {
  const text = Buffer.from(comment);
  // Field 6 of ModelProto is `doc_string`.
  return Buffer.concat([await readFile(DEFAULT_NETWORK), Buffer.from([(6 << 3) | 2, text.length]), text]);
}

/** The means of a hundred patches of one channel: it tells faces apart by what it sees in red, or in blue, alone. */
export function patchNetwork(channel: 0 | 2): Uint8Array {
  const area = PATCH * PATCH;
  const weights = new Float32Array(3 * area);
  weights.fill(1 / area, channel * area, (channel + 1) * area);
  return encodeOnnx({
    name: 'patches',
    input: { name: 'x', shape: ['n', 3, 160, 160] },
    output: { name: 'numbers', shape: ['n', 100] },
    nodes: [
      {
        operator: 'Conv',
        inputs: ['x', 'weights', 'bias'],
        output: 'patches',
        attributes: { strides: [PATCH, PATCH] },
      },
      { operator: 'Flatten', inputs: ['patches'], output: 'numbers' },
    ],
    tensors: [
      { name: 'weights', shape: [1, 3, PATCH, PATCH], values: weights },
      { name: 'bias', shape: [1], values: new Float32Array(1) },
    ],
  });
}

export type Flaw = 'none' | 'constant' | 'classifier';

/** One convolution with made-up weights, fed as TensorFlow does it: `image_input` of `[n, 160, 160, 3]`. */
export function tinyNetwork(flaw: Flaw): Uint8Array {
  const weights = new Float32Array(CHANNELS * 3 * PATCH * PATCH);
  if (flaw !== 'constant') for (const index of weights.keys()) weights[index] = Math.sin(index * 12.9898) / 8;
  const nodes: OnnxNode[] = [
    {
      operator: 'Transpose',
      inputs: ['image_input'],
      output: 'planes',
      attributes: { perm: [0, 3, 1, 2] },
    },
    {
      operator: 'Conv',
      inputs: ['planes', 'weights', 'bias'],
      output: 'patches',
      attributes: { strides: [PATCH, PATCH] },
    },
    { operator: 'Relu', inputs: ['patches'], output: 'active' },
    { operator: 'GlobalAveragePool', inputs: ['active'], output: 'mean' },
    { operator: 'Flatten', inputs: ['mean'], output: flaw === 'classifier' ? 'flat' : 'numbers' },
  ];
  if (flaw === 'classifier') nodes.push({ operator: 'Softmax', inputs: ['flat'], output: 'numbers' });
  return encodeOnnx({
    name: 'tiny',
    input: { name: 'image_input', shape: ['n', 160, 160, 3] },
    output: { name: 'numbers', shape: ['n', CHANNELS] },
    nodes,
    tensors: [
      { name: 'weights', shape: [CHANNELS, 3, PATCH, PATCH], values: weights },
      { name: 'bias', shape: [CHANNELS], values: new Float32Array(CHANNELS).fill(0.1) },
    ],
  });
}
