/** @file BlazeFace's weights in the module's memory: once, for networks of any size. */
import type { Weights } from './convolutions.ts';
import { toPanels } from './filters.ts';
import type { KernelModule } from './kernel-module.ts';
import type { DepthwiseWeights, PointwiseWeights } from './separable.ts';
import type { StoredConvolution } from './tflite-layers.ts';

/** Score and regression of four cells lie side by side in 72 channels: 4 scores, 4 of nothing, 4 times 16 numbers. */
export const HEAD_CHANNELS = 72;
export const FIRST_NUMBER = 8;
const SCORES = 4;
const NUMBERS = 64;
/** Convolutions of the heads: the last ones. */
const HEADS = 4;
const TAPS = 9;

type Placed =
  | { readonly kind: 'pointwise'; readonly weights: PointwiseWeights }
  | { readonly kind: 'depthwise'; readonly weights: DepthwiseWeights };

interface Heads {
  readonly mixing: PointwiseWeights;
  readonly filtering: DepthwiseWeights;
}

export class BlazeFaceWeights {
  readonly module: KernelModule;
  readonly #first: Weights;
  readonly #placed: readonly Placed[];
  readonly #heads: Heads;

  /**
   * @param convolutions of `face_detection_full_range_sparse.tflite`, in its order
   * @throws when there are too few, or the first or the last are of the wrong shape
   */
  constructor(module: KernelModule, convolutions: readonly StoredConvolution[]) {
    this.module = module;
    this.#first = firstOf(convolutions[0]);
    this.#placed = convolutions.slice(1, -HEADS).map((one) => place(module, one));
    this.#heads = placeHeads(module, convolutions.slice(-HEADS));
  }

  read(): WeightReader {
    return new WeightReader(this.#first, this.#placed, this.#heads);
  }
}

/** Gives them out in the file's order. Every method throws when the next weight is not the one that is asked for. */
export class WeightReader {
  readonly #first: Weights;
  readonly #placed: Iterator<Placed>;
  readonly #heads: Heads;

  constructor(first: Weights, placed: readonly Placed[], heads: Heads) {
    this.#first = first;
    this.#placed = placed.values();
    this.#heads = heads;
  }

  first(): Weights {
    return this.#first;
  }

  depthwise(channels: number): DepthwiseWeights {
    const next = this.#placed.next();
    if (next.done !== true && next.value.kind === 'depthwise' && next.value.weights.channels === channels) {
      return next.value.weights;
    }
    throw new Error(`a depthwise convolution of ${String(channels)} channels was expected`);
  }

  pointwise(inputs: number, outputs: number): PointwiseWeights {
    const next = this.#placed.next();
    if (next.done !== true && next.value.kind === 'pointwise') {
      const { weights } = next.value;
      if (weights.inputs === inputs && weights.outputs === outputs) return weights;
    }
    throw new Error(`a convolution from ${String(inputs)} to ${String(outputs)} channels was expected`);
  }

  heads(channels: number): Heads {
    if (this.#heads.mixing.inputs === channels) return this.#heads;
    throw new Error(`heads on ${String(channels)} channels were expected`);
  }
}

function firstOf(convolution: StoredConvolution | undefined): Weights {
  const { shape, values, bias } = checked(convolution, 'plain');
  const [outputs = 0, size = 0, , inputs = 0] = shape;
  if (size !== 3 || inputs !== 3) throw new Error('the first convolution is of another kind');
  return { outputs, inputs, size, values: toChannelsFirst(values, outputs, inputs), bias };
}

function place(module: KernelModule, convolution: StoredConvolution): Placed {
  const { kind, shape, values, bias } = convolution;
  const [outputs = 0, height = 0, , inputs = 0] = shape;
  if (kind === 'depthwise') {
    return { kind, weights: placeDepthwise(module, inputs, values, bias) };
  }
  if (height !== 1) throw new Error('a convolution of another size than 1x1');
  const panels = toPanels(inputs, outputs, (row, column) => values[column * inputs + row] ?? Number.NaN);
  const weights = { inputs, outputs, panels: module.place(panels), bias: module.place(bias) };
  return { kind: 'pointwise', weights };
}

/** @param values `[3, 3, channels]` */
function placeDepthwise(
  module: KernelModule,
  channels: number,
  values: Float32Array,
  bias: Float32Array,
): DepthwiseWeights {
  const filters = new Float32Array(values.length);
  for (const index of filters.keys()) {
    const [four, tap] = [Math.floor(index / (4 * TAPS)), Math.floor(index / 4) % TAPS];
    filters[index] = values[tap * channels + four * 4 + (index % 4)] ?? Number.NaN;
  }
  return { channels, filters: module.place(filters), bias: module.place(bias) };
}

function placeHeads(module: KernelModule, convolutions: readonly StoredConvolution[]): Heads {
  const scores = checked(convolutions[0], 'plain', SCORES);
  const scoreFilters = checked(convolutions[1], 'depthwise');
  const numbers = checked(convolutions[2], 'plain', NUMBERS);
  const numberFilters = checked(convolutions[3], 'depthwise');
  const inputs = scores.shape[3] ?? 0;
  const panels = toPanels(inputs, HEAD_CHANNELS, (row, column) =>
    column < FIRST_NUMBER
      ? (scores.values[column * inputs + row] ?? 0)
      : (numbers.values[(column - FIRST_NUMBER) * inputs + row] ?? Number.NaN),
  );
  const mixingBias = module.place(sideBySide(scores.bias, numbers.bias, 1));
  return {
    mixing: { inputs, outputs: HEAD_CHANNELS, panels: module.place(panels), bias: mixingBias },
    filtering: placeDepthwise(
      module,
      HEAD_CHANNELS,
      sideBySide(scoreFilters.values, numberFilters.values, TAPS),
      sideBySide(scoreFilters.bias, numberFilters.bias, 1),
    ),
  };
}

function checked(
  convolution: StoredConvolution | undefined,
  kind: StoredConvolution['kind'],
  outputs = convolution?.shape[0],
): StoredConvolution {
  if (convolution?.kind === kind && convolution.shape[0] === outputs) return convolution;
  throw new Error(`a ${kind} convolution is missing`);
}

/** The scores' values in the first 8 channels, the others' in the 64 after them, `taps` times. */
function sideBySide(scores: Float32Array, numbers: Float32Array, taps: number): Float32Array {
  const all = new Float32Array(taps * HEAD_CHANNELS);
  for (let tap = 0; tap < taps; tap++) {
    const to = tap * HEAD_CHANNELS;
    all.set(scores.subarray(tap * SCORES, (tap + 1) * SCORES), to);
    all.set(numbers.subarray(tap * NUMBERS, (tap + 1) * NUMBERS), to + FIRST_NUMBER);
  }
  return all;
}

/** `[outputs, 3, 3, inputs]` as `[outputs, inputs, 3, 3]`. */
function toChannelsFirst(values: Float32Array, outputs: number, inputs: number): Float32Array {
  return Float32Array.from({ length: outputs * inputs * TAPS }, (_, index) => {
    const [output, input, tap] = [
      Math.floor(index / (inputs * TAPS)),
      Math.floor(index / TAPS) % inputs,
      index % TAPS,
    ];
    return values[(output * TAPS + tap) * inputs + input] ?? Number.NaN;
  });
}
