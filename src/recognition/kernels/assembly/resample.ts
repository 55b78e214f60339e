/** @file Pictures made smaller or larger: from bytes to the network's numbers, and doubled within the network. */
import { multiplyAdd } from './multiply-add';

const VECTOR: usize = 16;
/** Of one column: two offsets and a weight. */
const COLUMN_BYTES: usize = 12;

/**
 * One row of the network's input from two rows of an RGBA picture, between whose pixels it lies: `[count, 3]`, -1..1.
 *
 * @param weight share of the lower row
 * @param columns for each output, the byte offsets of the pixels to its left and right, and the share of the right one
 */
export function resampleRow(
  upper: usize,
  lower: usize,
  weight: f32,
  columns: usize,
  count: i32,
  out: usize,
): void {
  const down = f32x4.splat(weight);
  const scale = f32x4.splat(1.0 / 127.5);
  const one = f32x4.splat(1);
  for (let column = 0; column < count; column++) {
    const left = <usize>load<u32>(columns);
    const right = <usize>load<u32>(columns, 4);
    const across = v128.load32_splat(columns, 8);
    const above = between(pixelAt(upper + left), pixelAt(upper + right), across);
    const under = between(pixelAt(lower + left), pixelAt(lower + right), across);
    const value = f32x4.sub(f32x4.mul(between(above, under, down), scale), one);
    v128.store64_lane(out, value, 0);
    v128.store32_lane(out, value, 2, 8);
    columns += COLUMN_BYTES;
    out += 12;
  }
}

function pixelAt(from: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from))));
}

function between(a: v128, b: v128, share: v128): v128 {
  return multiplyAdd(f32x4.sub(b, a), share, a);
}

/**
 * Adds to `out` one row of a picture of twice the size, interpolated linearly between the middles of the pixels: three quarters of the
 * near pixel and one of the far one, in both directions. Beyond the edge its pixel counts again.
 *
 * @param near the row that the output lies in
 * @param far the row on whose side it lies
 * @param width of both rows
 * @param first column of the output to begin with
 * @param out `[count, channels]`
 */
export function addEnlargedRow(
  near: usize,
  far: usize,
  channels: i32,
  width: i32,
  first: i32,
  count: i32,
  out: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const most = f32x4.splat(0.75);
  const least = f32x4.splat(0.25);
  for (let column = first; column < first + count; column++) {
    const own = column >> 1;
    const other = min(max(own + ((column & 1) << 1) - 1, 0), width - 1);
    const ownAt = <usize>own * pixel;
    const otherAt = <usize>other * pixel;
    for (let offset: usize = 0; offset < pixel; offset += VECTOR) {
      const a = mix(v128.load(near + ownAt + offset), v128.load(near + otherAt + offset), most, least);
      const b = mix(v128.load(far + ownAt + offset), v128.load(far + otherAt + offset), most, least);
      v128.store(out + offset, f32x4.add(v128.load(out + offset), mix(a, b, most, least)));
    }
    out += pixel;
  }
}

function mix(a: v128, b: v128, most: v128, least: v128): v128 {
  return multiplyAdd(a, most, f32x4.mul(b, least));
}
