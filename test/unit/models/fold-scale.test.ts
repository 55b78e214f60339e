/**
 * @file A folded convolution gives what the convolution and its scale layer gave, on numbers computed by hand.
 */
import { describe, expect, test } from 'vitest';
import { foldScale } from '../../../models/build/fold-scale.ts';

const tensor = (shape: readonly number[], ...values: number[]) => ({
  shape,
  values: Float32Array.from(values),
});

describe('foldScale', () => {
  test('multiplies filters by the factor, and bias by the factor plus the summand', () => {
    const folded = foldScale({
      filters: tensor([1, 1, 1, 2], 3, 5),
      bias: tensor([2], 1, -1),
      factors: tensor([2], 2, 10),
      summands: tensor([2], 0.5, 4),
    });
    expect(folded).toEqual({
      shape: [2, 1, 1, 1],
      weights: Float32Array.of(6, 50),
      bias: Float32Array.of(2.5, -6),
    });
  });

  test('turns rows, columns, inputs, outputs into outputs, inputs, rows, columns', () => {
    // Value 1000 * row + 100 * column + 10 * input + output, for 2 rows, 2 columns, 2 inputs, 2 outputs.
    const values = [
      ...[0, 1, 10, 11, 100, 101, 110, 111],
      ...[1000, 1001, 1010, 1011, 1100, 1101, 1110, 1111],
    ];
    const { shape, weights } = foldScale({
      filters: tensor([2, 2, 2, 2], ...values),
      bias: tensor([2], 0, 0),
      factors: tensor([2], 1, 1),
      summands: tensor([2], 0, 0),
    });
    expect(shape).toEqual([2, 2, 2, 2]);
    expect([...weights]).toEqual([
      ...[0, 100, 1000, 1100, 10, 110, 1010, 1110],
      ...[1, 101, 1001, 1101, 11, 111, 1011, 1111],
    ]);
  });

  test('refuses a scale layer of another size', () => {
    expect(() =>
      foldScale({
        filters: tensor([1, 1, 1, 2], 3, 5),
        bias: tensor([2], 1, -1),
        factors: tensor([1], 2),
        summands: tensor([2], 0, 0),
      }),
    ).toThrow('do not belong together');
  });
});
