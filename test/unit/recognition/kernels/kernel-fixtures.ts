/** @file Open kernels and pictures in them, and convolutions as a definition reads: what the kernels are held against. */
import { compileKernels } from '../../../../scripts/kernels.mjs';
import type { Weights } from '../../../../src/recognition/kernels/convolutions.ts';
import { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { rowOf, type Picture } from '../../../../src/recognition/kernels/picture.ts';

/** `[size, size, channels]`. */
export interface Values {
  readonly size: number;
  readonly channels: number;
  readonly data: Float32Array;
}

let compiled: Promise<WebAssembly.Module> | undefined;

export async function openTestKernels(): Promise<KernelModule> {
  compiled ??= compileKernels().then((bytes) => WebAssembly.compile(bytes.slice()));
  return new KernelModule(await compiled);
}

/** Even numbers from -1 to 1, the same with each run. */
export function randomNumbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export function randomValues(size: number, channels: number, seed: number): Values {
  return { size, channels, data: randomNumbers(size * size * channels, seed) };
}

export function randomWeights(outputs: number, inputs: number, size: number, seed: number): Weights {
  const values = randomNumbers(outputs * inputs * size * size, seed);
  // Sums then stay near 1, as in a trained network.
  const scale = Math.sqrt(3 / (inputs * size * size));
  return {
    outputs,
    inputs,
    size,
    values: values.map((value) => value * scale),
    bias: randomNumbers(outputs, seed + 1).map((value) => value / 4),
  };
}

export function write(module: KernelModule, picture: Picture, { size, channels, data }: Values): void {
  for (let row = 0; row < size; row++) {
    const count = size * channels;
    module.view(rowOf(picture, row), count).set(data.subarray(row * count, (row + 1) * count));
  }
}

export function read(module: KernelModule, picture: Picture): Values {
  const { size, channels } = picture;
  const data = new Float32Array(size * size * channels);
  for (let row = 0; row < size; row++) {
    const count = size * channels;
    data.set(module.view(rowOf(picture, row), count), row * count);
  }
  return { size, channels, data };
}

/** Zero outside the picture. */
export function at({ size, channels, data }: Values, y: number, x: number, channel: number): number {
  if (y < 0 || x < 0 || y >= size || x >= size) return 0;
  return data[(y * size + x) * channels + channel] ?? Number.NaN;
}

/** Without what a rectifier makes of it. */
export function convolve(input: Values, weights: Weights, stride: number, padding: number): Values {
  const { outputs, inputs, size: kernel, values, bias } = weights;
  const size = Math.floor((input.size + 2 * padding - kernel) / stride) + 1;
  const data = new Float32Array(size * size * outputs);
  let to = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let output = 0; output < outputs; output++) {
        let sum = bias[output] ?? Number.NaN;
        for (let channel = 0; channel < inputs; channel++) {
          for (let tap = 0; tap < kernel * kernel; tap++) {
            const [row, column] = [Math.floor(tap / kernel), tap % kernel];
            sum +=
              at(input, y * stride + row - padding, x * stride + column - padding, channel) *
              (values[(output * inputs + channel) * kernel * kernel + tap] ?? Number.NaN);
          }
        }
        data[to++] = sum;
      }
    }
  }
  return { size, channels: outputs, data };
}

export function rectify(values: Values): Values {
  return { ...values, data: values.data.map((value) => Math.max(0, value)) };
}

/** The largest one. */
export function differenceOf(one: Values, other: Values): number {
  if (one.data.length !== other.data.length) throw new Error('pictures of different sizes');
  return one.data.reduce((most, value, index) => {
    const difference = Math.abs(value - (other.data[index] ?? Number.NaN));
    return Number.isNaN(difference) ? Number.NaN : Math.max(most, difference);
  }, 0);
}
