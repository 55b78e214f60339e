/** @file What follows a convolution in networks with PReLU. */
import { multiplyAdd } from './multiply-add';

/** `value` where it is above zero, `value * slope` below. A slope of one leaves it as it is. */
export function prelu(value: v128, slope: v128): v128 {
  const zero = f32x4.splat(0);
  return multiplyAdd(f32x4.pmin(value, zero), slope, f32x4.pmax(value, zero));
}
