/**
 * @file The product behind every convolution of whole numbers of 16 bits. `i32x4.dot_i16x8_s` multiplies two neighbors of
 * the depth at once: eight products in two instructions, where float32 takes two for eight and on processors with two
 * multipliers and four adders the sums cost nothing. Pointers and steps are in bytes.
 */
import { multiplyAdd } from './multiply-add';

/** Columns of a panel. */
const PANEL: i32 = 16;
/** One step of the depth: two numbers of all columns of a panel. */
const STEP: usize = 64;
const PAIR: usize = 4;
/** Columns of a panel as float32. */
const PANEL_BYTES: usize = 64;

/**
 * `out = a * b * (scale * steps) + bias`, with what `out` holds added when `isAdded`, and zero for what is below zero when
 * `isRectified`. Each row of `a` is the window of one pixel: segments of a picture. A tile is two pixels by sixteen
 * columns: with four vectors of weights, two broadcasts and eight sums, nothing leaves the registers.
 *
 * @param from the first pixel's window
 * @param pixelStep from one window to the next
 * @param rowStep from the first window of a row to that of the next
 * @param width windows of a row
 * @param pixels windows in all
 * @param segments parts of a window
 * @param segmentStep from one part to the next
 * @param segmentBytes of one part: a multiple of four
 * @param b `[columns / 16, depth / 2, 16, 2]` i16
 * @param panelStep from one panel of `b` to the next
 * @param steps `[columns]` float32: what a unit of each column's products stands for
 * @param bias `[columns]` float32
 * @param scale what a unit of `a` stands for
 * @param columns a multiple of sixteen
 * @param out float32, a row for each pixel
 * @param outStep from one pixel to the next
 */
export function multiplyPairs(
  from: usize,
  pixelStep: usize,
  rowStep: usize,
  width: i32,
  pixels: i32,
  segments: i32,
  segmentStep: usize,
  segmentBytes: usize,
  b: usize,
  panelStep: usize,
  steps: usize,
  bias: usize,
  scale: f32,
  columns: i32,
  isAdded: bool,
  isRectified: bool,
  out: usize,
  outStep: usize,
): void {
  const least = f32x4.splat(isRectified ? 0 : -Infinity);
  const unit = f32x4.splat(scale);
  const gap = segmentStep - segmentBytes;
  const turn = rowStep - pixelStep * <usize>width;
  for (let column = 0; column < columns; column += PANEL) {
    let window = from;
    let x = 0;
    let to = out;
    for (let pixel = 0; pixel < pixels; pixel += 2) {
      let at = window;
      window += pixelStep;
      if (++x === width) {
        x = 0;
        window += turn;
      }
      const hasTwo = pixel + 1 < pixels;
      const second = hasTwo ? window - at : 0;
      window += pixelStep;
      if (++x === width) {
        x = 0;
        window += turn;
      }
      let s00 = i32x4.splat(0);
      let s01 = s00;
      let s02 = s00;
      let s03 = s00;
      let s10 = s00;
      let s11 = s00;
      let s12 = s00;
      let s13 = s00;
      let row = b;
      for (let segment = 0; segment < segments; segment++) {
        const end = at + segmentBytes;
        while (at < end) {
          const b0 = v128.load(row);
          const b1 = v128.load(row, 16);
          const b2 = v128.load(row, 32);
          const b3 = v128.load(row, 48);
          let pair = v128.load32_splat(at);
          s00 = i32x4.add(i32x4.dot_i16x8_s(pair, b0), s00);
          s01 = i32x4.add(i32x4.dot_i16x8_s(pair, b1), s01);
          s02 = i32x4.add(i32x4.dot_i16x8_s(pair, b2), s02);
          s03 = i32x4.add(i32x4.dot_i16x8_s(pair, b3), s03);
          pair = v128.load32_splat(at + second);
          s10 = i32x4.add(i32x4.dot_i16x8_s(pair, b0), s10);
          s11 = i32x4.add(i32x4.dot_i16x8_s(pair, b1), s11);
          s12 = i32x4.add(i32x4.dot_i16x8_s(pair, b2), s12);
          s13 = i32x4.add(i32x4.dot_i16x8_s(pair, b3), s13);
          at += PAIR;
          row += STEP;
        }
        at += gap;
      }
      let at0 = to;
      for (let other = 0; other < 2; other++) {
        if (other === 1) {
          if (!hasTwo) break;
          at0 += outStep;
          s00 = s10;
          s01 = s11;
          s02 = s12;
          s03 = s13;
        }
        finish(at0, s00, unit, steps, bias, least, isAdded);
        finish(at0 + 16, s01, unit, steps + 16, bias + 16, least, isAdded);
        finish(at0 + 32, s02, unit, steps + 32, bias + 32, least, isAdded);
        finish(at0 + 48, s03, unit, steps + 48, bias + 48, least, isAdded);
      }
      to += outStep * 2;
    }
    b += panelStep;
    steps += PANEL_BYTES;
    bias += PANEL_BYTES;
    out += PANEL_BYTES;
  }
}

/** For four columns of one pixel. */
function finish(
  to: usize,
  sum: v128,
  unit: v128,
  steps: usize,
  bias: usize,
  least: v128,
  isAdded: bool,
): void {
  const factor = f32x4.mul(unit, v128.load(steps));
  let value = multiplyAdd(f32x4.convert_i32x4_s(sum), factor, v128.load(bias));
  if (isAdded) value = f32x4.add(value, v128.load(to));
  v128.store(to, f32x4.pmax(value, least));
}
