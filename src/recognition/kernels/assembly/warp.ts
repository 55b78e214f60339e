/** @file A part of a picture, shifted, turned and scaled into a new one, see `core/image/warp.ts`. RGBA bytes, pointers and steps in bytes. */
import { multiplyAdd } from './multiply-add';

const PIXEL: usize = 4;
const OPAQUE: u32 = 0xff000000;
/** Places are in parts of a pixel, this many bits of them. */
const PART_BITS: i32 = 16;
const PARTS: i32 = 1 << PART_BITS;
/** Added to a number from 0 to 255, it leaves the nearest integer in the lowest byte: 2^23, float32's precision. */
const ROUNDING: f32 = 8388608;

/**
 * One row: pixel `i` shows what lies at `(x + i * stepX, y + i * stepY)`, bilinear, opaque.
 *
 * @param from the first pixel of a picture with one black pixel on its left, right and above, and two below
 * @param rowStep from one row of the picture to the next, its border included
 * @param x and all others in 65536ths of a pixel
 */
export function warpRow(
  from: usize,
  rowStep: usize,
  width: i32,
  height: i32,
  x: i32,
  y: i32,
  stepX: i32,
  stepY: i32,
  count: i32,
  to: usize,
): void {
  const right = width << PART_BITS;
  const bottom = height << PART_BITS;
  for (let i = 0; i < count; i++) {
    // Beyond the border everything is as black as in it.
    const atX = min(max(x, -PARTS), right);
    const atY = min(max(y, -PARTS), bottom);
    const across = shareOf(atX);
    const down = shareOf(atY);
    const pixel = from + <usize>((atY >> PART_BITS) * <i32>rowStep + ((atX >> PART_BITS) << 2));
    const above = between(pixelAt(pixel), pixelAt(pixel + PIXEL), across);
    const under = between(pixelAt(pixel + rowStep), pixelAt(pixel + rowStep + PIXEL), across);
    const value = f32x4.add(between(above, under, down), f32x4.splat(ROUNDING));
    const bytes = v128.shuffle<u8>(value, value, 0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    store<u32>(to, (<u32>i32x4.extract_lane(bytes, 0)) | OPAQUE);
    to += PIXEL;
    x += stepX;
    y += stepY;
  }
}

function shareOf(place: i32): v128 {
  return f32x4.mul(f32x4.splat(<f32>(place & (PARTS - 1))), f32x4.splat(1.0 / <f32>PARTS));
}

function pixelAt(from: usize): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from))));
}

function between(a: v128, b: v128, share: v128): v128 {
  return multiplyAdd(f32x4.sub(b, a), share, a);
}
