/** @file Depthwise 3x3 convolution: each channel for itself. Float32 `[width, channels]` rows, pointers and steps in bytes. */
import { multiplyAdd } from './multiply-add';

const VECTOR: usize = 16;
/** Outputs that are worked out at once. */
const OUTPUTS: i32 = 4;

/**
 * One row of outputs, `out = convolution + bias`. The last outputs are worked out twice where `count` is no multiple of four.
 *
 * @param above the first window's upper left pixel; `middle` and `below` the pixels under it
 * @param step one, or two for every second output
 * @param filters `[channels / 4, 3, 3, 4]`
 * @param bias `[channels]`
 * @param count outputs, at least four
 * @param out `[count, channels]`
 */
export function depthwiseRow(
  above: usize,
  middle: usize,
  below: usize,
  channels: i32,
  step: i32,
  filters: usize,
  bias: usize,
  count: i32,
  out: usize,
): void {
  const pixel = (<usize>channels) << 2;
  for (let output = 0; output < count; output += OUTPUTS) {
    const first = min(output, count - OUTPUTS);
    const offset = <usize>(first * step) * pixel;
    const to = out + <usize>first * pixel;
    if (step === 1) fourAdjacent(above + offset, middle + offset, below + offset, pixel, filters, bias, to);
    else fourApart(above + offset, middle + offset, below + offset, pixel, filters, bias, to);
  }
}

function fourAdjacent(
  above: usize,
  middle: usize,
  below: usize,
  pixel: usize,
  filter: usize,
  bias: usize,
  to: usize,
): void {
  for (let channel: usize = 0; channel < pixel; channel += VECTOR) {
    let s0 = v128.load(bias + channel);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let from = above + channel;
    for (let row = 0; row < 3; row++) {
      const left = v128.load(filter);
      const centre = v128.load(filter, 16);
      const right = v128.load(filter, 32);
      filter += 48;
      s0 = multiplyAdd(v128.load(from), left, s0);
      let d = v128.load(from + pixel);
      s0 = multiplyAdd(d, centre, s0);
      s1 = multiplyAdd(d, left, s1);
      d = v128.load(from + pixel * 2);
      s0 = multiplyAdd(d, right, s0);
      s1 = multiplyAdd(d, centre, s1);
      s2 = multiplyAdd(d, left, s2);
      d = v128.load(from + pixel * 3);
      s1 = multiplyAdd(d, right, s1);
      s2 = multiplyAdd(d, centre, s2);
      s3 = multiplyAdd(d, left, s3);
      d = v128.load(from + pixel * 4);
      s2 = multiplyAdd(d, right, s2);
      s3 = multiplyAdd(d, centre, s3);
      s3 = multiplyAdd(v128.load(from + pixel * 5), right, s3);
      from = (row === 0 ? middle : below) + channel;
    }
    storeFour(to + channel, pixel, s0, s1, s2, s3);
  }
}

function fourApart(
  above: usize,
  middle: usize,
  below: usize,
  pixel: usize,
  filter: usize,
  bias: usize,
  to: usize,
): void {
  for (let channel: usize = 0; channel < pixel; channel += VECTOR) {
    let s0 = v128.load(bias + channel);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let from = above + channel;
    for (let row = 0; row < 3; row++) {
      const left = v128.load(filter);
      const centre = v128.load(filter, 16);
      const right = v128.load(filter, 32);
      filter += 48;
      s0 = multiplyAdd(v128.load(from), left, s0);
      s0 = multiplyAdd(v128.load(from + pixel), centre, s0);
      let d = v128.load(from + pixel * 2);
      s0 = multiplyAdd(d, right, s0);
      s1 = multiplyAdd(d, left, s1);
      s1 = multiplyAdd(v128.load(from + pixel * 3), centre, s1);
      d = v128.load(from + pixel * 4);
      s1 = multiplyAdd(d, right, s1);
      s2 = multiplyAdd(d, left, s2);
      s2 = multiplyAdd(v128.load(from + pixel * 5), centre, s2);
      d = v128.load(from + pixel * 6);
      s2 = multiplyAdd(d, right, s2);
      s3 = multiplyAdd(d, left, s3);
      s3 = multiplyAdd(v128.load(from + pixel * 7), centre, s3);
      s3 = multiplyAdd(v128.load(from + pixel * 8), right, s3);
      from = (row === 0 ? middle : below) + channel;
    }
    storeFour(to + channel, pixel, s0, s1, s2, s3);
  }
}

function storeFour(to: usize, pixel: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  v128.store(to, s0);
  v128.store(to + pixel, s1);
  v128.store(to + pixel * 2, s2);
  v128.store(to + pixel * 3, s3);
}
