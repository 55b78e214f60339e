/** @file How bright a picture is. */
import type { Pixels } from './pixels.ts';

/**
 * Mean luma of the middle half of each side, 0..255: in a face crop that is the face, whatever stands around it.
 * Source: weights of ITU-R BT.601.
 */
export function meanLuma({ width, height, data }: Pixels): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(height / 4); y < Math.ceil((height * 3) / 4); y++) {
    for (let x = Math.floor(width / 4); x < Math.ceil((width * 3) / 4); x++) {
      const at = (y * width + x) * 4;
      sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Brightness alone, row by row, 0..255. */
export interface LumaPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Of each pixel, by the weights of ITU-R BT.601 in parts of 256.
 *
 * @param spare memory that may be written to, where it has the right length
 */
export function lumaOf({ width, height, data }: Pixels, spare?: Uint8Array): LumaPlane {
  const plane = spare?.length === width * height ? spare : new Uint8Array(width * height);
  for (let index = 0, at = 0; index < plane.length; index++, at += 4) {
    plane[index] = (77 * (data[at] ?? 0) + 150 * (data[at + 1] ?? 0) + 29 * (data[at + 2] ?? 0)) >> 8;
  }
  return { width, height, data: plane };
}
