/** @file How bright a picture is. */
import { brightnessOf, isYuv, type FramePixels, type YuvPixels } from './yuv.ts';

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
