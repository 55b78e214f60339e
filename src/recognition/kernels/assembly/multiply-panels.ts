/**
 * @file The matrix product of 1x1 convolutions, on pictures whose channels lie in panels of eight: `[channels
 * / 8, pixels, 8]` float32. All addresses of a tile are then one pointer and constants. Pointers and steps
 * are in bytes.
 */
import { multiplyAdd } from './multiply-add';
import { prelu } from './prelu';

/** Eight numbers: the channels of one pixel that lie side by side, or one row of a panel of weights. */
const EIGHT: usize = 32;
const NUMBER: usize = 4;
const PIXELS: i32 = 4;
const TILE: usize = 4 * EIGHT;

/**
 * `out = prelu(a * b + bias)`, or `prelu(a * b + bias + out)` when `isAdded`. A tile is four pixels by eight
 * channels. The last one is computed as a whole, so pictures have room for whole tiles.
 *
 * The innermost loop takes one step of the depth. Do not unroll it: V8 up to Node 20 moves all loads of a
 * loop's body before its products, and those of two steps do not fit into 15 registers (20 GFLOP/s instead of
 * 50; 27 to 47 instead of 55 in Chrome 156).
 *
 * @param a `[depth / 8, pixels, 8]`
 * @param aStep from one panel of `a` to the next
 * @param b `[columns / 8, depth, 8]`
 * @param bias `[columns]`
 * @param slopes `[columns]`
 * @param depth a multiple of eight
 * @param columns a multiple of eight
 * @param out `[columns / 8, pixels, 8]`
 * @param outStep from one panel of `out` to the next
 */
export function multiplyPanels(
  a: usize,
  aStep: usize,
  pixels: i32,
  b: usize,
  bias: usize,
  slopes: usize,
  depth: i32,
  columns: i32,
  isAdded: bool,
  out: usize,
  outStep: usize,
): void {
  const bStep = <usize>depth * EIGHT;
  for (let column = 0; column < columns; column += 8) {
    const end = b + bStep;
    let tile = a;
    let to = out;
    for (let pixel = 0; pixel < pixels; pixel += PIXELS) {
      let s00 = v128.load(bias);
      let s01 = v128.load(bias, 16);
      let s10 = s00;
      let s11 = s01;
      let s20 = s00;
      let s21 = s01;
      let s30 = s00;
      let s31 = s01;
      if (isAdded) {
        s00 = f32x4.add(s00, v128.load(to));
        s01 = f32x4.add(s01, v128.load(to, 16));
        s10 = f32x4.add(s10, v128.load(to, 32));
        s11 = f32x4.add(s11, v128.load(to, 48));
        s20 = f32x4.add(s20, v128.load(to, 64));
        s21 = f32x4.add(s21, v128.load(to, 80));
        s30 = f32x4.add(s30, v128.load(to, 96));
        s31 = f32x4.add(s31, v128.load(to, 112));
      }
      let from = tile;
      let row = b;
      while (row < end) {
        const stop = from + EIGHT;
        let at = from;
        while (at < stop) {
          const b0 = v128.load(row);
          const b1 = v128.load(row, 16);
          let one = v128.load32_splat(at);
          s00 = multiplyAdd(one, b0, s00);
          s01 = multiplyAdd(one, b1, s01);
          one = v128.load32_splat(at, 32);
          s10 = multiplyAdd(one, b0, s10);
          s11 = multiplyAdd(one, b1, s11);
          one = v128.load32_splat(at, 64);
          s20 = multiplyAdd(one, b0, s20);
          s21 = multiplyAdd(one, b1, s21);
          one = v128.load32_splat(at, 96);
          s30 = multiplyAdd(one, b0, s30);
          s31 = multiplyAdd(one, b1, s31);
          at += NUMBER;
          row += EIGHT;
        }
        from += aStep;
      }
      const left = v128.load(slopes);
      const right = v128.load(slopes, 16);
      v128.store(to, prelu(s00, left));
      v128.store(to, prelu(s01, right), 16);
      v128.store(to, prelu(s10, left), 32);
      v128.store(to, prelu(s11, right), 48);
      v128.store(to, prelu(s20, left), 64);
      v128.store(to, prelu(s21, right), 80);
      v128.store(to, prelu(s30, left), 96);
      v128.store(to, prelu(s31, right), 112);
      tile += TILE;
      to += TILE;
    }
    b += bStep;
    bias += EIGHT;
    slopes += EIGHT;
    out += outStep;
  }
}
