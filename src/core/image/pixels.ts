/** @file The pixel type of the pure rooms, and cutting, padding and mirroring on it. */
import type { PixelBox } from '../geometry/bounding-box.ts';
import { stretch, warp } from './warp.ts';

/** RGBA pixels, row by row, 8 bits per channel, not premultiplied. A browser `ImageData` already fits. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** The picture as seen in a mirror (left and right exchanged). */
export function mirror(pixels: Pixels): Pixels {
  const { width, height } = pixels;
  const source = asWords(pixels.data);
  const mirrored = new Uint8ClampedArray(pixels.data.length);
  const target = asWords(mirrored);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) target[row + x] = source[row + width - 1 - x] ?? 0;
  }
  return { width, height, data: mirrored };
}

/** The picture in the middle of a larger black one; `marginPx` is added on each side. */
export function pad(pixels: Pixels, marginPx: number): Pixels {
  const width = pixels.width + 2 * marginPx;
  const height = pixels.height + 2 * marginPx;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  const rowBytes = pixels.width * 4;
  for (let y = 0; y < pixels.height; y++) {
    const start = y * rowBytes;
    data.set(pixels.data.subarray(start, start + rowBytes), ((y + marginPx) * width + marginPx) * 4);
  }
  return { width, height, data };
}

/** The part of a picture that lies in `box`, to whole pixels, at its own size. */
export function cutPart(pixels: Pixels, box: PixelBox): Pixels {
  const [left, top] = [Math.round(box.leftPx), Math.round(box.topPx)];
  const width = Math.min(pixels.width, Math.round(box.leftPx + box.widthPx)) - left;
  const height = Math.min(pixels.height, Math.round(box.topPx + box.heightPx)) - top;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * pixels.width + left) * 4;
    data.set(pixels.data.subarray(start, start + width * 4), y * width * 4);
  }
  return { width, height, data };
}

/**
 * Cuts `box` (pixels of the picture, may leave it) and scales it to `sizePx` squared: the mean of the covered pixels
 * when it shrinks, bilinear when it grows. What lies outside the picture is black.
 */
export function cutSquare(pixels: Pixels, box: PixelBox, sizePx: number): Pixels {
  return warp(pixels, ...stretch(box, sizePx, sizePx));
}

function asWords(data: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}
