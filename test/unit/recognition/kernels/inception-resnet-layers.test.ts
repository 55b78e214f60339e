/** @file Inception-ResNet-v1 is read from a graph that is this network, whatever its names and order, and from no other. */
import { beforeAll, expect, test } from 'vitest';
import type { OnnxGraph } from '../../../../models/build/onnx-file.ts';
import { weightsOf } from '../../../../src/recognition/kernels/inception-resnet-layers.ts';
import type { StoredNode } from '../../../../src/recognition/kernels/onnx-nodes.ts';
import type { StoredTensor } from '../../../../src/recognition/kernels/onnx-tensors.ts';
import { randomFacenet, storedNodes, storedTensors } from './random-facenet.ts';

let graph: OnnxGraph;
let nodes: readonly StoredNode[];
let tensors: ReadonlyMap<string, StoredTensor>;
beforeAll(() => {
  graph = randomFacenet(128);
  nodes = storedNodes(graph);
  tensors = storedTensors(graph);
}, 60_000);

test('the weights of all layers, in order', () => {
  const { layers, last, lastBias } = weightsOf(nodes, tensors);
  expect(layers).toHaveLength(132);
  expect(layers[0]).toMatchObject({ outputs: 32, inputs: 3, rows: 3, columns: 3 });
  expect(layers[0]?.values).toBe(tensors.get('Conv2d_1a_3x3/weights')?.values);
  expect(layers[7]?.values).toBe(tensors.get('Block35_1_Branch_1_Conv2d_0a_1x1/weights')?.values);
  expect(layers[131]?.bias).toBe(tensors.get('Block8_6_Conv2d_1x1/bias')?.values);
  expect(last.shape).toEqual([128, 1792]);
  expect(lastBias).toHaveLength(128);
});

test('other names and another order are the same network', () => {
  const renamed = (name: string): string => `x${name}`;
  const others = nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(renamed),
    outputs: node.outputs.map(renamed),
  }));
  const all = new Map([...tensors].map(([name, tensor]) => [renamed(name), tensor]));
  const swapped = others.map((node) =>
    node.operator === 'Add' ? { ...node, inputs: node.inputs.toReversed() } : node,
  );
  const [found, expected] = [weightsOf(swapped.toReversed(), all), weightsOf(nodes, tensors)];
  expect(found.last).toBe(expected.last);
  for (const [index, { values }] of found.layers.entries()) {
    expect(values).toBe(expected.layers[index]?.values);
  }
});

test('the small form stands for what its numbers of 8 bits and their steps come to', () => {
  const name = 'Block8_1_Conv2d_1x1/weights';
  const large = tensors.get(name);
  if (large === undefined) throw new Error('no such layer');
  const steps = new Float32Array(1792).fill(0.5);
  const small = { shape: large.shape, values: large.values.map((_, at) => at % 100) };
  const others = new Map([...tensors, ['q', small] as const, ['s', { shape: [1792], values: steps }]]);
  others.delete(name);
  const dequantize = {
    operator: 'DequantizeLinear',
    inputs: ['q', 's'],
    outputs: [name],
    attributes: new Map(),
  };
  const read = weightsOf([dequantize, ...nodes], others).layers.find(({ outputs }) => outputs === 1792);
  expect(read?.values.subarray(0, 3)).toEqual(Float32Array.of(0, 0.5, 1));
});

function without(name: string): ReadonlyMap<string, StoredTensor> {
  return new Map([...tensors].filter(([other]) => other !== name));
}

function changed(output: string, change: (node: StoredNode) => StoredNode[]): StoredNode[] {
  return nodes.flatMap((node) => (node.outputs[0] === output ? change(node) : [node]));
}

function withAttribute(output: string, name: string, value: readonly number[]): StoredNode[] {
  return changed(output, (node) => [
    { ...node, attributes: new Map([...node.attributes, [name, value] as const]) },
  ]);
}

const BLOCK = 'Block17_3';
const CONVOLUTION = `${BLOCK}_Branch_1_Conv2d_0b_1x7`;

const OTHERS: Readonly<
  Record<string, () => readonly [readonly StoredNode[], ReadonlyMap<string, StoredTensor>]>
> = {
  'without nodes': () => [[], tensors],
  'without its end': () => [nodes.slice(0, -1), tensors],
  'with something after its end': () => [
    [...nodes, { operator: 'Relu', inputs: ['embedding'], outputs: ['more'], attributes: new Map() }],
    tensors,
  ],
  'with another stride': () => [withAttribute(CONVOLUTION, 'strides', [2, 2]), tensors],
  'with another border': () => [withAttribute(CONVOLUTION, 'pads', [0, 2, 0, 4]), tensors],
  'with groups': () => [withAttribute(CONVOLUTION, 'group', [2]), tensors],
  'with wide windows': () => [withAttribute(CONVOLUTION, 'dilations', [1, 2]), tensors],
  'with a pool of another stride': () => [withAttribute('Mixed_6a/pool', 'strides', [1, 1]), tensors],
  'with a matrix on its other side': () => [withAttribute('embedding', 'transB', [0]), tensors],
  'without a maximum': () => [
    changed(`${BLOCK}/relu`, (node) => [{ ...node, operator: 'Identity' }]),
    tensors,
  ],
  'with branches in another order': () => [
    changed(`${BLOCK}/concat`, (node) => [{ ...node, inputs: node.inputs.toReversed() }]),
    tensors,
  ],
  'with a sum of another block': () => [
    changed(`${BLOCK}/sum`, (node) => [{ ...node, inputs: ['Block17_1/relu', node.inputs[1] ?? ''] }]),
    tensors,
  ],
  'with a branch of another block': () => [
    changed(`${BLOCK}_Branch_0_Conv2d_1x1`, (node) => [
      { ...node, inputs: ['Block17_1/relu', ...node.inputs.slice(1)] },
    ]),
    tensors,
  ],
  'with a pool of another picture': () => [
    changed('Mixed_7a/pool', (node) => [{ ...node, inputs: ['Block17_9/relu'] }]),
    tensors,
  ],
  'without a bias': () => [nodes, without(`${CONVOLUTION}/bias`)],
  'with weights of another shape': () => [
    nodes,
    new Map([
      ...tensors,
      [
        `${CONVOLUTION}/weights`,
        { shape: [128, 128, 7, 1], values: new Float32Array(128 * 128 * 7) },
      ] as const,
    ]),
  ],
  'with fewer weights than their shape': () => [
    nodes,
    new Map([
      ...tensors,
      [`${CONVOLUTION}/weights`, { shape: [128, 128, 1, 7], values: new Float32Array(7) }] as const,
    ]),
  ],
};

test.for(Object.keys(OTHERS))('a graph %s is refused', (name) => {
  const [otherNodes, otherTensors] = OTHERS[name]?.() ?? [nodes, tensors];
  expect(() => weightsOf(otherNodes, otherTensors)).toThrow('not an Inception-ResNet-v1');
});
