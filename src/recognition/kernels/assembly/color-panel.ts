/**
 * @file The first convolution of a network: from the colors of a picture, `[height, width, 3]` float32, to a
 * panel of eight channels.
 */
import { multiplyAdd } from './multiply-add';
import { prelu } from './prelu';

const NUMBER: usize = 4;
const EIGHT: usize = 32;
const PIXELS: i32 = 4;
/** From one output to the next in the picture: two pixels of three colors. */
const TWO_PIXELS: usize = 24;
/** Three pixels of three colors: one row of a window. */
const WINDOW_ROW: usize = 36;

/**
 * `out = prelu(convolution(picture) + bias)`, 3x3, of every second pixel. A tile is four outputs by eight
 * channels, as in `multiplyPanels`.
 *
 * @param from the first window's upper left corner, border included
 * @param rowStep from one row of the picture to the next, in bytes
 * @param size outputs of one side, at least four
 * @param weights `[3, 3, 3, 8]`: row, column, color, channel
 * @param out `[size, size, 8]`
 */
export function convolveColors(
  from: usize,
  rowStep: usize,
  size: i32,
  weights: usize,
  bias: usize,
  slopes: usize,
  out: usize,
): void {
  const left = v128.load(slopes);
  const right = v128.load(slopes, 16);
  const end = weights + 27 * EIGHT;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x += PIXELS) {
      // The last tile of a row begins earlier, so that none ends beyond it.
      const first = <usize>min(x, size - PIXELS);
      let s00 = v128.load(bias);
      let s01 = v128.load(bias, 16);
      let s10 = s00;
      let s11 = s01;
      let s20 = s00;
      let s21 = s01;
      let s30 = s00;
      let s31 = s01;
      let start = from + first * TWO_PIXELS;
      let row = weights;
      while (row < end) {
        const stop = start + WINDOW_ROW;
        let at = start;
        while (at < stop) {
          const b0 = v128.load(row);
          const b1 = v128.load(row, 16);
          let one = v128.load32_splat(at);
          s00 = multiplyAdd(one, b0, s00);
          s01 = multiplyAdd(one, b1, s01);
          one = v128.load32_splat(at, 24);
          s10 = multiplyAdd(one, b0, s10);
          s11 = multiplyAdd(one, b1, s11);
          one = v128.load32_splat(at, 48);
          s20 = multiplyAdd(one, b0, s20);
          s21 = multiplyAdd(one, b1, s21);
          one = v128.load32_splat(at, 72);
          s30 = multiplyAdd(one, b0, s30);
          s31 = multiplyAdd(one, b1, s31);
          at += NUMBER;
          row += EIGHT;
        }
        start += rowStep;
      }
      const to = out + first * EIGHT;
      v128.store(to, prelu(s00, left));
      v128.store(to, prelu(s01, right), 16);
      v128.store(to, prelu(s10, left), 32);
      v128.store(to, prelu(s11, right), 48);
      v128.store(to, prelu(s20, left), 64);
      v128.store(to, prelu(s21, right), 80);
      v128.store(to, prelu(s30, left), 96);
      v128.store(to, prelu(s31, right), 112);
    }
    from += rowStep * 2;
    out += EIGHT * <usize>size;
  }
}
