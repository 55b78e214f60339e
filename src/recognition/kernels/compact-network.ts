/**
 * @file The "compact" embedder, dlib's 29-layer ResNet for faces, on the kernels of this folder. The graph is that of
 * `models/build/compact-network.ts`, by which ONNX Runtime runs the same file.
 */
import {
  allocateSpare,
  borderFor,
  stridedConvolution,
  winogradConvolution,
  type Step,
  type Weights,
  type WinogradSpare,
} from './convolutions.ts';
import { toPanels, type Transform } from './filters.ts';
import type { KernelModule } from './kernel-module.ts';
import type { StoredTensor } from './onnx-tensors.ts';
import { allocatePicture, rowOf, type Picture } from './picture.ts';

export interface CompactNetwork {
  /**
   * @param input `[150, 150, 3]` NHWC, preprocessed
   * @returns the embedding, 128 numbers
   */
  run(input: Float32Array): Float32Array;
}

/** Stages in order: how many channels, how large, and how many residual blocks after the one that halves the size. */
const STAGES = [
  { channels: 64, size: 17, blocks: ['conv64_1', 'conv64_2', 'conv64_3'], down: 'conv64_down' },
  { channels: 128, size: 8, blocks: ['conv128_1', 'conv128_2'], down: 'conv128_down' },
  { channels: 256, size: 4, blocks: ['conv256_1', 'conv256_2'], down: 'conv256_down' },
] as const;
const FIRST_BLOCKS = ['conv32_1', 'conv32_2', 'conv32_3'] as const;

const INPUT_SIZE = 150;
const FIRST_SIZE = 72;
const FIRST_CHANNELS = 32;
const POOLED_SIZE = 35;
const LAST_CHANNELS = 256;
const LAST_SIZE = 2;
const DIMENSION = 128;
const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * @param tensors missing where another instance has placed them
 * @throws when a weight is missing or of the wrong shape
 */
export function createCompactNetwork(
  module: KernelModule,
  tensors?: ReadonlyMap<string, StoredTensor>,
): CompactNetwork {
  const builder = new NetworkBuilder(module, tensors);
  const input = allocatePicture(module, INPUT_SIZE, 3);
  let picture = builder.first(input);
  for (const block of FIRST_BLOCKS) builder.residual(block, picture);
  for (const { channels, size, blocks, down } of STAGES) {
    picture = builder.down(down, picture, channels, size);
    for (const block of blocks) builder.residual(block, picture);
  }
  const output = builder.last(picture);
  return {
    run(values) {
      module.view(input.start, INPUT_SIZE ** 2 * 3).set(values);
      for (const step of builder.steps) step();
      return module.view(output, DIMENSION).slice();
    },
  };
}

class NetworkBuilder {
  readonly steps: Step[] = [];
  readonly #module: KernelModule;
  readonly #tensors: ReadonlyMap<string, StoredTensor> | undefined;
  readonly #spare: WinogradSpare;
  readonly #between = new Map<string, Picture>();

  constructor(module: KernelModule, tensors: ReadonlyMap<string, StoredTensor> | undefined) {
    this.#module = module;
    this.#tensors = tensors;
    this.#spare = allocateSpare(module);
  }

