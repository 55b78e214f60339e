/**
 * @file The convolutions of MobileFaceNet in the order in which they run, and their weights out of an ONNX
 * file that has exactly this graph. Names in such files are numbers of the exporter's, so the graph is
 * followed instead. Source: Chen et al., "MobileFaceNets", 2018, https://arxiv.org/abs/1804.07573, table 1.
 */
import { readOnnxNodes, type StoredNode } from './onnx-nodes.ts';
import { readOnnxTensors, type StoredTensor } from './onnx-tensors.ts';
import type { ConvolutionWeights } from './panel-convolutions.ts';

/**
 * Half the sides, then residual blocks: each is widened, filtered within its channels, and narrowed again.
 */
export interface Stage {
  readonly channels: number;
  /** Channels between, in the block that halves the size. */
  readonly downWide: number;
  readonly blocks: number;
  /** Channels between, in all other blocks. */
  readonly wide: number;
}

const FIRST_CHANNELS = 64;
export const STAGES: readonly Stage[] = [
  { channels: 64, downWide: 128, blocks: 4, wide: 128 },
  { channels: 128, downWide: 256, blocks: 6, wide: 256 },
  { channels: 128, downWide: 512, blocks: 2, wide: 256 },
];
/** Two at the beginning, three of each block, three at the end. */
export const CONVOLUTIONS = 5 + STAGES.reduce((sum, { blocks }) => sum + 3 * (blocks + 1), 0);
export const LAST_SIZE = 7;
export const DIMENSION = 512;

interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly isWithinChannels: boolean;
  /** Whether PReLU follows. */
  readonly isActivated: boolean;
}

/** @throws when the file has another graph, or lacks a weight */
export function readMobileFaceNet(file: Uint8Array): readonly ConvolutionWeights[] {
  const reader = new GraphReader(readOnnxNodes(file), readOnnxTensors(file));
  reader.convolve(full(3, FIRST_CHANNELS, 3, 2));
  reader.convolve(within(FIRST_CHANNELS, 3, 1));
  let inputs = FIRST_CHANNELS;
  for (const { channels, downWide, blocks, wide } of STAGES) {
    reader.bottleneck(inputs, downWide, channels, 2);
    for (let block = 0; block < blocks; block++) {
      const before = reader.value;
      reader.bottleneck(channels, wide, channels, 1);
      reader.add(before);
    }
    inputs = channels;
  }
  reader.convolve(full(inputs, DIMENSION, 1, 1));
  reader.convolve({ ...within(DIMENSION, LAST_SIZE, 1), padding: 0, isActivated: false });
  reader.convolve({ ...full(DIMENSION, DIMENSION, 1, 1), isActivated: false });
  reader.end();
  return reader.weights;
}

function full(inputs: number, outputs: number, size: number, stride: number): Convolution {
  return {
    inputs,
    outputs,
    size,
    stride,
    padding: (size - 1) / 2,
    isWithinChannels: false,
    isActivated: true,
  };
}

function within(channels: number, size: number, stride: number): Convolution {
  return { ...full(channels, channels, size, stride), isWithinChannels: true };
}

/** Follows the nodes of a file from its input to its output. */
class GraphReader {
  readonly weights: ConvolutionWeights[] = [];
  readonly #nodes: readonly StoredNode[];
  readonly #tensors: ReadonlyMap<string, StoredTensor>;
  #next = 0;
  #value: string;

  constructor(nodes: readonly StoredNode[], tensors: ReadonlyMap<string, StoredTensor>) {
    this.#nodes = nodes;
    this.#tensors = tensors;
    this.#value = nodes[0]?.inputs[0] ?? '';
  }

  /** Name of what the last node gave. */
  get value(): string {
    return this.#value;
  }

  convolve(convolution: Convolution): void {
    const { inputs, outputs, size, stride, padding, isWithinChannels, isActivated } = convolution;
    const { attributes, inputs: names } = this.#take('Conv', this.#value);
    const expected = [
      ['kernel_shape', [size, size]],
      ['strides', [stride, stride]],
      ['pads', [padding, padding, padding, padding]],
      ['dilations', [1, 1]],
      ['group', [isWithinChannels ? outputs : 1]],
    ] as const;
    for (const [name, numbers] of expected) {
      const found = attributes.get(name)?.join() ?? 'nothing';
      if (found !== numbers.join()) throw this.#unlike(`${name} ${numbers.join()} instead of ${found}`);
    }
    const inputsOfOne = isWithinChannels ? 1 : inputs;
    this.weights.push({
      inputs: inputsOfOne,
      values: this.#numbers(names[1], [outputs, inputsOfOne, size, size]),
      bias: this.#numbers(names[2], [outputs]),
      slopes: isActivated ? this.#slopes(outputs) : new Float32Array(outputs).fill(1),
    });
  }

  bottleneck(inputs: number, wide: number, outputs: number, stride: number): void {
    this.convolve(full(inputs, wide, 1, 1));
    this.convolve(within(wide, 3, stride));
    this.convolve({ ...full(wide, outputs, 1, 1), isActivated: false });
  }

  /** The last value and this one. */
  add(before: string): void {
    const last = this.#value;
    const { inputs } = this.#take('Add', before);
    if (!inputs.includes(last) || before === last)
      throw this.#unlike('a sum of a block and what went into it');
  }

  end(): void {
    this.#take('Reshape', this.#value);
    if (this.#next < this.#nodes.length) throw this.#unlike('the end');
  }

  #slopes(channels: number): Float32Array {
    return this.#numbers(this.#take('PRelu', this.#value).inputs[1], [channels, 1, 1]);
  }

  #take(operator: string, input: string): StoredNode {
    const node = this.#nodes[this.#next];
    this.#next++;
    const output = node?.outputs[0];
    if (node?.operator !== operator || !node.inputs.includes(input) || output === undefined) {
      throw this.#unlike(operator);
    }
    this.#value = output;
    return node;
  }

  #numbers(name: string | undefined, shape: readonly number[]): Float32Array {
    const tensor = name === undefined ? undefined : this.#tensors.get(name);
    const count = shape.reduce((product, length) => product * length, 1);
    if (tensor?.shape.join() !== shape.join() || tensor.values.length !== count) {
      throw this.#unlike(`weights of ${shape.join('x')}`);
    }
    return tensor.values;
  }

  #unlike(expected: string): Error {
    return new Error(`not a MobileFaceNet: node ${String(this.#next)} should be ${expected}`);
  }
}
