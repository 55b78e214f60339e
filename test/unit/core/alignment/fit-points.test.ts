/** @file The fitted transform by hand, against a search around it, and undone. */
import { describe, expect, test } from 'vitest';
import {
  fitSimilarity,
  invertSimilarity,
  type PointPair,
  type SimilarityTransform,
} from '../../../../src/core/alignment/fit-points.ts';
import { repeatableNoise } from '../../pictures.ts';

const pair = (fromX: number, fromY: number, toX: number, toY: number, weight = 1): PointPair => ({
  from: { x: fromX, y: fromY },
  to: { x: toX, y: toY },
  weight,
});

describe('of two pairs', () => {
  test('shift and scale', () => {
    expect(fitSimilarity([pair(1, 2, 5, 5), pair(3, 2, 9, 5)])).toEqual({ a: 2, b: 0, tx: 3, ty: 1 });
  });

  test('a quarter turn with scale 2', () => {
    expect(fitSimilarity([pair(0, 0, 10, 20), pair(1, 0, 10, 22)])).toEqual({ a: 0, b: 2, tx: 10, ty: 20 });
  });

  test('an eighth of a turn', () => {
    // (1, 0) goes to (1, 1): a = b = 1; the first point (2, 3) goes to (2 - 3 + tx, 2 + 3 + ty) = (7, 7).
    expect(fitSimilarity([pair(2, 3, 7, 7), pair(3, 3, 8, 8)])).toEqual({ a: 1, b: 1, tx: 8, ty: 2 });
  });

  test('both points reach their places, whatever they weigh', () => {
    const pairs = [pair(31, 47, 70, 76, 0.1), pair(90, 60, 122, 76, 5)];
    expect(missOf(fitSimilarity(pairs), pairs)).toBeLessThan(1e-18);
  });
});

describe('of more', () => {
  const random = repeatableNoise();
  const pairs = Array.from({ length: 5 }, () =>
    pair(random() * 100, random() * 100, random() * 100, random() * 100, 0.2 + random()),
  );
  const fitted = fitSimilarity(pairs);

  test.for(['a', 'b', 'tx', 'ty'] as const)('a little more or less of %s misses them by more', (part) => {
    for (const step of [-1e-3, 1e-3]) {
      const other = { ...fitted, [part]: fitted[part] + step };
      expect(missOf(other, pairs)).toBeGreaterThan(missOf(fitted, pairs));
    }
  });

  test('the inverse takes places back', () => {
    const there = apply(fitted, { x: 3, y: 4 });
    const back = apply(invertSimilarity(fitted), there);
    expect(back.x).toBeCloseTo(3, 9);
    expect(back.y).toBeCloseTo(4, 9);
  });
});

function apply({ a, b, tx, ty }: SimilarityTransform, { x, y }: PointPair['from']): PointPair['from'] {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

function missOf(transform: SimilarityTransform, pairs: readonly PointPair[]): number {
  return pairs.reduce((sum, { from, to, weight }) => {
    const at = apply(transform, from);
    return sum + weight * ((at.x - to.x) ** 2 + (at.y - to.y) ** 2);
  }, 0);
}