  first(input: Picture): Picture {
    const wide = allocatePicture(this.#module, FIRST_SIZE, FIRST_CHANNELS);
    const pooled = this.#stagePicture(POOLED_SIZE, FIRST_CHANNELS);
    const weights = this.#weights('conv32_down', input.channels, FIRST_CHANNELS, 7);
    this.steps.push(stridedConvolution(this.#module, weights, input, wide));
    const { maximaOfThree } = this.#module.functions;
    this.steps.push(() => {
      for (let row = 0; row < POOLED_SIZE; row++) {
        const [from, to] = [rowOf(wide, 2 * row), rowOf(pooled, row)];
        maximaOfThree(from, wide.rowStep, wide.channels, POOLED_SIZE, to, pooled.pixelStep);
      }
    });
    return pooled;
  }

  /** In place: `picture = max(0, picture + convolution(max(0, convolution(picture))))`. */
  residual(block: string, picture: Picture): void {
    const between = this.#betweenPicture(picture.size, picture.channels);
    this.#convolve(`${block}/conv1`, picture, between, false);
    this.#convolve(`${block}/conv2`, between, picture, true);
  }

  /** The shortcut is a mean of 2x2 windows; whichever side is smaller counts as zero beyond. */
  down(block: string, input: Picture, channels: number, size: number): Picture {
    const output = this.#stagePicture(size, channels);
    const means = Math.floor(input.size / 2);
    const { meansOfTwo } = this.#module.functions;
    this.steps.push(() => {
      // The convolution of the face before was added to channels that the means do not have.
      this.#clear(output);
      for (let row = 0; row < means; row++) {
        const from = rowOf(input, 2 * row);
        meansOfTwo(from, input.rowStep, input.channels, means, rowOf(output, row), output.pixelStep);
      }
    });
    const inner = Math.floor((input.size - 3) / 2) + 1;
    const between = this.#betweenPicture(inner, channels);
    const weights = this.#weights(`${block}/conv1`, input.channels, channels);
    this.steps.push(stridedConvolution(this.#module, weights, input, between));
    this.#convolve(`${block}/conv2`, between, output, true);
    return output;
  }

  /** The last residual block, the mean over the picture and the last matrix. @returns where the embedding is */
  last(input: Picture): number {
    const picture = this.down('conv256_down_out', input, LAST_CHANNELS, LAST_SIZE);
    const { meansOfTwo, multiply } = this.#module.functions;
    const mean = this.#module.allocate(LAST_CHANNELS);
    const none = this.#module.allocate(DIMENSION);
    const output = this.#module.allocate(DIMENSION);
    const values = this.#numbers('fc/weights', [LAST_CHANNELS, DIMENSION]);
    const matrix = this.#module.place(() =>
      toPanels(LAST_CHANNELS, DIMENSION, (row, column) => values[row * DIMENSION + column] ?? 0),
    );
    this.steps.push(() => {
      meansOfTwo(picture.start, picture.rowStep, LAST_CHANNELS, 1, mean, picture.pixelStep);
      const step = LAST_CHANNELS * NUMBER_BYTES;
      multiply(
        mean,
        step,
        1,
        matrix,
        none,
        LAST_CHANNELS,
        DIMENSION,
        false,
        output,
        DIMENSION * NUMBER_BYTES,
      );
    });
    return output;
  }

  #convolve(layer: string, input: Picture, output: Picture, isAdded: boolean): void {
    const weights = this.#weights(layer, input.channels, output.channels);
    const transform = transformFor(input.size);
    this.steps.push(
      winogradConvolution(this.#module, weights, transform, input, output, this.#spare, isAdded),
    );
  }

  /** One for all blocks of a shape: nothing in it outlasts a block, and what is used again is still in a cache. */
  #betweenPicture(size: number, channels: number): Picture {
    const key = `${String(size)}x${String(channels)}`;
    const picture = this.#between.get(key) ?? this.#stagePicture(size, channels);
    this.#between.set(key, picture);
    return picture;
  }

  #stagePicture(size: number, channels: number): Picture {
    return allocatePicture(this.#module, size, channels, 1, borderFor(transformFor(size), size));
  }

  #clear({ start, rowStep, pixelStep, size }: Picture): void {
    const rowNumbers = (size * pixelStep) / NUMBER_BYTES;
    for (let row = 0; row < size; row++) this.#module.view(start + row * rowStep, rowNumbers).fill(0);
  }

  #weights(layer: string, inputs: number, outputs: number, size = 3): Weights {
    const values = this.#numbers(`${layer}/weights`, [outputs, inputs, size, size]);
    return { outputs, inputs, size, values, bias: this.#numbers(`${layer}/bias`, [outputs]) };
  }

  /** None where nobody will ask for them: another instance has placed them. */
  #numbers(name: string, shape: readonly number[]): Float32Array {
    if (this.#tensors === undefined) return new Float32Array();
    const tensor = this.#tensors.get(name);
    const count = shape.reduce((product, length) => product * length, 1);
    if (tensor?.shape.join() !== shape.join() || tensor.values.length !== count) {
      throw new Error(`the weights ${name} are missing`);
    }
    return tensor.values;
  }
}

/** See `assembly/winograd-two.ts`. */
function transformFor(size: number): Transform {
  return size > 4 ? 'four' : 'two';
}
