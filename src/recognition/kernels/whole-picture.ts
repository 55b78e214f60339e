/**
 * @file Pictures between convolutions of whole numbers. A convolution writes float32 (`FloatPicture`); the next one reads
 * whole numbers of 16 bits with a border of zeros (`WholePicture`). Channels of a pixel lie side by side in both.
 */
import type { Arena, Region } from './arena.ts';
import type { KernelModule } from './kernel-module.ts';
import { MOST_INPUT } from './whole-filters.ts';

/** `[size, size, channels]` float32 without a border, or some of the channels of such a picture. */
export interface FloatPicture {
  readonly size: number;
  readonly channels: number;
  readonly start: number;
  /** From one pixel to the next. */
  readonly pixelStep: number;
}

/** `[height, width, channels]` i16; a unit of it stands for `step`, which each face sets anew. */
export interface WholePicture {
  readonly size: number;
  readonly channels: number;
  readonly region: Region;
  /** The first pixel within the border. */
  readonly start: number;
  readonly pixelStep: number;
  readonly rowStep: number;
  step: number;
}

/** Pixels of zeros: above and below a picture, and at either side. */
export interface Border {
  readonly rows: number;
  readonly columns: number;
}

export const NO_BORDER: Border = { rows: 0, columns: 0 };
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
const WHOLE_BYTES = Int16Array.BYTES_PER_ELEMENT;

export function floatBytes(size: number, channels: number): number {
  return size ** 2 * channels * FLOAT_BYTES;
}

export function floatPictureAt(start: number, size: number, channels: number): FloatPicture {
  return { size, channels, start, pixelStep: channels * FLOAT_BYTES };
}

/** The same pixels, `channels` of them from `first` on: what is written to one is read from the other. */
export function channelsOf(picture: FloatPicture, first: number, channels: number): FloatPicture {
  return { ...picture, channels, start: picture.start + first * FLOAT_BYTES };
}

export function takeWholePicture(
  arena: Arena,
  size: number,
  channels: number,
  { rows, columns }: Border,
): WholePicture {
  const pixelStep = channels * WHOLE_BYTES;
  const rowStep = (size + 2 * columns) * pixelStep;
  const region = arena.take((size + 2 * rows) * rowStep);
  const start = region.start + rows * rowStep + columns * pixelStep;
  return { size, channels, region, start, pixelStep, rowStep, step: 1 };
}

/** Sets `output` to the nearest whole numbers of `input`, so that the largest one is at their limit. */
export function toWhole(module: KernelModule, input: FloatPicture, output: WholePicture): () => void {
  const { largestOf, toWholeNumbers, clear } = module.functions;
  const { start, pixelStep, channels, size } = input;
  const { region } = output;
  const hasBorder = output.start > region.start;
  return () => {
    const largest = largestOf(start, pixelStep, channels, size ** 2);
    output.step = largest > 0 ? largest / MOST_INPUT : 1;
    if (hasBorder) clear(region.start, region.bytes);
    toWholeNumbers(start, pixelStep, channels, size, 1 / output.step, output.start, output.rowStep);
  };
}
