/** @file Numbers of 16 bits, IEEE 754 binary16. */

const FRACTION_BITS = 10;
const FRACTION = 2 ** FRACTION_BITS;
const BIAS = 15;
const LARGEST_EXPONENT = 31;
/** By exponent. Files have hundreds of thousands of numbers: working out each power took most of the time. */
const SCALES = Float64Array.from({ length: LARGEST_EXPONENT }, (_, exponent) => 2 ** (exponent - BIAS));

export function halfToFloat(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> FRACTION_BITS) & LARGEST_EXPONENT;
  const fraction = (bits % FRACTION) / FRACTION;
  if (exponent === 0) return sign * fraction * 2 ** (1 - BIAS);
  if (exponent === LARGEST_EXPONENT) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction) * (SCALES[exponent] ?? Number.NaN);
}
