/** @file A picture inside the network: `[height, width, channels]` float32, with a border of zeros that is never written. */
import type { KernelModule } from './kernel-module.ts';

const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;

export interface Picture {
  /** Pixels of one side, without the border. */
  readonly size: number;
  readonly channels: number;
  /** Address of the first pixel within the border. */
  readonly start: number;
  readonly pixelStep: number;
  readonly rowStep: number;
}

/**
 * @param before pixels of border on the left and above
 * @param after pixels of border on the right and below
 */
export function allocatePicture(
  module: KernelModule,
  size: number,
  channels: number,
  before = 0,
  after = 0,
): Picture {
  const side = before + size + after;
  const pixelStep = channels * NUMBER_BYTES;
  const rowStep = side * pixelStep;
  const start = module.allocate(side * side * channels) + before * (rowStep + pixelStep);
  return { size, channels, start, pixelStep, rowStep };
}

export function rowOf({ start, rowStep }: Picture, row: number): number {
  return start + row * rowStep;
}
