/**
 * @file An ONNX file with the graph of MobileFaceNet and random weights, for tests that change something in
 * it.
 */
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../../../models/build/onnx-file.ts';
import { randomNumbers } from './kernel-fixtures.ts';

/**
 * Channels of a block's input, between, and of its output; how many pixels apart; whether the input is added.
 */
type Block = readonly [inputs: number, wide: number, outputs: number, stride: number, isAdded: boolean];

const BLOCKS: readonly Block[] = [
  [64, 128, 64, 2, false],
  ...repeated([64, 128, 64, 1, true], 4),
  [64, 256, 128, 2, false],
  ...repeated([128, 256, 128, 1, true], 6),
  [128, 512, 128, 2, false],
  ...repeated([128, 256, 128, 1, true], 2),
];

function repeated(block: Block, count: number): Block[] {
  return Array.from({ length: count }, () => block);
}

/** Nodes and tensors are named by their numbers. */
export function mobileFaceNetGraph(): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const tensors: OnnxTensor[] = [];
  let last = 'input';
  const store = (shape: readonly number[]): string => {
    const name = `tensor${String(tensors.length)}`;
    const count = shape.reduce((product, length) => product * length, 1);
    const scale = Math.sqrt(3 / (count / (shape[0] ?? 1)));
    const values = randomNumbers(count, tensors.length + 1).map((value) => value * scale);
    tensors.push({ name, shape, values });
    return name;
  };
  const add = (node: Omit<OnnxNode, 'output'>): void => {
    last = `value${String(nodes.length)}`;
    nodes.push({ ...node, output: last });
  };
  const convolve = (
    [outputs, inputs, size]: readonly [number, number, number],
    { stride = 1, padding = Math.floor(size / 2), group = 1, isActivated = true } = {},
  ): void => {
    const attributes = {
      dilations: [1, 1],
      group,
      kernel_shape: [size, size],
      pads: [padding, padding, padding, padding],
      strides: [stride, stride],
    };
    const weights = [store([outputs, inputs, size, size]), store([outputs])];
    add({ operator: 'Conv', inputs: [last, ...weights], attributes });
    if (isActivated) add({ operator: 'PRelu', inputs: [last, store([outputs, 1, 1])] });
  };
  convolve([64, 3, 3], { stride: 2 });
  convolve([64, 1, 3], { group: 64 });
  for (const [inputs, wide, outputs, stride, isAdded] of BLOCKS) {
    const before = last;
    convolve([wide, inputs, 1]);
    convolve([wide, 1, 3], { stride, group: wide });
    convolve([outputs, wide, 1], { isActivated: false });
    if (isAdded) add({ operator: 'Add', inputs: [before, last] });
  }
  convolve([512, 128, 1]);
  convolve([512, 1, 7], { group: 512, padding: 0, isActivated: false });
  convolve([512, 512, 1], { isActivated: false });
  tensors.push({ name: 'shape', shape: [2], values: [1n, 512n] });
  nodes.push({ operator: 'Reshape', inputs: [last, 'shape'], output: 'output' });
  return {
    name: 'MobileFaceNet',
    input: { name: 'input', shape: [1, 3, 112, 112] },
    output: { name: 'output', shape: [1, 512] },
    nodes,
    tensors,
  };
}
