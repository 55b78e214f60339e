/** @file The colors of a face as whole numbers: what the first convolution reads. */
import type { KernelModule } from './kernel-module.ts';
import { MOST_INPUT } from './whole-filters.ts';
import type { WholePicture } from './whole-picture.ts';

const COLORS = 3;
/** Three colors and a zero, since products take two numbers at once. */
export const COLOR_CHANNELS = 4;

/** As a convolution does with sums: the largest number comes to the limit. @param values `[size, size, 3]` */
export function writeColors(module: KernelModule, values: Float32Array, picture: WholePicture): void {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  picture.step = largest > 0 ? largest / MOST_INPUT : 1;
  const bytes = module.bytes(picture.start, picture.size * picture.rowStep);
  const pixels = new Int16Array(bytes.buffer, bytes.byteOffset, picture.size ** 2 * COLOR_CHANNELS);
  for (let from = 0, to = 0; from < values.length; from += COLORS, to += COLOR_CHANNELS) {
    for (let color = 0; color < COLORS; color++) {
      pixels[to + color] = Math.round((values[from + color] ?? 0) / picture.step);
    }
    pixels[to + COLORS] = 0;
  }
}
