/** @file Numbers of 16 bits become the numbers that they stand for. */
import { expect, test } from 'vitest';
import { halfToFloat } from '../../../../src/recognition/kernels/half-float.ts';

test.for([
  ['zero', 0x0000, 0],
  ['the smallest', 0x0001, 2 ** -24],
  ['the largest subnormal', 0x03ff, 1023 * 2 ** -24],
  ['the smallest normal', 0x0400, 2 ** -14],
  ['a third', 0x3555, 0.333251953125],
  ['one', 0x3c00, 1],
  ['the next after one', 0x3c01, 1 + 2 ** -10],
  ['minus one and a half', 0xbe00, -1.5],
  ['minus the smallest', 0x8001, -(2 ** -24)],
  ['the largest', 0x7bff, 65_504],
  ['minus the largest', 0xfbff, -65_504],
  ['infinity', 0x7c00, Infinity],
  ['minus infinity', 0xfc00, -Infinity],
  ['no number', 0x7e00, Number.NaN],
  ['no number, with its sign', 0xfc01, Number.NaN],
  ['minus zero', 0x8000, -0],
] as const)('%s', ([, bits, value]) => {
  expect(halfToFloat(bits)).toBe(value);
});
