/** @file Convolutions as lists of shifts and weights, see `assembly/combine.ts`: steps on pictures, each made once. */
import type { Step } from './convolutions.ts';
import type { KernelModule } from './kernel-module.ts';
import { NUMBER_BYTES, rowOfPlanes, type Planes } from './planes.ts';

/** A number of bytes, and what is found there weighs so much. */
type Term = readonly [shift: number, weight: number];

interface Sum {
  readonly bias: number;
  readonly terms: readonly Term[];
}

const HEAD_NUMBERS = 2;
const TERM_NUMBERS = 2;
/** Places along a side of a 3x3 window. */
const NEIGHBOURS = [-1, 0, 1] as const;

/** A 1x1 convolution: a weight of zero takes no time. */
export interface Pointwise {
  readonly inputs: number;
  readonly outputs: number;
  /** `[outputs, inputs]` */
  readonly values: Float32Array;
  readonly bias: Float32Array;
}

/** A 3x3 convolution within each channel. */
export interface Depthwise {
  readonly channels: number;
  /** `[3, 3, channels]` */
  readonly values: Float32Array;
  readonly bias: Float32Array;
}

/** To few channels and back to many. */
export interface Separable {
  readonly into: Depthwise;
  readonly narrow: Pointwise;
  readonly within: Depthwise;
  readonly wide: Pointwise;
}

/** A list in the module's memory, for rows of pictures with the steps that it was made for. */
interface Combination {
  readonly list: number;
  readonly outputs: number;
}

function place(module: KernelModule, sums: readonly Sum[]): Combination {
  const count = sums.reduce((total, { terms }) => total + HEAD_NUMBERS + terms.length * TERM_NUMBERS, 0);
  const numbers = new DataView(new ArrayBuffer(count * NUMBER_BYTES));
  let at = 0;
  for (const { bias, terms } of sums) {
    numbers.setFloat32(at, bias, true);
    numbers.setUint32(at + NUMBER_BYTES, terms.length, true);
    at += HEAD_NUMBERS * NUMBER_BYTES;
    for (const [shift, weight] of terms) {
      numbers.setInt32(at, shift, true);
      numbers.setFloat32(at + NUMBER_BYTES, weight, true);
      at += TERM_NUMBERS * NUMBER_BYTES;
    }
  }
  return { list: module.place(() => new Float32Array(numbers.buffer)), outputs: sums.length };
}

/** @param planeStep of what it reads */
function placePointwise(
  module: KernelModule,
  { inputs, outputs, values, bias }: Pointwise,
  planeStep: number,
): Combination {
  const sums = Array.from({ length: outputs }, (_, output) => {
    const row = [...values.subarray(output * inputs, (output + 1) * inputs)];
    const terms = row.map((weight, input): Term => [input * planeStep, weight]);
    return { bias: bias[output] ?? Number.NaN, terms: terms.filter(([, weight]) => weight !== 0) };
  });
  return place(module, sums);
}

function placeDepthwise(
  module: KernelModule,
  { channels, values, bias }: Depthwise,
  { planeStep, rowStep }: Planes,
): Combination {
  const sums = Array.from({ length: channels }, (_, channel) => ({
    bias: bias[channel] ?? Number.NaN,
    terms: NEIGHBOURS.flatMap((y) =>
      NEIGHBOURS.map((x): Term => {
        const weight = values[((y + 1) * 3 + x + 1) * channels + channel] ?? Number.NaN;
        return [channel * planeStep + y * rowStep + x * NUMBER_BYTES, weight];
      }),
    ),
  }));
  return place(module, sums);
}

/**
 * A 3x3 convolution of every second pixel, of planes that hold the even and the odd columns of each channel by turns:
 * `output = max(0, convolution(input))`.
 *
 * @param values `[outputs, 3, 3, channels]`
 */
