/** @file The pixel type of the pure rooms, and cutting, padding and mirroring on it. */
import type { PixelBox } from '../geometry/bounding-box.ts';

/** RGBA pixels, row by row, 8 bits per channel, not premultiplied. A browser `ImageData` already fits. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** True when `data` is exactly as long as width and height say. */
export function isConsistent(pixels: Pixels): boolean {
  return pixels.data.length === pixels.width * pixels.height * 4;
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

/**
 * Cuts `box` (pixels of the picture, may leave it) and scales it to `sizePx` squared: the mean of the covered pixels
 * when it shrinks, bilinear when it grows. What lies outside the picture is black.
 */
export function cutSquare(pixels: Pixels, box: PixelBox, sizePx: number): Pixels {
  const data = new Uint8ClampedArray(sizePx * sizePx * 4);
  const step = box.widthPx / sizePx;
  // One tap per source pixel that a target pixel covers, so that strong shrinking does not alias.
  const taps = Math.max(1, Math.ceil(step));
  const sum = new Float32Array(3);
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      sum.fill(0);
      for (let tapY = 0; tapY < taps; tapY++) {
        for (let tapX = 0; tapX < taps; tapX++) {
          const sourceX = box.leftPx + (x + (tapX + 0.5) / taps) * step - 0.5;
          const sourceY = box.topPx + (y + (tapY + 0.5) / taps) * step - 0.5;
          addBilinear(pixels, sourceX, sourceY, sum);
        }
      }
      const at = (y * sizePx + x) * 4;
      const share = 1 / (taps * taps);
      data[at] = (sum[0] ?? 0) * share;
      data[at + 1] = (sum[1] ?? 0) * share;
      data[at + 2] = (sum[2] ?? 0) * share;
      data[at + 3] = 255;
    }
  }
  return { width: sizePx, height: sizePx, data };
}

/** Adds the bilinearly interpolated colour at (x, y), pixel centres at integers, to `sum` (3 numbers). Mutates `sum`. */
export function addBilinear(pixels: Pixels, x: number, y: number, sum: Float32Array): void {
  const { width, height, data } = pixels;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  for (let dy = 0; dy < 2; dy++) {
    const py = y0 + dy;
    if (py < 0 || py >= height) continue;
    const weightY = dy === 0 ? 1 - fy : fy;
    for (let dx = 0; dx < 2; dx++) {
      const px = x0 + dx;
      if (px < 0 || px >= width) continue;
      const weight = weightY * (dx === 0 ? 1 - fx : fx);
      const at = (py * width + px) * 4;
      sum[0] = (sum[0] ?? 0) + (data[at] ?? 0) * weight;
      sum[1] = (sum[1] ?? 0) + (data[at + 1] ?? 0) * weight;
      sum[2] = (sum[2] ?? 0) + (data[at + 2] ?? 0) * weight;
    }
  }
}

function asWords(data: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}
