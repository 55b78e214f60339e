/**
 * @file From one panel of eight channels to panels of half the sides, as TensorFlow Lite lays windows: none
 * begins beyond the picture, and the last ones end one pixel beyond it. Pointers are in bytes.
 */
import { multiplyAdd } from './multiply-add';

const VECTOR: usize = 16;
const EIGHT: usize = 32;
const TWO_PIXELS: usize = 64;

/**
 * A convolution of 3x3 and the maxima of 2x2, both two pixels apart, from one look at the picture.
 *
 * @param from `[size, size, 8]`
 * @param size even
 * @param weights `[3, 3, 8]`
 * @param zeros as long as a row of the picture: what lies below
 * @param filtered `[size / 2, size / 2, 8]`
 * @param maxima `[size / 2, size / 2, 8]`
 */
export function halvePanel(
  from: usize,
  size: i32,
  weights: usize,
  bias: usize,
  zeros: usize,
  filtered: usize,
  maxima: usize,
): void {
  const rowStep = EIGHT * <usize>size;
  for (let y = 0; y < size; y += 2) {
    const above = from + rowStep * <usize>y;
    const middle = above + rowStep;
    const below = y === size - 2 ? zeros : middle + rowStep;
    for (let half: usize = 0; half < EIGHT; half += VECTOR) {
      halveRow(
        above + half,
        middle + half,
        below + half,
        rowStep,
        weights + half,
        v128.load(bias + half),
        filtered + half,
        maxima + half,
      );
    }
    filtered += rowStep / 2;
    maxima += rowStep / 2;
  }
}

function halveRow(
  above: usize,
  middle: usize,
  below: usize,
  rowStep: usize,
  weights: usize,
  bias: v128,
  filtered: usize,
  maxima: usize,
): void {
  const w00 = v128.load(weights);
  const w01 = v128.load(weights, 32);
  const w02 = v128.load(weights, 64);
  const w10 = v128.load(weights, 96);
  const w11 = v128.load(weights, 128);
  const w12 = v128.load(weights, 160);
  const w20 = v128.load(weights, 192);
  const w21 = v128.load(weights, 224);
  const w22 = v128.load(weights, 256);
  const end = above + rowStep;
  let a = v128.load(above);
  let b = v128.load(middle);
  let c = v128.load(below);
  while (above < end) {
    let sum = multiplyAdd(c, w20, multiplyAdd(b, w10, multiplyAdd(a, w00, bias)));
    let most = f32x4.pmax(a, b);
    a = v128.load(above, 32);
    b = v128.load(middle, 32);
    c = v128.load(below, 32);
    sum = multiplyAdd(c, w21, multiplyAdd(b, w11, multiplyAdd(a, w01, sum)));
    most = f32x4.pmax(most, f32x4.pmax(a, b));
    above += TWO_PIXELS;
    middle += TWO_PIXELS;
    below += TWO_PIXELS;
    if (above < end) {
      a = v128.load(above);
      b = v128.load(middle);
      c = v128.load(below);
      sum = multiplyAdd(c, w22, multiplyAdd(b, w12, multiplyAdd(a, w02, sum)));
    }
    v128.store(filtered, sum);
    v128.store(maxima, most);
    filtered += EIGHT;
    maxima += EIGHT;
  }
}
