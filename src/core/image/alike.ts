/** @file Whether two ways of reading one picture have read the same. */
import type { Pixels } from './pixels.ts';

/**
 * Mean difference of a channel, of 255. Rounding and another filter make 1 to 2, a wrong matrix (BT.601 for BT.709) about 4 on
 * faces, a wrong range 10 and more (`npm run measure:grab`).
 */
const MOST_DIFFERENCE = 3;
/** Mean distance of the brightness from its mean: a picture with less (black, fading in) looks alike however it is read. */
const LEAST_CONTRAST = 8;
/** Of sixteen pixels one is compared: some thousand. */
const STRIDE = 16 * 4;

/** Undefined where `trusted` shows too little to tell. Both have the same size. */
export function isAlike(trusted: Pixels, other: Pixels): boolean | undefined {
  const { data } = trusted;
  if (other.data.length !== data.length) return false;
  const count = Math.ceil(data.length / STRIDE);
  let sum = 0;
  for (let at = 0; at < data.length; at += STRIDE) sum += data[at + 1] ?? 0;
  const mean = sum / count;
  let contrast = 0;
  let difference = 0;
  for (let at = 0; at < data.length; at += STRIDE) {
    contrast += Math.abs((data[at + 1] ?? 0) - mean);
    for (let channel = at; channel < at + 3; channel++)
      difference += Math.abs((data[channel] ?? 0) - (other.data[channel] ?? 0));
  }
  if (contrast / count < LEAST_CONTRAST) return undefined;
  return difference / count / 3 <= MOST_DIFFERENCE;
}
