/**
 * @file A picture of which each channel of a row lies by itself, `[height, channels, width]` float32, with zeros around it. Between two
 * planes lie four numbers of zero: the right border of one and the left border of the next.
 */
import type { KernelModule } from './kernel-module.ts';

export const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Numbers of one vector. */
const VECTOR = 4;

export interface Planes {
  /** Pixels, without the border. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Address of the first row's first channel's first pixel. */
  readonly start: number;
  /** From one channel to the next. */
  readonly planeStep: number;
  readonly rowStep: number;
}

export function allocatePlanes(
  module: KernelModule,
  [height, channels, width]: readonly [number, number, number],
): Planes {
  const plane = Math.ceil(width / VECTOR) * VECTOR + VECTOR;
  const row = channels * plane;
  // A row of border above and below, and the left border of the first and the right one of the last plane.
  const start = module.allocate((height + 2) * row + 2 * VECTOR) + (row + VECTOR) * NUMBER_BYTES;
  return {
    height,
    width,
    channels,
    start,
    planeStep: plane * NUMBER_BYTES,
    rowStep: row * NUMBER_BYTES,
  };
}

export function rowOfPlanes({ start, rowStep }: Planes, row: number): number {
  return start + row * rowStep;
}
