/** @file From float32 to whole numbers of 16 bits, and what has to be known of a picture for it. Pointers and steps are in bytes. */
import { multiplyAdd } from './multiply-add';

const VECTOR: usize = 16;
/** Added to a number near zero, it leaves the nearest integer in the lowest bits: 1.5 * 2^23, float32's precision. */
const ROUNDING: f32 = 12582912;
const ROUNDING_BITS: i32 = 0x4b400000;

/**
 * The largest absolute value.
 *
 * @param step from one pixel to the next
 * @param channels of those that count, a multiple of four
 */
export function largestOf(from: usize, step: usize, channels: i32, pixels: i32): f32 {
  const length = (<usize>channels) << 2;
  let most = f32x4.splat(0);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let offset: usize = 0; offset < length; offset += VECTOR) {
      most = f32x4.pmax(most, f32x4.abs(v128.load(from + offset)));
    }
    from += step;
  }
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/**
 * `to = round(from * factor)`.
 *
 * @param from `[size, size]` pixels, one every `step` bytes
 * @param channels a multiple of eight
 * @param to `[size, size, channels]` i16, a row every `toRowStep` bytes
 */
export function toWholeNumbers(
  from: usize,
  step: usize,
  channels: i32,
  size: i32,
  factor: f32,
  to: usize,
  toRowStep: usize,
): void {
  const length = (<usize>channels) << 2;
  const by = f32x4.splat(factor);
  for (let y = 0; y < size; y++) {
    let at = to;
    for (let x = 0; x < size; x++) {
      for (let offset: usize = 0; offset < length; offset += VECTOR * 2) {
        const low = wholeOf(v128.load(from + offset), by);
        const high = wholeOf(v128.load(from + offset, 16), by);
        v128.store(at, i16x8.narrow_i32x4_s(low, high));
        at += VECTOR;
      }
      from += step;
    }
    to += toRowStep;
  }
}

function wholeOf(value: v128, factor: v128): v128 {
  return i32x4.sub(multiplyAdd(value, factor, f32x4.splat(ROUNDING)), i32x4.splat(ROUNDING_BITS));
}

/** Zeros, before a picture is written whose border may hold what lay there before. */
export function clear(from: usize, bytes: usize): void {
  memory.fill(from, 0, bytes);
}
