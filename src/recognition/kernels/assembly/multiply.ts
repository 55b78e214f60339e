/** @file The matrix product that nearly all of the network's time goes into. Row-major float32, pointers in bytes. */
import { multiplyAdd } from './multiply-add';

/** What is added up at once: eight columns, in two vectors of four, by four rows. More does not fit into the registers that V8 uses. */
const PANEL: i32 = 8;
const PANEL_BYTES: usize = 32;
const ROWS: i32 = 4;

/**
 * `out = a * b + bias`, and zero for what is below zero when `isRectified`. Of the last rows, where there are fewer than four, the first
 * is worked out again and left. All in one function: with the innermost loop in one of its own, V8 came to 36 GFLOP/s instead
 * of 50.
 *
 * @param a `[rows, depth]`, a row every `aStep` bytes
 * @param b in panels of eight columns, `[columns / 8, depth, 8]`
 * @param bias `[columns]`
 * @param columns a multiple of eight
 * @param out `[rows, columns]`, a row every `outStep` bytes
 */
export function multiply(
  a: usize,
  aStep: usize,
  rows: i32,
  b: usize,
  bias: usize,
  depth: i32,
  columns: i32,
  isRectified: bool,
  out: usize,
  outStep: usize,
): void {
  for (let column = 0; column < columns; column += PANEL) {
    for (let row = 0; row < rows; row += ROWS) {
      const left = rows - row;
      const second = left > 1 ? aStep : 0;
      const third = left > 2 ? aStep * 2 : 0;
      const fourth = left > 3 ? aStep * 3 : 0;
      let s00 = v128.load(bias);
      let s01 = v128.load(bias, 16);
      let s10 = s00;
      let s11 = s01;
      let s20 = s00;
      let s21 = s01;
      let s30 = s00;
      let s31 = s01;
      let from = a + <usize>row * aStep;
      let panel = b;
      const end = from + ((<usize>depth) << 2);
      while (from < end) {
        const b0 = v128.load(panel);
        const b1 = v128.load(panel, 16);
        let one = v128.load32_splat(from);
        s00 = multiplyAdd(one, b0, s00);
        s01 = multiplyAdd(one, b1, s01);
        one = v128.load32_splat(from + second);
        s10 = multiplyAdd(one, b0, s10);
        s11 = multiplyAdd(one, b1, s11);
        one = v128.load32_splat(from + third);
        s20 = multiplyAdd(one, b0, s20);
        s21 = multiplyAdd(one, b1, s21);
        one = v128.load32_splat(from + fourth);
        s30 = multiplyAdd(one, b0, s30);
        s31 = multiplyAdd(one, b1, s31);
        from += 4;
        panel += PANEL_BYTES;
      }
      const to = out + <usize>row * outStep;
      store(to, s00, s01, isRectified);
      if (left > 1) store(to + outStep, s10, s11, isRectified);
      if (left > 2) store(to + outStep * 2, s20, s21, isRectified);
      if (left > 3) store(to + outStep * 3, s30, s31, isRectified);
    }
    b += <usize>depth * PANEL_BYTES;
    bias += PANEL_BYTES;
    out += PANEL_BYTES;
  }
}

function store(out: usize, left: v128, right: v128, isRectified: bool): void {
  const zero = f32x4.splat(0);
  v128.store(out, isRectified ? f32x4.pmax(left, zero) : left);
  v128.store(out, isRectified ? f32x4.pmax(right, zero) : right, 16);
}
