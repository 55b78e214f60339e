/** @file Distances and means of embeddings, by hand. */
import { describe, expect, test } from 'vitest';
import {
  euclideanDistance,
  isFiniteEmbedding,
  meanEmbedding,
} from '../../../../src/core/embedding/embedding.ts';

const vector = (...numbers: number[]) => Float32Array.from(numbers);

test('euclideanDistance is the length of the difference', () => {
  expect(euclideanDistance(vector(1, 1), vector(4, 5))).toBe(5);
  expect(euclideanDistance(vector(4, 5), vector(1, 1))).toBe(5);
  expect(euclideanDistance(vector(1, 2, 3), vector(1, 2, 3))).toBe(0);
  expect(euclideanDistance(vector(1, 2, 3, 4), vector(2, 3, 4, 5))).toBe(2);
});

describe('meanEmbedding', () => {
  test('is the mean of each number', () => {
    expect(meanEmbedding([vector(0, 2), vector(4, 8)])).toEqual(vector(2, 5));
  });

  test('a single embedding is its own mean, and not the same array', () => {
    const only = vector(1, 2);
    const mean = meanEmbedding([only]);
    expect(mean).toEqual(only);
    expect(mean).not.toBe(only);
  });
});

test('isFiniteEmbedding asks for the exact length and finite numbers', () => {
  expect(isFiniteEmbedding(vector(1, 2, 3), 3)).toBe(true);
  expect(isFiniteEmbedding(vector(1, 2, 3), 4)).toBe(false);
  expect(isFiniteEmbedding(vector(1, NaN, 3), 3)).toBe(false);
  expect(isFiniteEmbedding(vector(1, 2, Infinity), 3)).toBe(false);
});
