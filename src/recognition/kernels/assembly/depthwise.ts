/**
 * @file Convolutions within each channel, on one panel of eight channels: `[size, size, 8]` float32 with
 * nothing around it. Pointers are in bytes.
 */
import { multiplyAdd } from './multiply-add';
import { prelu } from './prelu';

const VECTOR: usize = 16;
const EIGHT: usize = 32;

/**
 * `out = prelu(convolution(in) + bias)`, 3x3 with a border of one, of every pixel or of every second one.
 * Each column of the picture is read once for a row of outputs: it is added to the sums of all outputs that
 * it belongs to.
 *
 * @param stride 1 or 2
 * @param weights `[3, 3, 8]`
 * @param zeros as long as a row of the picture: what lies above and below
 * @param out `[ceil(size / stride), ceil(size / stride), 8]`
 */
export function filterPanel(
  from: usize,
  size: i32,
  stride: i32,
  weights: usize,
  bias: usize,
  slopes: usize,
  zeros: usize,
  out: usize,
): void {
  const rowStep = EIGHT * <usize>size;
  const outputs = (size + stride - 1) / stride;
  for (let y = 0; y < size; y += stride) {
    const middle = from + rowStep * <usize>y;
    const above = y === 0 ? zeros : middle - rowStep;
    const below = y === size - 1 ? zeros : middle + rowStep;
    for (let half: usize = 0; half < EIGHT; half += VECTOR) {
      if (stride === 1) {
        filterRow(
          above + half,
          middle + half,
          below + half,
          size,
          weights + half,
          bias + half,
          slopes + half,
          out + half,
        );
      } else {
        filterEverySecond(
          above + half,
          middle + half,
          below + half,
          size,
          weights + half,
          bias + half,
          slopes + half,
          out + half,
        );
      }
    }
    out += EIGHT * <usize>outputs;
  }
}

function filterRow(
  above: usize,
  middle: usize,
  below: usize,
  size: i32,
  weights: usize,
  bias: usize,
  slopes: usize,
  out: usize,
): void {
  const w00 = v128.load(weights);
  const w01 = v128.load(weights, 32);
  const w02 = v128.load(weights, 64);
  const w10 = v128.load(weights, 96);
  const w11 = v128.load(weights, 128);
  const w12 = v128.load(weights, 160);
  const w20 = v128.load(weights, 192);
  const w21 = v128.load(weights, 224);
  const w22 = v128.load(weights, 256);
  let a = v128.load(above);
  let b = v128.load(middle);
  let c = v128.load(below);
  const start = v128.load(bias);
  const slope = v128.load(slopes);
  let current = multiplyAdd(c, w21, multiplyAdd(b, w11, multiplyAdd(a, w01, start)));
  let next = multiplyAdd(c, w20, multiplyAdd(b, w10, multiplyAdd(a, w00, start)));
  const end = out + EIGHT * <usize>(size - 1);
  while (out < end) {
    above += EIGHT;
    middle += EIGHT;
    below += EIGHT;
    a = v128.load(above);
    b = v128.load(middle);
    c = v128.load(below);
    v128.store(out, prelu(multiplyAdd(c, w22, multiplyAdd(b, w12, multiplyAdd(a, w02, current))), slope));
    current = multiplyAdd(c, w21, multiplyAdd(b, w11, multiplyAdd(a, w01, next)));
    next = multiplyAdd(c, w20, multiplyAdd(b, w10, multiplyAdd(a, w00, start)));
    out += EIGHT;
  }
  v128.store(out, prelu(current, slope));
}

function filterEverySecond(
  above: usize,
  middle: usize,
  below: usize,
  size: i32,
  weights: usize,
  bias: usize,
  slopes: usize,
  out: usize,
): void {
  const w00 = v128.load(weights);
  const w01 = v128.load(weights, 32);
  const w02 = v128.load(weights, 64);
  const w10 = v128.load(weights, 96);
  const w11 = v128.load(weights, 128);
  const w12 = v128.load(weights, 160);
  const w20 = v128.load(weights, 192);
  const w21 = v128.load(weights, 224);
  const w22 = v128.load(weights, 256);
  const start = v128.load(bias);
  const slope = v128.load(slopes);
  let sum = start;
  for (let x = 0; x < size; x += 2) {
    let a = v128.load(above);
    let b = v128.load(middle);
    let c = v128.load(below);
    sum = multiplyAdd(c, w21, multiplyAdd(b, w11, multiplyAdd(a, w01, sum)));
    if (x === size - 1) {
      v128.store(out, prelu(sum, slope));
      return;
    }
    a = v128.load(above, 32);
    b = v128.load(middle, 32);
    c = v128.load(below, 32);
    v128.store(out, prelu(multiplyAdd(c, w22, multiplyAdd(b, w12, multiplyAdd(a, w02, sum))), slope));
    sum = multiplyAdd(c, w20, multiplyAdd(b, w10, multiplyAdd(a, w00, start)));
    above += EIGHT * 2;
    middle += EIGHT * 2;
    below += EIGHT * 2;
    out += EIGHT;
  }
}

/**
 * `out = bias + sum(in * weights)`: a convolution as large as the picture.
 *
 * @param weights `[pixels, 8]`
 * @param out eight numbers
 */
export function weighPanel(from: usize, pixels: i32, weights: usize, bias: usize, out: usize): void {
  let left = v128.load(bias);
  let right = v128.load(bias, 16);
  const end = from + EIGHT * <usize>pixels;
  while (from < end) {
    left = multiplyAdd(v128.load(from), v128.load(weights), left);
    right = multiplyAdd(v128.load(from, 16), v128.load(weights, 16), right);
    from += EIGHT;
    weights += EIGHT;
  }
  v128.store(out, left);
  v128.store(out, right, 16);
}
