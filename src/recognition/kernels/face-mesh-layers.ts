/**
 * @file The convolutions of MediaPipe's face mesh, out of a TensorFlow Lite file that has exactly this graph:
 * `face_landmark.tflite`. The paper has no table of layers: they are those of the file.
 * Paper: Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019,
 * https://arxiv.org/abs/1907.06724
 */
import type { ConvolutionWeights } from './panel-convolutions.ts';
import { readTfliteOperators, type OperatorKind, type StoredOperator } from './tflite-layers.ts';

/** `prelu(x + mix(within(x)))`; where the size is halved, the sum is with the maxima of x instead. */
export interface Block {
  readonly within: ConvolutionWeights;
  /** 1x1, with the slopes that follow the sum. */
  readonly mix: ConvolutionWeights;
}

/** From a size to the next one, and what follows at that size. */
export interface Stage {
  readonly halve: Block;
  readonly blocks: readonly Block[];
}

/** The end of the network, for each of its two outputs. */
export interface Branch {
  readonly stage: Stage;
  readonly narrow: ConvolutionWeights;
  readonly block: Block;
  /** As large as the picture: 3x3. */
  readonly whole: ConvolutionWeights;
}

export interface FaceMeshWeights {
  readonly first: ConvolutionWeights;
  readonly blocks: readonly Block[];
  readonly stages: readonly Stage[];
  readonly mesh: Branch;
  readonly flag: Branch;
}

export const INPUT_SIZE = 192;
/** Points, x, y and depth each. */
export const MESH_NUMBERS = 468 * 3;
const COLORS = 3;
export const FIRST_CHANNELS = 16;
/** Channels after each halving; every size has two blocks more. */
export const STAGE_CHANNELS = [32, 64, 128, 128] as const;
export const NARROW_CHANNELS = 32;
const BLOCKS = 2;
const FLAG_BLOCKS = 0;
const LAST_SIZE = 3;
const TAPS = 9;

/** @throws when the file has another graph, or lacks a weight */
export function readFaceMesh(file: Uint8Array): FaceMeshWeights {
  const reader = new GraphReader(readTfliteOperators(file));
  const input = reader.begin();
  const { value, weights: first } = reader.activated(input, 'convolution', FIRST_CHANNELS, 2);
  let trunk = value;
  const blocks = reader.blocks(trunk, BLOCKS);
  trunk = blocks.value;
  const stages = STAGE_CHANNELS.map((channels) => {
    const stage = reader.stage(trunk, channels, BLOCKS);
    trunk = stage.value;
    return stage.weights;
  });
  // In the file both branches begin with the same operators; the one of the mesh comes first.
  const meshStage = reader.stage(trunk, trunk.channels, BLOCKS);
  const flagStage = reader.stage(trunk, trunk.channels, FLAG_BLOCKS);
  const mesh = reader.branch(meshStage, MESH_NUMBERS);
  const flag = reader.branch(flagStage, 1);
  reader.end();
  return { first, blocks: blocks.weights, stages, mesh, flag };
}

/** A picture between two operators. */
interface Value {
  readonly number: number;
  readonly size: number;
  readonly channels: number;
}

/** What a part of the graph gives, and its weights. */
interface Read<Weights> {
  readonly value: Value;
  readonly weights: Weights;
}

/** Follows the operators of a file from its input to its outputs. */
class GraphReader {
  /** Those that nobody has asked for yet. */
  readonly #left: StoredOperator[];

  constructor(operators: readonly StoredOperator[]) {
    this.#left = [...operators];
  }

