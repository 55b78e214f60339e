/** @file Whether two ways of reading one picture have read the same. */
import type { Pixels } from './pixels.ts';

/** Means of squares of this side are compared: what a filter does within them does not count, what happens to colours does. */
const SIDE_PX = 8;
/**
 * Mean difference of a channel, of 255, over all squares. Worked out for single colours: a wrong range makes 6 to 13 on skin,
 * clothes and walls, a wrong matrix (BT.601 for BT.709) 2 to 3 on skin and clothes, and rounding less than 1.
 */
const MOST_DIFFERENCE = 2;
/** Mean distance of a channel from its mean: a picture with less (black, fading in) looks alike however it is read. */
const LEAST_CONTRAST = 8;

/** Undefined where `trusted` shows too little to tell. Both have the same size. */
export function isAlike(trusted: Pixels, other: Pixels): boolean | undefined {
  if (other.width !== trusted.width || other.height !== trusted.height) return false;
  const [means, others] = [squaresOf(trusted), squaresOf(other)];
  if (means.length === 0) return undefined;
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  let contrast = 0;
  let difference = 0;
  for (const [index, value] of means.entries()) {
    contrast += Math.abs(value - mean);
    difference += Math.abs(value - (others[index] ?? 0));
  }
  if (contrast / means.length < LEAST_CONTRAST) return undefined;
  return difference / means.length <= MOST_DIFFERENCE;
}

/** The mean red, green and blue of each whole square. */
function squaresOf({ width, height, data }: Pixels): Float32Array {
  const [across, down] = [Math.floor(width / SIDE_PX), Math.floor(height / SIDE_PX)];
  const means = new Float32Array(across * down * 3);
  for (let y = 0; y < down * SIDE_PX; y++) {
    for (let x = 0; x < across * SIDE_PX; x++) {
      const to = (Math.floor(y / SIDE_PX) * across + Math.floor(x / SIDE_PX)) * 3;
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        means[to + channel] = (means[to + channel] ?? 0) + (data[at + channel] ?? 0) / (SIDE_PX * SIDE_PX);
    }
  }
  return means;
}
