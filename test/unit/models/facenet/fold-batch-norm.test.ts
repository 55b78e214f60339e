/** @file Folding against numbers that were worked out by hand. */
import { expect, test } from 'vitest';
import { foldBatchNorm, foldResidualScale } from '../../../../models/build/facenet/fold-batch-norm.ts';

const tensor = (shape: readonly number[], ...values: number[]) => ({
  shape,
  values: Float32Array.from(values),
});

test('batch norm: the variance is widened by 0.001, and there is no factor', () => {
  const { shape, weights, bias } = foldBatchNorm(tensor([1, 1, 2, 2], 1, 2, 3, 4), {
    beta: tensor([2], 10, 20),
    movingMean: tensor([2], 5, -1),
    // 1 / sqrt(0.249 + 0.001) = 2 and 1 / sqrt(3.999 + 0.001) = 0.5
    movingVariance: tensor([2], 0.249, 3.999),
  });
  expect(shape).toEqual([2, 2, 1, 1]);
  // Output 0 reads 1 and 3, times 2; output 1 reads 2 and 4, times 0.5.
  expectClose(weights, [2, 6, 1, 2]);
  // 10 - 5 * 2 and 20 + 1 * 0.5
  expectClose(bias, [0, 20.5]);
});

test('a kernel [rows, columns, in, out] becomes [out, in, rows, columns]', () => {
  const { shape, weights } = foldBatchNorm(tensor([1, 3, 1, 2], 1, 10, 2, 20, 3, 30), {
    beta: tensor([2], 0, 0),
    movingMean: tensor([2], 0, 0),
    movingVariance: tensor([2], 0.999, 0.999),
  });
  expect(shape).toEqual([2, 1, 1, 3]);
  expectClose(weights, [1, 2, 3, 10, 20, 30]);
});

test('the residual scale reaches weights and bias', () => {
  const { weights, bias } = foldResidualScale(tensor([1, 1, 1, 2], 10, -20), tensor([2], 1, 2), 0.17);
  expectClose(weights, [1.7, -3.4]);
  expectClose(bias, [0.17, 0.34]);
});

test('shapes that do not belong together are refused', () => {
  expect(() => foldResidualScale(tensor([1, 1, 1, 2], 1, 2), tensor([1], 1), 1)).toThrow('do not belong');
});

function expectClose(actual: Float32Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 5);
}