  begin(): Value {
    return { number: this.#left[0]?.inputs[0] ?? Number.NaN, size: INPUT_SIZE, channels: COLORS };
  }

  /** A convolution and its PReLU. */
  activated(
    input: Value,
    kind: 'convolution' | 'pointwise',
    channels: number,
    stride: number,
  ): Read<ConvolutionWeights> {
    const { value, weights } = this.#convolve(input, kind, channels, input.size / stride);
    const activated = this.#activate(value);
    return { value: activated.value, weights: { ...weights, slopes: activated.slopes } };
  }

  blocks(input: Value, count: number): Read<readonly Block[]> {
    let value = input;
    const weights = Array.from({ length: count }, () => {
      const block = this.block(value);
      value = block.value;
      return block.weights;
    });
    return { value, weights };
  }

  block(input: Value): Read<Block> {
    const within = this.#convolve(input, 'depthwise', input.channels, input.size);
    const mix = this.#convolve(within.value, 'pointwise', input.channels, input.size);
    return this.#sum(input, within.weights, mix);
  }

  stage(input: Value, channels: number, count: number): Read<Stage> {
    const size = input.size / 2;
    const within = this.#convolve(input, 'depthwise', input.channels, size);
    const mix = this.#convolve(within.value, 'pointwise', channels, size);
    const maxima = this.#take('maxPool', input.number, { size, channels: input.channels });
    const padded = channels === input.channels ? maxima : this.#pad(maxima, channels);
    const halve = this.#sum(padded, within.weights, mix);
    const blocks = this.blocks(halve.value, count);
    return { value: blocks.value, weights: { halve: halve.weights, blocks: blocks.weights } };
  }

  branch(stage: Read<Stage>, outputs: number): Branch {
    const narrow = this.activated(stage.value, 'pointwise', NARROW_CHANNELS, 1);
    const block = this.block(narrow.value);
    const whole = this.#convolve(block.value, 'convolution', outputs, 1);
    return {
      stage: stage.weights,
      narrow: narrow.weights,
      block: block.weights,
      whole: whole.weights,
    };
  }

  end(): void {
    if (this.#left.length > 0) throw unlike('the end');
  }

  #convolve(
    input: Value,
    kind: 'convolution' | 'pointwise' | 'depthwise',
    outputs: number,
    size: number,
  ): Read<ConvolutionWeights> {
    const isWithin = kind === 'depthwise';
    const operator = this.#takeOperator(isWithin ? kind : 'convolution', input.number);
    const value = valueOf(operator, { size, channels: outputs });
    const side = kind === 'pointwise' ? 1 : LAST_SIZE;
    const shape = isWithin ? [1, side, side, outputs] : [outputs, side, side, input.channels];
    const values = numbersOf(operator, 1, shape);
    const weights = {
      inputs: isWithin ? 1 : input.channels,
      values: isWithin ? transpose(values, TAPS, outputs) : toChannelsFirst(values, outputs, side ** 2),
      bias: numbersOf(operator, 2, [outputs]),
      slopes: new Float32Array(outputs).fill(1),
    };
    return { value, weights };
  }

  #sum(input: Value, within: ConvolutionWeights, mix: Read<ConvolutionWeights>): Read<Block> {
    const operator = this.#takeOperator('add', input.number);
    if (!operator.inputs.includes(mix.value.number)) throw unlike('a sum of a block and what went into it');
    const { value, slopes } = this.#activate(valueOf(operator, input));
    return { value, weights: { within, mix: { ...mix.weights, slopes } } };
  }

  #activate(input: Value): { readonly value: Value; readonly slopes: Float32Array } {
    const operator = this.#takeOperator('prelu', input.number);
    return { value: valueOf(operator, input), slopes: numbersOf(operator, 1, [1, 1, input.channels]) };
  }

  /** More channels, of zeros. */
  #pad(input: Value, channels: number): Value {
    const operator = this.#takeOperator('pad', input.number);
    const added = numbersOf(operator, 1, [4, 2]);
    if (added.join() !== [0, 0, 0, 0, 0, 0, 0, channels - input.channels].join()) {
      throw unlike('channels added after those that there are');
    }
    return valueOf(operator, { size: input.size, channels });
  }

  #take(kind: OperatorKind, input: number, expected: Omit<Value, 'number'>): Value {
    return valueOf(this.#takeOperator(kind, input), expected);
  }

  #takeOperator(kind: OperatorKind, input: number): StoredOperator {
    const index = this.#left.findIndex((one) => one.kind === kind && one.inputs.includes(input));
    const [operator] = index < 0 ? [] : this.#left.splice(index, 1);
    if (operator === undefined) throw unlike(kind);
    return operator;
  }
}

function valueOf({ output, shape }: StoredOperator, { size, channels }: Omit<Value, 'number'>): Value {
  const expected = [1, size, size, channels].join('x');
  if (shape.join('x') !== expected) throw unlike(`a picture of ${expected} instead of ${shape.join('x')}`);
  return { number: output, size, channels };
}

function numbersOf(operator: StoredOperator, index: number, shape: readonly number[]): Float32Array {
  const found = operator.constant(index);
  if (found.shape.join() !== shape.join()) throw unlike(`weights of ${shape.join('x')}`);
  return found.values;
}

/** `[outputs, places, inputs]` to `[outputs, inputs, places]`, as ONNX has them. */
function toChannelsFirst(values: Float32Array, outputs: number, places: number): Float32Array {
  const length = values.length / outputs;
  const result = new Float32Array(values.length);
  for (let output = 0; output < outputs; output++) {
    const one = values.subarray(output * length, (output + 1) * length);
    result.set(transpose(one, places, length / places), output * length);
  }
  return result;
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? Number.NaN);
}

function unlike(expected: string): Error {
  return new Error(`not MediaPipe’s face mesh: missing ${expected}`);
}
