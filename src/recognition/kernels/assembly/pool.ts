/** @file What the network does between products: windows laid out as rows, and maxima and means of windows. */

const VECTOR: usize = 16;

/**
 * Windows of one row of outputs as the rows of a matrix, `[count, height, segment]`: what a convolution with a stride
 * multiplies. By whole vectors: what is written too much, the next row writes over, and after the last one twelve bytes are lost.
 *
 * @param from the first window's upper left corner
 * @param rowStep from one row of the picture to the next
 * @param windowStep from one window to the next
 * @param segment bytes of one row of the window
 */
export function layOutWindows(
  from: usize,
  rowStep: usize,
  windowStep: usize,
  segment: usize,
  height: i32,
  count: i32,
  to: usize,
): void {
  for (let window = 0; window < count; window++) {
    for (let row = 0; row < height; row++) {
      const start = from + <usize>row * rowStep;
      for (let offset: usize = 0; offset < segment; offset += VECTOR) {
        v128.store(to + offset, v128.load(start + offset));
      }
      to += segment;
    }
    from += windowStep;
  }
}

/** One row of maxima of 3x3 windows, two pixels apart. The output may have more channels: `toPixelStep` bytes a pixel. */
export function maximaOfThree(
  from: usize,
  rowStep: usize,
  channels: i32,
  count: i32,
  to: usize,
  toPixelStep: usize,
): void {
  const pixelStep = (<usize>channels) << 2;
  for (let window = 0; window < count; window++) {
    for (let offset: usize = 0; offset < pixelStep; offset += VECTOR) {
      let most = v128.load(from + offset);
      for (let row: usize = 0; row < 3; row++) {
        const start = from + offset + row * rowStep;
        for (let column: usize = 0; column < 3; column++) {
          most = f32x4.pmax(most, v128.load(start + column * pixelStep));
        }
      }
      v128.store(to + offset, most);
    }
    from += pixelStep * 2;
    to += toPixelStep;
  }
}

/** One row of means of 2x2 windows, two pixels apart. The output may have more channels: `toPixelStep` bytes a pixel. */
export function meansOfTwo(
  from: usize,
  rowStep: usize,
  channels: i32,
  count: i32,
  to: usize,
  toPixelStep: usize,
): void {
  const pixelStep = (<usize>channels) << 2;
  const quarter = f32x4.splat(0.25);
  for (let window = 0; window < count; window++) {
    for (let offset: usize = 0; offset < pixelStep; offset += VECTOR) {
      const start = from + offset;
      const upper = f32x4.add(v128.load(start), v128.load(start + pixelStep));
      const lower = f32x4.add(v128.load(start + rowStep), v128.load(start + rowStep + pixelStep));
      v128.store(to + offset, f32x4.mul(f32x4.add(upper, lower), quarter));
    }
    from += pixelStep * 2;
    to += toPixelStep;
  }
}
