/** @file A picture inside the network: `[height, width, channels]` float32, with a border of zeros that is never written. */
import type { KernelModule } from './kernel-module.ts';

const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;

export interface Picture {
  /** Pixels, without the border. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Address of the first pixel within the border. */
  readonly start: number;
  readonly pixelStep: number;
  readonly rowStep: number;
}

/** Of a picture, in pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * @param before pixels of border on the left and above
 * @param after pixels of border on the right and below
 */
export function allocatePicture(
  module: KernelModule,
  [height, width, channels]: readonly [number, number, number],
  before = 0,
  after = 0,
): Picture {
  const [rows, columns] = [before + height + after, before + width + after];
  const pixelStep = channels * NUMBER_BYTES;
  const rowStep = columns * pixelStep;
  const start = module.allocate(rows * columns * channels) + before * (rowStep + pixelStep);
  return { height, width, channels, start, pixelStep, rowStep };
}

export function rowOf({ start, rowStep }: Picture, row: number): number {
  return start + row * rowStep;
}

/** The same pixels: what is written to one is read from the other. */
export function partOf(picture: Picture, { x, y, width, height }: Part): Picture {
  return { ...picture, width, height, start: rowOf(picture, y) + x * picture.pixelStep };
}
