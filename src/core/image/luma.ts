/** @file How bright a picture is. */
import type { Pixels } from './pixels.ts';
import { brightnessOf, isYuv, type FramePixels, type YuvPixels } from './yuv.ts';

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
 * Of each pixel: the video's own, or by the weights of ITU-R BT.601 in parts of 256.
 *
 * @param spare memory that may be written to, where it has the right length
 */
export function lumaOf(pixels: FramePixels, spare?: Uint8Array): LumaPlane {
  const { width, height } = pixels;
  const plane = spare?.length === width * height ? spare : new Uint8Array(width * height);
  if (isYuv(pixels)) {
    const bright = brightnessIn(pixels);
    for (let at = 0; at < plane.length; at++) plane[at] = bright[pixels.data[at] ?? 0] ?? 0;
    return { width, height, data: plane };
  }
  const { data } = pixels;
  for (let index = 0, at = 0; index < plane.length; index++, at += 4) {
    plane[index] = (77 * (data[at] ?? 0) + 150 * (data[at + 1] ?? 0) + 29 * (data[at + 2] ?? 0)) >> 8;
  }
  return { width, height, data: plane };
}

/** What tells the brightness of single pixels, 0..255, by their place in the picture. */
export function lumaReader(pixels: FramePixels): (index: number) => number {
  const { data } = pixels;
  if (isYuv(pixels)) {
    const bright = brightnessIn(pixels);
    return (index) => bright[data[index] ?? 0] ?? 0;
  }
  return (index) =>
    0.299 * (data[index * 4] ?? 0) + 0.587 * (data[index * 4 + 1] ?? 0) + 0.114 * (data[index * 4 + 2] ?? 0);
}

/** 0..255 for each value that a video has for a brightness. */
const FULL_RANGE = brightnessTable(true);
const LIMITED_RANGE = brightnessTable(false);

function brightnessTable(isFullRange: boolean): Uint8ClampedArray {
  const { black, gain } = brightnessOf(isFullRange);
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => (value - black) * gain);
}

function brightnessIn({ space }: YuvPixels): Uint8ClampedArray {
  return space.isFullRange ? FULL_RANGE : LIMITED_RANGE;
}
