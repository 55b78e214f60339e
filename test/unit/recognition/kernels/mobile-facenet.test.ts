/**
 * @file MobileFaceNet opens from a file that has its graph, and from no other; instances can share its
 * weights.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeOnnx, type OnnxGraph, type OnnxNode } from '../../../../models/build/onnx-file.ts';
import { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { readMobileFaceNet } from '../../../../src/recognition/kernels/mobile-facenet-layers.ts';
import { createMobileFaceNet } from '../../../../src/recognition/kernels/mobile-facenet.ts';
import type { ConvolutionWeights } from '../../../../src/recognition/kernels/panel-convolutions.ts';
import { withoutSilentChannels } from '../../../../src/recognition/kernels/silent-channels.ts';
import { openTestKernels, randomNumbers } from './kernel-fixtures.ts';
import { mobileFaceNetGraph } from './mobile-facenet-file.ts';

const INPUT_NUMBERS = 112 * 112 * 3;

let graph: OnnxGraph;
let weights: readonly ConvolutionWeights[];
beforeAll(() => {
  graph = mobileFaceNetGraph();
  weights = readMobileFaceNet(encodeOnnx(graph));
});

function valuesOf(name: string): unknown {
  return graph.tensors.find((tensor) => tensor.name === name)?.values;
}

test('the weights of all convolutions, in order', () => {
  expect(weights).toHaveLength(50);
  expect(weights[0]).toEqual({
    inputs: 3,
    values: valuesOf('tensor0'),
    bias: valuesOf('tensor1'),
    slopes: valuesOf('tensor2'),
  });
  expect(weights[1]?.inputs).toBe(1);
  // Nothing follows the last one.
  expect(weights[49]?.slopes).toEqual(new Float32Array(512).fill(1));
});

/** @param at a node's number; from the end if it is negative */
function withNode(at: number, change: (node: OnnxNode) => readonly OnnxNode[]): OnnxGraph {
  const index = at < 0 ? graph.nodes.length + at : at;
  return { ...graph, nodes: graph.nodes.flatMap((node, place) => (place === index ? change(node) : [node])) };
}

const OTHER_GRAPHS: Readonly<Record<string, () => OnnxGraph>> = {
  'without nodes': () => ({ ...graph, nodes: [] }),
  'without its first PReLU': () => withNode(1, () => []),
  'without its end': () => withNode(-1, () => []),
  'with something after its end': () =>
    withNode(-1, (node) => [node, { operator: 'Relu', inputs: [node.output], output: 'more' }]),
  'with another operator': () => withNode(1, (node) => [{ ...node, operator: 'Relu' }]),
  'with another stride': () =>
    withNode(0, (node) => [{ ...node, attributes: { ...node.attributes, strides: [1, 1] } }]),
  'with another border': () =>
    withNode(0, (node) => [{ ...node, attributes: { ...node.attributes, pads: [0, 0, 1, 1] } }]),
  'without a group': () => withNode(2, (node) => [{ ...node, attributes: { ...node.attributes, group: 1 } }]),
  'that takes an earlier value': () =>
    withNode(2, (node) => [{ ...node, inputs: ['input', ...node.inputs.slice(1)] }]),
  'with a sum of other values': () => {
    const first = graph.nodes.findIndex(({ operator }) => operator === 'Add');
    return withNode(first, (node) => [{ ...node, inputs: ['value0', node.inputs[1] ?? ''] }]);
  },
  'with weights of another shape': () => ({
    ...graph,
    tensors: graph.tensors.map((tensor) =>
      tensor.name === 'tensor0' ? { ...tensor, shape: [64, 3, 9, 1] } : tensor,
    ),
  }),
  'without a bias': () => ({ ...graph, tensors: graph.tensors.filter(({ name }) => name !== 'tensor1') }),
};

test.for(Object.keys(OTHER_GRAPHS))('a file %s is refused', (name) => {
  const other = OTHER_GRAPHS[name]?.() ?? graph;
  expect(() => readMobileFaceNet(encodeOnnx(other))).toThrow('not a MobileFaceNet');
});

describe('the network', { timeout: 60_000 }, () => {
  test('a second one on the same memory gives the same, and leaves what the first reads', async () => {
    // Some channels are silent, so that the second one has to know how many are left.
    const some = weights.map((one, index) => {
      const values = one.values.slice();
      for (let at = 0; index === 10 && at < values.length; at++) if (at % one.inputs < 20) values[at] = 0;
      return { ...one, values };
    });
    const fewer = withoutSilentChannels(some);
    expect(fewer[9]?.bias).toHaveLength(112);
    const module = await openTestKernels();
    const network = createMobileFaceNet(module, fewer);
    const input = randomNumbers(INPUT_NUMBERS, 1);
    const embedding = network.run(input);
    expect(embedding).toHaveLength(512);
    expect(Math.max(...embedding.map(Math.abs))).toBeGreaterThan(0.01);
    const end = module.allocate(0) / Float32Array.BYTES_PER_ELEMENT;
    const second = createMobileFaceNet(new KernelModule(module.share().module, module.share()));
    const before = module.view(0, end).slice();
    expect(second.run(input)).toEqual(embedding);
    expect(second.run(input.map((value) => -value))).not.toEqual(embedding);
    const after = module.view(0, end);
    expect(before.every((value, index) => Object.is(value, after[index]))).toBe(true);
    expect(network.run(input)).toEqual(embedding);
  });

  test('is refused with fewer weights', async () => {
    const module = await openTestKernels();
    expect(() => createMobileFaceNet(module, weights.slice(1))).toThrow('MobileFaceNet');
  });
});
