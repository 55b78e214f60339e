/** @file Pictures in planes, and what is done to them as a definition reads: what the kernels are held against. */
import type {
  Depthwise,
  Pointwise,
  Separable,
  Spares,
} from '../../../../src/recognition/kernels/combinations.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import {
  NUMBER_BYTES,
  allocatePlanes,
  rowOfPlanes,
  type Planes,
} from '../../../../src/recognition/kernels/planes.ts';
import { randomNumbers } from './kernel-fixtures.ts';

export type Shape = readonly [height: number, channels: number, width: number];

/** `[height, channels, width]`, with nothing around it. */
export interface Grid {
  readonly shape: Shape;
  readonly data: Float32Array;
}

export function makeGrid(shape: Shape, valueOf: (y: number, channel: number, x: number) => number): Grid {
  const [height, channels, width] = shape;
  const data = new Float32Array(height * channels * width);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let x = 0; x < width; x++) data[to++] = valueOf(y, channel, x);
    }
  }
  return { shape, data };
}

export function randomGrid(shape: Shape, seed: number): Grid {
  const [height, channels, width] = shape;
  return { shape, data: randomNumbers(height * channels * width, seed) };
}

/** Zero outside the picture. */
export function valueAt(
  { shape: [height, channels, width], data }: Grid,
  y: number,
  c: number,
  x: number,
): number {
  if (y < 0 || x < 0 || y >= height || x >= width) return 0;
  return data[(y * channels + c) * width + x] ?? Number.NaN;
}

export function writeGrid(module: KernelModule, planes: Planes, { shape, data }: Grid): void {
  const [height, channels, width] = shape;
  for (let plane = 0; plane < height * channels; plane++) {
    const start = startOf(planes, Math.floor(plane / channels), plane % channels);
    module.view(start, width).set(data.subarray(plane * width, (plane + 1) * width));
  }
}

export function placeGrid(module: KernelModule, grid: Grid): Planes {
  const planes = allocatePlanes(module, grid.shape);
  writeGrid(module, planes, grid);
  return planes;
}

export function readGrid(module: KernelModule, planes: Planes): Grid {
  const { height, channels, width } = planes;
  const rows = Array.from({ length: height * channels }, (_, plane) =>
    module.view(startOf(planes, Math.floor(plane / channels), plane % channels), width),
  );
  return makeGrid(
    [height, channels, width],
    (y, channel, x) => rows[y * channels + channel]?.[x] ?? Number.NaN,
  );
}

/** What is not zero of all that lies around the pixels: rows above and below, and columns between the planes. */
export function strayNumbers(module: KernelModule, planes: Planes): number[] {
  const { height, channels, width } = planes;
  const planeStep = planes.planeStep / NUMBER_BYTES;
  const border = planeStep * channels + 4;
  const all = module.view(planes.start - border * NUMBER_BYTES, (height + 2) * channels * planeStep + 8);
  return [...all].filter((value, index) => {
    const plane = Math.floor((index - border) / planeStep);
    const isInside = plane >= 0 && plane < height * channels && (index - border) % planeStep < width;
    return !isInside && value !== 0;
  });
}

function startOf(planes: Planes, row: number, channel: number): number {
  return rowOfPlanes(planes, row) + channel * planes.planeStep;
}

/** What `separableConvolution` asks for. */
export function allocateSpares(
  module: KernelModule,
  { channels, width }: Planes,
  output: Planes,
  narrow: number,
): Spares {
  return {
    filtered: allocatePlanes(module, [1, channels, width]),
    halved: allocatePlanes(module, [1, channels, output.width]),
    narrow: allocatePlanes(module, [output.height, narrow, output.width]),
    narrowRow: allocatePlanes(module, [1, narrow, output.width]),
  };
}

/** Seven in ten are zero, as in a pruned network; the sums stay near 1. */
export function sparseNumbers(count: number, fanIn: number, seed: number): Float32Array {
  const scale = Math.sqrt(10 / fanIn);
  const chances = randomNumbers(count, seed + 1);
  return randomNumbers(count, seed).map((value, index) => ((chances[index] ?? 0) < 0.4 ? 0 : value * scale));
}

export function randomPointwise(outputs: number, inputs: number, seed: number): Pointwise {
  const bias = randomNumbers(outputs, seed + 2).map((value) => value / 4);
  return { inputs, outputs, values: sparseNumbers(outputs * inputs, inputs, seed), bias };
}

