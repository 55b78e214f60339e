/**
 * @file Winograd's minimal filtering F(4x4, 3x3): a 3x3 convolution of 4x4 outputs with 36 products instead of 144.
 * A picture is cut into tiles of 6x6 that overlap by two; in the transformed space each of the 36 places is a matrix product
 * over the channels. Matrices: Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2015, section 4.3.
 *
 * Pictures are `[height, width, channels]` float32 with a border of zeros; pointers and steps are in bytes.
 */
import { finish } from './finish';
import { multiplyAdd, multiplySubtract } from './multiply-add';
import { scratch } from './scratch';

const OUTPUTS: usize = 4;
const VECTOR: usize = 16;
const HALF_ROW: usize = 6 * VECTOR;

/**
 * The tiles of one row of tiles, transformed: `[36, tiles, channels]`.
 *
 * @param from the first tile's upper left corner, border included
 * @param rowStep from one row of the picture to the next
 * @param planeStep from one of the 36 matrices to the next
 */
export function tilesToProductsFour(
  from: usize,
  rowStep: usize,
  channels: i32,
  tiles: i32,
  to: usize,
  planeStep: usize,
): void {
  const pixelStep = (<usize>channels) << 2;
  for (let tile = 0; tile < tiles; tile++) {
    for (let offset: usize = 0; offset < pixelStep; offset += VECTOR) {
      for (let column: usize = 0; column < 6; column++) {
        transform(from + offset + column * pixelStep, rowStep, scratch + column * VECTOR, HALF_ROW);
      }
      for (let row: usize = 0; row < 6; row++) {
        transform(scratch + row * HALF_ROW, VECTOR, to + offset + row * planeStep * 6, planeStep);
      }
    }
    from += pixelStep * OUTPUTS;
    to += pixelStep;
  }
}

/** Six values of a column or of a row, transformed. */
function transform(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const four = f32x4.splat(4);
  const five = f32x4.splat(5);
  const d0 = v128.load(from);
  const d1 = v128.load(from + fromStep);
  const d2 = v128.load(from + fromStep * 2);
  const d3 = v128.load(from + fromStep * 3);
  const d4 = v128.load(from + fromStep * 4);
  const d5 = v128.load(from + fromStep * 5);
  const two = f32x4.splat(2);
  const even = multiplySubtract(four, d2, d4);
  const odd = multiplySubtract(four, d1, d3);
  const evenTwo = f32x4.sub(d4, d2);
  const oddTwo = f32x4.sub(d3, d1);
  v128.store(to, multiplyAdd(four, d0, multiplySubtract(five, d2, d4)));
  v128.store(to + toStep, f32x4.add(even, odd));
  v128.store(to + toStep * 2, f32x4.sub(even, odd));
  v128.store(to + toStep * 3, multiplyAdd(two, oddTwo, evenTwo));
  v128.store(to + toStep * 4, multiplySubtract(two, oddTwo, evenTwo));
  v128.store(to + toStep * 5, multiplyAdd(four, d1, multiplySubtract(five, d3, d5)));
}

/**
 * One row of tiles back: `out = max(0, outputs + bias)`, or `max(0, outputs + bias + out)` when `isAdded`.
 *
 * @param from `[36, tiles, channels]`
 * @param to the first tile's upper left output
 * @param rows of four, those that lie within the picture
 * @param columns all that lie within the picture, over all tiles
 * @param pixelStep from one output to the next
 */
export function productsToTilesFour(
  from: usize,
  planeStep: usize,
  channels: i32,
  tiles: i32,
  bias: usize,
  isAdded: bool,
  to: usize,
  rowStep: usize,
  rows: i32,
  columns: i32,
  pixelStep: usize,
): void {
  const fromStep = (<usize>channels) << 2;
  for (let tile = 0; tile < tiles; tile++) {
    const width = min(columns - tile * <i32>OUTPUTS, <i32>OUTPUTS);
    for (let offset: usize = 0; offset < fromStep; offset += VECTOR) {
      gatherColumns(from + offset, planeStep);
      const summand = v128.load(bias + offset);
      for (let row = 0; row < rows; row++) {
        gatherRow(row, summand, isAdded, to + offset + <usize>row * rowStep, pixelStep, width);
      }
    }
    from += fromStep;
    to += pixelStep * OUTPUTS;
  }
}

function gatherColumns(from: usize, planeStep: usize): void {
  let to = scratch;
  for (let column = 0; column < 6; column++) {
    const m0 = v128.load(from);
    const m1 = v128.load(from + planeStep * 6);
    const m2 = v128.load(from + planeStep * 12);
    const m3 = v128.load(from + planeStep * 18);
    const m4 = v128.load(from + planeStep * 24);
    const m5 = v128.load(from + planeStep * 30);
    const sumOne = f32x4.add(m1, m2);
    const differenceOne = f32x4.sub(m1, m2);
    const sumTwo = f32x4.add(m3, m4);
    const differenceTwo = f32x4.sub(m3, m4);
    v128.store(to, f32x4.add(f32x4.add(m0, sumOne), sumTwo));
    v128.store(to, multiplyAdd(differenceTwo, f32x4.splat(2), differenceOne), 96);
    v128.store(to, multiplyAdd(sumTwo, f32x4.splat(4), sumOne), 192);
    v128.store(to, f32x4.add(multiplyAdd(differenceTwo, f32x4.splat(8), differenceOne), m5), 288);
    from += planeStep;
    to += VECTOR;
  }
}

function gatherRow(row: i32, summand: v128, isAdded: bool, to: usize, pixelStep: usize, width: i32): void {
  const from = scratch + <usize>row * HALF_ROW;
  const m0 = v128.load(from);
  const m1 = v128.load(from, 16);
  const m2 = v128.load(from, 32);
  const m3 = v128.load(from, 48);
  const m4 = v128.load(from, 64);
  const m5 = v128.load(from, 80);
  const sumOne = f32x4.add(m1, m2);
  const differenceOne = f32x4.sub(m1, m2);
  const sumTwo = f32x4.add(m3, m4);
  const differenceTwo = f32x4.sub(m3, m4);
  finish(to, f32x4.add(f32x4.add(m0, sumOne), sumTwo), summand, isAdded);
  if (width < 2) return;
  to += pixelStep;
  finish(to, multiplyAdd(differenceTwo, f32x4.splat(2), differenceOne), summand, isAdded);
  if (width < 3) return;
  to += pixelStep;
  finish(to, multiplyAdd(sumTwo, f32x4.splat(4), sumOne), summand, isAdded);
  if (width < 4) return;
  to += pixelStep;
  const last = f32x4.add(multiplyAdd(differenceTwo, f32x4.splat(8), differenceOne), m5);
  finish(to, last, summand, isAdded);
}
