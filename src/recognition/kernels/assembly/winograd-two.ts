/**
 * @file Winograd's minimal filtering F(2x2, 3x3): a 3x3 convolution of 2x2 outputs with 16 products instead of 36. For pictures
 * of 4x4 and less, where the transformed filters of F(4x4, 3x3) are too much to read: four times as many numbers as the filters.
 * Matrices: Lavin and Gray, 2015, section 4.1. See `winograd-four.ts` for the layout.
 */
import { finish } from './finish';
import { scratch } from './scratch';

const OUTPUTS: usize = 2;
const VECTOR: usize = 16;
const HALF_ROW: usize = 4 * VECTOR;

/** See `tilesToProductsFour`: `[16, tiles, channels]`. */
export function tilesToProductsTwo(
  from: usize,
  rowStep: usize,
  channels: i32,
  tiles: i32,
  to: usize,
  planeStep: usize,
): void {
  tilesToProducts<f32>(from, rowStep, channels, tiles, to, planeStep);
}

/** The same of 16-bit whole numbers of up to 13 bits: the results need two more. `channels` is a multiple of eight. */
export function wholeTilesToProductsTwo(
  from: usize,
  rowStep: usize,
  channels: i32,
  tiles: i32,
  to: usize,
  planeStep: usize,
): void {
  tilesToProducts<i16>(from, rowStep, channels, tiles, to, planeStep);
}

function tilesToProducts<T>(
  from: usize,
  rowStep: usize,
  channels: i32,
  tiles: i32,
  to: usize,
  planeStep: usize,
): void {
  const pixelStep = <usize>channels * sizeof<T>();
  for (let tile = 0; tile < tiles; tile++) {
    for (let offset: usize = 0; offset < pixelStep; offset += VECTOR) {
      for (let column: usize = 0; column < 4; column++) {
        transform<T>(from + offset + column * pixelStep, rowStep, scratch + column * VECTOR, HALF_ROW);
      }
      for (let row: usize = 0; row < 4; row++) {
        transform<T>(scratch + row * HALF_ROW, VECTOR, to + offset + row * planeStep * 4, planeStep);
      }
    }
    from += pixelStep * OUTPUTS;
    to += pixelStep;
  }
}

function transform<T>(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const d0 = v128.load(from);
  const d1 = v128.load(from + fromStep);
  const d2 = v128.load(from + fromStep * 2);
  const d3 = v128.load(from + fromStep * 3);
  v128.store(to, v128.sub<T>(d0, d2));
  v128.store(to + toStep, v128.add<T>(d1, d2));
  v128.store(to + toStep * 2, v128.sub<T>(d2, d1));
  v128.store(to + toStep * 3, v128.sub<T>(d1, d3));
}

/** See `productsToTilesFour`; `rows` of two. */
export function productsToTilesTwo(
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
    const width = columns - tile * <i32>OUTPUTS;
    for (let offset: usize = 0; offset < fromStep; offset += VECTOR) {
      for (let column: usize = 0; column < 4; column++) {
        const place = from + offset + column * planeStep;
        const m1 = v128.load(place + planeStep * 4);
        const m2 = v128.load(place + planeStep * 8);
        const sum = f32x4.add(f32x4.add(v128.load(place), m1), m2);
        const difference = f32x4.sub(f32x4.sub(m1, m2), v128.load(place + planeStep * 12));
        v128.store(scratch + column * VECTOR, sum);
        v128.store(scratch + column * VECTOR + HALF_ROW, difference);
      }
      const summand = v128.load(bias + offset);
      for (let row = 0; row < rows; row++) {
        gatherRow(row, summand, isAdded, to + offset + <usize>row * rowStep, pixelStep, width);
      }
    }
    from += fromStep;
    to += pixelStep * OUTPUTS;
  }
}

function gatherRow(row: i32, summand: v128, isAdded: bool, to: usize, pixelStep: usize, width: i32): void {
  const from = scratch + <usize>row * HALF_ROW;
  const m1 = v128.load(from, 16);
  const m2 = v128.load(from, 32);
  finish(to, f32x4.add(f32x4.add(v128.load(from), m1), m2), summand, isAdded);
  if (width < 2) return;
  finish(to + pixelStep, f32x4.sub(f32x4.sub(m1, m2), v128.load(from, 48)), summand, isAdded);
}
