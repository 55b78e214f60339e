/** @file The end of a convolution, for four channels of one pixel. */

/** `max(0, value + summand)`, or `max(0, value + summand + what is there)` when `isAdded`. */
export function finish(to: usize, value: v128, summand: v128, isAdded: bool): void {
  let sum = f32x4.add(value, summand);
  if (isAdded) sum = f32x4.add(sum, v128.load(to));
  v128.store(to, f32x4.pmax(sum, f32x4.splat(0)));
}
