/** @file Separable convolutions as steps on pictures: 3x3 within each channel, then 1x1 over the channels. */
import type { Step } from './convolutions.ts';
import type { KernelModule } from './kernel-module.ts';
import { rowOf, type Picture } from './picture.ts';

const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Rows that a 3x3 window needs. */
const WINDOW = 3;

/** A 3x3 convolution within each channel, in the module's memory. */
export interface DepthwiseWeights {
  readonly channels: number;
  /** Address of `[channels / 4, 3, 3, 4]`. */
  readonly filters: number;
  readonly bias: number;
}

/** A 1x1 convolution, in the module's memory. */
export interface PointwiseWeights {
  readonly inputs: number;
  readonly outputs: number;
  /** Address of the matrix in panels, see `filters.ts`. */
  readonly panels: number;
  readonly bias: number;
}

/** To few channels and back to many. */
export interface SeparableWeights {
  readonly into: DepthwiseWeights;
  readonly narrow: PointwiseWeights;
  readonly within: DepthwiseWeights;
  readonly wide: PointwiseWeights;
}

/** `output = convolution(input)`, 3x3 within each channel, of every second pixel. @param input with a border of one */
export function depthwiseConvolution(
  module: KernelModule,
  { channels, filters, bias }: DepthwiseWeights,
  input: Picture,
  output: Picture,
): Step {
  const { depthwiseRow } = module.functions;
  return () => {
    for (let row = 0; row < output.height; row++) {
      const middle = rowOf(input, 2 * row) - input.pixelStep;
      const [above, below] = [middle - input.rowStep, middle + input.rowStep];
      depthwiseRow(above, middle, below, channels, 2, filters, bias, output.width, rowOf(output, row));
    }
  };
}

/** `output = convolution(input)`, 1x1, without what is below zero when `isRectified`. */
export function pointwiseConvolution(
  module: KernelModule,
  weights: PointwiseWeights,
  input: Picture,
  output: Picture,
  isRectified: boolean,
): Step {
  return () => {
    for (let row = 0; row < output.height; row++) {
      pointwiseRow(module, weights, rowOf(input, row), output.width, rowOf(output, row), isRectified, false);
    }
  };
}

/**
 * `output = max(0, wide(within(max(0, narrow(into(input))))))`, with what is in `output` added before the last maximum when `isAdded`.
 * Row by row, so that what lies between is in the cache; input and output may be one picture.
 *
 * @param input with a border of one
 * @param stride 2 where the output has half the size
 */
export function separableConvolution(
  module: KernelModule,
  { into, narrow, within, wide }: SeparableWeights,
  input: Picture,
  output: Picture,
  stride: 1 | 2,
  isAdded: boolean,
): Step {
  const { width, height } = output;
  const narrowPixel = narrow.outputs * NUMBER_BYTES;
  const narrowRow = (width + 2) * narrow.outputs;
  // Rows of zeros at first, of which the border stays so.
  const ring = Array.from({ length: WINDOW }, () => module.allocate(narrowRow));
  const none = module.allocate(narrowRow);
  const filtered = module.allocate(width * Math.max(into.channels, within.channels));
  const { depthwiseRow } = module.functions;
  const ringRow = (row: number): number =>
    row < 0 || row >= height ? none : (ring[row % WINDOW] ?? Number.NaN);
  return () => {
    for (let row = 0; row <= height; row++) {
      if (row < height) {
        const middle = rowOf(input, row * stride) - input.pixelStep;
        const [above, below] = [middle - input.rowStep, middle + input.rowStep];
        const { channels, filters, bias } = into;
        depthwiseRow(above, middle, below, channels, stride, filters, bias, width, filtered);
        pointwiseRow(module, narrow, filtered, width, ringRow(row) + narrowPixel, true, false);
      }
      if (row === 0) continue;
      // The row before has all three that it needs, and its own input has been read by now.
      const [above, middle, below] = [ringRow(row - 2), ringRow(row - 1), ringRow(row)];
      const { channels, filters, bias } = within;
      depthwiseRow(above, middle, below, channels, 1, filters, bias, width, filtered);
      pointwiseRow(module, wide, filtered, width, rowOf(output, row - 1), true, isAdded);
    }
  };
}

function pointwiseRow(
  module: KernelModule,
  { inputs, outputs, panels, bias }: PointwiseWeights,
  from: number,
  width: number,
  to: number,
  isRectified: boolean,
  isAdded: boolean,
): void {
  module.functions.multiply(
    from,
    inputs * NUMBER_BYTES,
    width,
    panels,
    bias,
    inputs,
    outputs,
    isRectified,
    isAdded,
    to,
    outputs * NUMBER_BYTES,
  );
}