export function splitConvolution(
  module: KernelModule,
  { values, bias }: { readonly values: Float32Array; readonly bias: Float32Array },
  input: Planes,
  output: Planes,
): Step {
  const channels = input.channels / 2;
  const sums = Array.from({ length: output.channels }, (_, sum) => ({
    bias: bias[sum] ?? Number.NaN,
    terms: NEIGHBOURS.flatMap((y) =>
      NEIGHBOURS.flatMap((x) =>
        Array.from({ length: channels }, (__, channel): Term => {
          const weight = values[((sum * 3 + y + 1) * 3 + x + 1) * channels + channel] ?? Number.NaN;
          const plane = 2 * channel + Math.abs(x);
          const column = x === -1 ? -1 : 0;
          return [y * input.rowStep + plane * input.planeStep + column * NUMBER_BYTES, weight];
        }),
      ),
    ),
  }));
  const combination = place(module, sums);
  return () => {
    for (let row = 0; row < output.height; row++) {
      combineRow(module, combination, rowOfPlanes(input, 2 * row), output, row, true, false);
    }
  };
}

/** `output = convolution(input)`, 1x1, without what is below zero when `isRectified`. */
export function pointwiseConvolution(
  module: KernelModule,
  weights: Pointwise,
  input: Planes,
  output: Planes,
  isRectified: boolean,
): (row: number) => void {
  const combination = placePointwise(module, weights, input.planeStep);
  return (row) => {
    combineRow(module, combination, rowOfPlanes(input, row), output, row, isRectified, false);
  };
}

/** As a row by itself: `output = convolution(input)`, 3x3 within each channel, of every second pixel. @param spare one row as wide as the input */
export function halvingConvolution(
  module: KernelModule,
  weights: Depthwise,
  input: Planes,
  output: Planes,
  spare: Planes,
): (row: number) => void {
  const combination = placeDepthwise(module, weights, input);
  const { halveRow } = module.functions;
  return (row) => {
    combineRow(module, combination, rowOfPlanes(input, 2 * row), spare, 0, false, false);
    halveRow(spare.start, spare.planeStep, output.channels, output.width, output.start, output.planeStep);
  };
}

/** Pictures that hold what lies between two convolutions. */
export interface Spares {
  /** One row as wide as the input, with the input's channels. */
  readonly filtered: Planes;
  /** One row as wide as the output, with the input's channels. */
  readonly halved: Planes;
  /** As large as the output, with few channels. */
  readonly narrow: Planes;
  /** One row of `narrow`. */
  readonly narrowRow: Planes;
}

/**
 * `output = max(0, wide(within(max(0, narrow(into(input))))))`, with what is in `output` added before the last maximum when `isAdded`.
 * Row by row, so that what lies between is in the cache; input and output may be one picture. The output is as large as the input, or
 * has half its sides.
 */
export function separableConvolution(
  module: KernelModule,
  weights: Separable,
  input: Planes,
  output: Planes,
  spares: Spares,
  isAdded: boolean,
): Step {
  const { filtered, halved, narrow, narrowRow } = spares;
  const isHalving = output.height !== input.height;
  const within = placeDepthwise(module, weights.within, narrow);
  const wide = placePointwise(module, weights.wide, narrowRow.planeStep);
  const into = placeDepthwise(module, weights.into, input);
  const toNarrow = placePointwise(module, weights.narrow, (isHalving ? halved : filtered).planeStep);
  const { halveRow } = module.functions;
  return () => {
    for (let row = 0; row <= output.height; row++) {
      if (row < output.height) {
        const from = rowOfPlanes(input, isHalving ? 2 * row : row);
        combineRow(module, into, from, filtered, 0, false, false);
        if (isHalving) {
          const { start, planeStep } = filtered;
          halveRow(start, planeStep, input.channels, output.width, halved.start, halved.planeStep);
        }
        combineRow(module, toNarrow, (isHalving ? halved : filtered).start, narrow, row, true, false);
      }
      if (row === 0) continue;
      // The row before has all three that it needs, and its own input has been read by now.
      combineRow(module, within, rowOfPlanes(narrow, row - 1), narrowRow, 0, false, false);
      combineRow(module, wide, narrowRow.start, output, row - 1, true, isAdded);
    }
  };
}

function combineRow(
  module: KernelModule,
  { list, outputs }: Combination,
  from: number,
  output: Planes,
  row: number,
  isRectified: boolean,
  isAdded: boolean,
): void {
  module.functions.combine(
    from,
    list,
    outputs,
    output.width,
    isRectified,
    isAdded,
    rowOfPlanes(output, row),
    output.planeStep,
  );
}