export function randomDepthwise(channels: number, seed: number): Depthwise {
  const values = randomNumbers(9 * channels, seed).map((value) => value / 2);
  return { channels, values, bias: randomNumbers(channels, seed + 1).map((value) => value / 4) };
}

export function randomSeparable(inputs: number, narrow: number, outputs: number, seed: number): Separable {
  return {
    into: randomDepthwise(inputs, seed),
    narrow: randomPointwise(narrow, inputs, seed + 10),
    within: randomDepthwise(narrow, seed + 20),
    wide: randomPointwise(outputs, narrow, seed + 30),
  };
}

export function mix(grid: Grid, { inputs, outputs, values, bias }: Pointwise): Grid {
  const [height, , width] = grid.shape;
  return makeGrid([height, outputs, width], (y, output, x) => {
    let sum = bias[output] ?? Number.NaN;
    for (let input = 0; input < inputs; input++) {
      sum += valueAt(grid, y, input, x) * (values[output * inputs + input] ?? Number.NaN);
    }
    return sum;
  });
}

/** Each channel by itself, every `stride`th pixel. */
export function filter(grid: Grid, { channels, values, bias }: Depthwise, stride: number): Grid {
  const [height, , width] = grid.shape;
  return makeGrid([height / stride, channels, width / stride], (y, channel, x) => {
    let sum = bias[channel] ?? Number.NaN;
    for (let tap = 0; tap < 9; tap++) {
      const [row, column] = [Math.floor(tap / 3) - 1, (tap % 3) - 1];
      const weight = values[tap * channels + channel] ?? Number.NaN;
      sum += valueAt(grid, y * stride + row, channel, x * stride + column) * weight;
    }
    return sum;
  });
}

export function separate(grid: Grid, { into, narrow, within, wide }: Separable, stride: number): Grid {
  return mix(filter(rectified(mix(filter(grid, into, stride), narrow)), within, 1), wide);
}

export function rectified({ shape, data }: Grid): Grid {
  return { shape, data: data.map((value) => Math.max(0, value)) };
}

export function added(one: Grid, other: Grid): Grid {
  return { ...one, data: one.data.map((value, index) => value + (other.data[index] ?? Number.NaN)) };
}

/** Twice the size, linear between the middles of pixels; beyond the edge its pixel counts again. */
export function doubled(grid: Grid): Grid {
  const [height, channels, width] = grid.shape;
  const between = (output: number, count: number): readonly [number, number, number] => {
    const place = Math.min(Math.max((output + 0.5) / 2 - 0.5, 0), count - 1);
    const before = Math.floor(place);
    return [before, Math.min(before + 1, count - 1), place - before];
  };
  return makeGrid([2 * height, channels, 2 * width], (y, channel, x) => {
    const [upper, lower, down] = between(y, height);
    const [left, right, across] = between(x, width);
    const rowAt = (row: number): number =>
      valueAt(grid, row, channel, left) * (1 - across) + valueAt(grid, row, channel, right) * across;
    return rowAt(upper) * (1 - down) + rowAt(lower) * down;
  });
}

/** Even and odd columns of each channel by turns, as the network takes its picture. */
export function split(grid: Grid): Grid {
  const [height, channels, width] = grid.shape;
  return makeGrid([height, 2 * channels, width / 2], (y, plane, x) =>
    valueAt(grid, y, plane >> 1, 2 * x + (plane & 1)),
  );
}

/** 3x3 from all channels, every second pixel. @param values `[outputs, 3, 3, channels]` */
export function convolveHalving(grid: Grid, values: Float32Array, bias: Float32Array): Grid {
  const [height, channels, width] = grid.shape;
  return makeGrid([height / 2, bias.length, width / 2], (y, output, x) => {
    let sum = bias[output] ?? Number.NaN;
    for (let tap = 0; tap < 9; tap++) {
      const [row, column] = [2 * y + Math.floor(tap / 3) - 1, 2 * x + (tap % 3) - 1];
      for (let channel = 0; channel < channels; channel++) {
        const weight = values[(output * 9 + tap) * channels + channel] ?? Number.NaN;
        sum += valueAt(grid, row, channel, column) * weight;
      }
    }
    return sum;
  });
}

/** The largest one. */
export function differenceOf(one: Grid, other: Grid): number {
  if (one.shape.join() !== other.shape.join())
    throw new Error(`${one.shape.join()} against ${other.shape.join()}`);
  return one.data.reduce((most, value, index) => {
    const difference = Math.abs(value - (other.data[index] ?? Number.NaN));
    return Number.isNaN(difference) ? Number.NaN : Math.max(most, difference);
  }, 0);
}
