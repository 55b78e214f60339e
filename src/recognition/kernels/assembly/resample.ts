/** @file Rows of planes made smaller or larger: from bytes to the network's numbers, halved and doubled within it. Pointers and steps in bytes. */
import { multiplyAdd } from './multiply-add';

const VECTOR: usize = 16;
const NUMBER: usize = 4;
/** Of a column or a row: two offsets and two weights. */
const ENTRY: usize = 16;

/**
 * Rows of the network's input from an RGBA picture, between whose pixels they lie: -1..1 in steps of one byte, in six planes, the
 * even and the odd columns of each colour.
 *
 * @param picture its first pixel
 * @param rows for each output, the byte offsets of the rows above and below it, and the weight of each; both weights are 1 together,
 *   or less where it is black beyond the picture
 * @param columns the same of the pixels to its left and right
 * @param firstColumn of the output
 * @param out the first plane of the first row
 */
export function resampleRows(
  picture: usize,
  rows: usize,
  rowCount: i32,
  columns: usize,
  firstColumn: i32,
  columnCount: i32,
  out: usize,
  rowStep: usize,
  planeStep: usize,
): void {
  for (let row = 0; row < rowCount; row++) {
    const upper = picture + <usize>load<u32>(rows);
    const lower = picture + <usize>load<u32>(rows, 4);
    const up = v128.load32_splat(rows, 8);
    const down = v128.load32_splat(rows, 12);
    resampleRow(upper, up, lower, down, columns, firstColumn, columnCount, out, planeStep);
    rows += ENTRY;
    out += rowStep;
  }
}

function resampleRow(
  upper: usize,
  up: v128,
  lower: usize,
  down: v128,
  columns: usize,
  first: i32,
  count: i32,
  out: usize,
  planeStep: usize,
): void {
  const scale = f32x4.splat(1.0 / 127.5);
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  for (let column = first; column < first + count; column++) {
    const before = <usize>load<u32>(columns);
    const after = <usize>load<u32>(columns, 4);
    const left = v128.load32_splat(columns, 8);
    const right = v128.load32_splat(columns, 12);
    const above = blend(pixelAt(upper + before), left, pixelAt(upper + after), right);
    const below = blend(pixelAt(lower + before), left, pixelAt(lower + after), right);
    const byte = f32x4.floor(f32x4.add(blend(above, up, below, down), half));
    const value = f32x4.sub(f32x4.mul(byte, scale), one);
    const to = out + <usize>(column & 1) * planeStep + <usize>(column >> 1) * NUMBER;
    v128.store32_lane(to, value, 0);
    v128.store32_lane(to + planeStep * 2, value, 1);
    v128.store32_lane(to + planeStep * 4, value, 2);
    columns += ENTRY;
  }
}

function pixelAt(from: usize): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from))));
}

function blend(a: v128, aWeight: v128, b: v128, bWeight: v128): v128 {
  return multiplyAdd(b, bWeight, f32x4.mul(a, aWeight));
}

/** The even columns of each plane. @param count columns of the output */
export function halveRow(
  from: usize,
  fromStep: usize,
  planes: i32,
  count: i32,
  to: usize,
  toStep: usize,
): void {
  const vectors = (count + 3) >> 2;
  for (let plane = 0; plane < planes; plane++) {
    let x = from;
    let at = to;
    for (let vector = 0; vector < vectors; vector++) {
      v128.store(at, v128.shuffle<f32>(v128.load(x), v128.load(x, 16), 0, 2, 4, 6));
      x += VECTOR * 2;
      at += VECTOR;
    }
    from += fromStep;
    to += toStep;
  }
}

/**
 * Adds to `to` one row of a picture of twice the size, interpolated linearly between the middles of the pixels: three quarters of the
 * near pixel and one of the far one, in both directions. Beyond the edge its pixel counts again: it is written there, into both rows.
 *
 * @param near the row that the output lies in
 * @param far the row on whose side it lies
 * @param width of both rows
 * @param count columns of the output, even
 */
export function addDoubledRow(
  near: usize,
  far: usize,
  fromStep: usize,
  planes: i32,
  width: i32,
  count: i32,
  to: usize,
  toStep: usize,
): void {
  const end = <usize>width * NUMBER;
  const kept = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count & 3));
  for (let plane = 0; plane < planes; plane++) {
    repeatEdges(near, end);
    repeatEdges(far, end);
    let at = to;
    let left = count;
    for (let x: usize = 0; left > 0; x += VECTOR) {
      const own = mix(v128.load(near + x), v128.load(far + x));
      const before = mix(v128.load(near + x - NUMBER), v128.load(far + x - NUMBER));
      const after = mix(v128.load(near + x + NUMBER), v128.load(far + x + NUMBER));
      const even = mix(own, before);
      const odd = mix(own, after);
      add(at, v128.shuffle<f32>(even, odd, 0, 4, 1, 5), left, kept);
      if (left > 4) add(at + VECTOR, v128.shuffle<f32>(even, odd, 2, 6, 3, 7), left - 4, kept);
      at += VECTOR * 2;
      left -= 8;
    }
    near += fromStep;
    far += fromStep;
    to += toStep;
  }
}

function repeatEdges(row: usize, end: usize): void {
  store<f32>(row - NUMBER, load<f32>(row));
  store<f32>(row + end, load<f32>(row + end - NUMBER));
}

/** @param left columns of the row from here on */
function add(to: usize, value: v128, left: i32, kept: v128): void {
  const sum = f32x4.add(v128.load(to), value);
  v128.store(to, left < 4 ? v128.and(sum, kept) : sum);
}

/** Three quarters and one. */
function mix(most: v128, least: v128): v128 {
  return multiplyAdd(most, f32x4.splat(0.75), f32x4.mul(least, f32x4.splat(0.25)));
}
