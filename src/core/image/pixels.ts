/** @file The pixel type of the pure rooms, and cutting, padding and mirroring on it. */
import type { PixelBox } from '../geometry/bounding-box.ts';

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
  const data = new Uint8ClampedArray(sizePx * sizePx * 4);
  const step = box.widthPx / sizePx;
  // One tap per source pixel that a target pixel covers, so that strong shrinking does not alias.
  const taps = Math.max(1, Math.ceil(step));
  const color: Color = { red: 0, green: 0, blue: 0 };
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      color.red = color.green = color.blue = 0;
      for (let tapY = 0; tapY < taps; tapY++) {
        for (let tapX = 0; tapX < taps; tapX++) {
          const sourceX = box.leftPx + (x + (tapX + 0.5) / taps) * step - 0.5;
          const sourceY = box.topPx + (y + (tapY + 0.5) / taps) * step - 0.5;
          addBilinear(pixels, sourceX, sourceY, color);
        }
      }
      setColor(data, (y * sizePx + x) * 4, color, 1 / (taps * taps));
    }
  }
  return { width: sizePx, height: sizePx, data };
}

/** A sum of colours, each 0..255 times the weights that were added. Mutable: made once a picture, not once a pixel. */
export interface Color {
  red: number;
  green: number;
  blue: number;
}

/** Adds the bilinearly interpolated colour at (x, y), pixel centres at integers, to `sum`, which it mutates. */
export function addBilinear({ width, height, data }: Pixels, x: number, y: number, sum: Color): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const shareX = x - left;
  const shareY = y - top;
  for (let dy = 0; dy < 2; dy++) {
    const row = top + dy;
    if (row < 0 || row >= height) continue;
    const weightY = dy === 0 ? 1 - shareY : shareY;
    for (let dx = 0; dx < 2; dx++) {
      const column = left + dx;
      if (column < 0 || column >= width) continue;
      const weight = weightY * (dx === 0 ? 1 - shareX : shareX);
      const at = (row * width + column) * 4;
      sum.red += (data[at] ?? 0) * weight;
      sum.green += (data[at + 1] ?? 0) * weight;
      sum.blue += (data[at + 2] ?? 0) * weight;
    }
  }
}

/** Writes `share` of the colour as an opaque pixel at index `at` of `data`, which it mutates. */
export function setColor(
  data: Uint8ClampedArray,
  at: number,
  { red, green, blue }: Color,
  share: number,
): void {
  data[at] = red * share;
  data[at + 1] = green * share;
  data[at + 2] = blue * share;
  data[at + 3] = 255;
}

function asWords(data: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}
