/** @file The matrix product that nearly all of the network's time goes into. Row-major float32, pointers in bytes. */

/** What is added up at once: eight columns, in two vectors of four, by four rows. More does not fit into the registers that V8 uses. */
const PANEL: i32 = 8;
const PANEL_BYTES: usize = 32;
const ROWS: i32 = 4;

/** `a * b + c`. Relaxed: fused where the processor can, which halves the instructions. */
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (IS_RELAXED) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * `out = a * b + bias`, and zero for what is below zero when `isRectified`.
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
    let from = a;
    let to = out;
    for (let row = 0; row < rows; row += ROWS) {
      multiplyPanel(from, aStep, rows - row, b, bias, depth, isRectified, to, outStep);
      from += aStep * ROWS;
      to += outStep * ROWS;
    }
    b += <usize>depth * PANEL_BYTES;
    bias += PANEL_BYTES;
    out += PANEL_BYTES;
  }
}

/** Four rows by one panel. Of the last rows, where there are fewer, the first is worked out again and left. */
function multiplyPanel(
  a: usize,
  aStep: usize,
  rows: i32,
  b: usize,
  bias: usize,
  depth: i32,
  isRectified: bool,
  out: usize,
  outStep: usize,
): void {
  const second = rows > 1 ? aStep : 0;
  const third = rows > 2 ? aStep * 2 : 0;
  const fourth = rows > 3 ? aStep * 3 : 0;
  let s00 = v128.load(bias);
  let s01 = v128.load(bias, 16);
  let s10 = s00;
  let s11 = s01;
  let s20 = s00;
  let s21 = s01;
  let s30 = s00;
  let s31 = s01;
  const end = a + ((<usize>depth) << 2);
  while (a < end) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    let one = v128.load32_splat(a);
    s00 = multiplyAdd(one, left, s00);
    s01 = multiplyAdd(one, right, s01);
    one = v128.load32_splat(a + second);
    s10 = multiplyAdd(one, left, s10);
    s11 = multiplyAdd(one, right, s11);
    one = v128.load32_splat(a + third);
    s20 = multiplyAdd(one, left, s20);
    s21 = multiplyAdd(one, right, s21);
    one = v128.load32_splat(a + fourth);
    s30 = multiplyAdd(one, left, s30);
    s31 = multiplyAdd(one, right, s31);
    a += 4;
    b += PANEL_BYTES;
  }
  store(out, s00, s01, isRectified);
  if (rows > 1) store(out + outStep, s10, s11, isRectified);
  if (rows > 2) store(out + outStep * 2, s20, s21, isRectified);
  if (rows > 3) store(out + outStep * 3, s30, s31, isRectified);
}

function store(out: usize, left: v128, right: v128, isRectified: bool): void {
  const zero = f32x4.splat(0);
  v128.store(out, isRectified ? f32x4.max(left, zero) : left);
  v128.store(out, isRectified ? f32x4.max(right, zero) : right, 16);
}
