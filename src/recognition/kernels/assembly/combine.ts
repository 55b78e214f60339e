/**
 * @file Sums of planes, each shifted and weighted: what a pruned 1x1 convolution, a depthwise one and any other small one are where
 * the pixels of a channel lie side by side. A weight of zero costs nothing. Float32, pointers and steps in bytes.
 */
import { multiplyAdd } from './multiply-add';

const VECTOR: usize = 16;
/** Of a list: a bias and a count, then so many shifts and weights. */
const HEAD: usize = 8;
const TERM: usize = 8;

/**
 * One row of outputs: each is its bias and its terms summed, with what is there already when `isAdded`, and zero for what is below zero
 * when `isRectified`. What lies beyond `width` in the last vector becomes zero.
 *
 * @param from where shifts are counted from
 * @param list for each output: bias (f32), count (u32), and `count` times a shift in bytes (i32) and a weight (f32)
 * @param to the first output's plane
 * @param toStep from one output's plane to the next
 */
export function combine(
  from: usize,
  list: usize,
  outputs: i32,
  width: i32,
  isRectified: bool,
  isAdded: bool,
  to: usize,
  toStep: usize,
): void {
  const vectors = (width + 3) >> 2;
  const rest = width & 3;
  const kept = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(rest));
  const least = f32x4.splat(isRectified ? 0 : -Infinity);
  for (let output = 0; output < outputs; output++) {
    const bias = v128.load32_splat(list);
    const first = list + HEAD;
    const end = first + <usize>load<u32>(list, 4) * TERM;
    let vector = 0;
    let x = from;
    let at = to;
    while (vectors - vector >= 6) {
      six(x, first, end, bias, least, isAdded, at);
      vector += 6;
      x += VECTOR * 6;
      at += VECTOR * 6;
    }
    if (vectors - vector >= 3) {
      three(x, first, end, bias, least, isAdded, at);
      vector += 3;
      x += VECTOR * 3;
      at += VECTOR * 3;
    }
    if (vectors - vector >= 2) {
      two(x, first, end, bias, least, isAdded, at);
      at += VECTOR * 2;
    } else if (vectors - vector >= 1) {
      one(x, first, end, bias, least, isAdded, at);
      at += VECTOR;
    }
    if (rest !== 0) v128.store(at - VECTOR, v128.and(v128.load(at - VECTOR), kept));
    list = end;
    to += toStep;
  }
}

function six(from: usize, term: usize, end: usize, bias: v128, least: v128, isAdded: bool, to: usize): void {
  let s0 = bias;
  let s1 = bias;
  let s2 = bias;
  let s3 = bias;
  let s4 = bias;
  let s5 = bias;
  while (term < end) {
    const x = from + <usize>load<i32>(term);
    const weight = v128.load32_splat(term, 4);
    s0 = multiplyAdd(v128.load(x), weight, s0);
    s1 = multiplyAdd(v128.load(x, 16), weight, s1);
    s2 = multiplyAdd(v128.load(x, 32), weight, s2);
    s3 = multiplyAdd(v128.load(x, 48), weight, s3);
    s4 = multiplyAdd(v128.load(x, 64), weight, s4);
    s5 = multiplyAdd(v128.load(x, 80), weight, s5);
    term += TERM;
  }
  finish(to, s0, least, isAdded);
  finish(to + 16, s1, least, isAdded);
  finish(to + 32, s2, least, isAdded);
  finish(to + 48, s3, least, isAdded);
  finish(to + 64, s4, least, isAdded);
  finish(to + 80, s5, least, isAdded);
}

function three(
  from: usize,
  term: usize,
  end: usize,
  bias: v128,
  least: v128,
  isAdded: bool,
  to: usize,
): void {
  let s0 = bias;
  let s1 = bias;
  let s2 = bias;
  while (term < end) {
    const x = from + <usize>load<i32>(term);
    const weight = v128.load32_splat(term, 4);
    s0 = multiplyAdd(v128.load(x), weight, s0);
    s1 = multiplyAdd(v128.load(x, 16), weight, s1);
    s2 = multiplyAdd(v128.load(x, 32), weight, s2);
    term += TERM;
  }
  finish(to, s0, least, isAdded);
  finish(to + 16, s1, least, isAdded);
  finish(to + 32, s2, least, isAdded);
}

function two(from: usize, term: usize, end: usize, bias: v128, least: v128, isAdded: bool, to: usize): void {
  let s0 = bias;
  let s1 = bias;
  while (term < end) {
    const x = from + <usize>load<i32>(term);
    const weight = v128.load32_splat(term, 4);
    s0 = multiplyAdd(v128.load(x), weight, s0);
    s1 = multiplyAdd(v128.load(x, 16), weight, s1);
    term += TERM;
  }
  finish(to, s0, least, isAdded);
  finish(to + 16, s1, least, isAdded);
}

function one(from: usize, term: usize, end: usize, bias: v128, least: v128, isAdded: bool, to: usize): void {
  let s0 = bias;
  while (term < end) {
    const x = from + <usize>load<i32>(term);
    const weight = v128.load32_splat(term, 4);
    s0 = multiplyAdd(v128.load(x), weight, s0);
    term += TERM;
  }
  finish(to, s0, least, isAdded);
}

function finish(to: usize, sum: v128, least: v128, isAdded: bool): void {
  if (isAdded) sum = f32x4.add(sum, v128.load(to));
  v128.store(to, f32x4.pmax(sum, least));
}
