/** @file What all products are made of. */

/** `a * b + c`. Relaxed: fused where the processor can, which halves the instructions. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c);
}

/** `c - a * b`. */
export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_nmadd(a, b, c);
}
