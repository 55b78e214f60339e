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
