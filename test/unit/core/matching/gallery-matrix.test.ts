/** @file A gallery as one block of numbers: the same distances as sample by sample. */
import { describe, expect, test } from 'vitest';
import { euclideanDistance } from '../../../../src/core/embedding/embedding.ts';
import { entryOf, type Gallery } from '../../../../src/core/gallery/gallery.ts';
import { toUnitLength } from '../../../../src/core/embedding/metric.ts';
import { matrixOf, nearestRows } from '../../../../src/core/matching/gallery-matrix.ts';

function embedding(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => Math.sin(seed * 12.9 + index * 3.7));
}

test.for([1, 3, 4, 7, 128])('embeddings of %d numbers', (length) => {
  const entries = [
    entryOf('a', 'Ann', [embedding(length, 1), embedding(length, 2)]),
    entryOf('b', 'Bob', []),
    entryOf('c', 'Cid', [embedding(length, 3)]),
  ];
  const gallery: Gallery = { revision: 1, modelId: 'm', metric: 'euclidean', entries };
  const probe = embedding(length, 9);
  const nearest = nearestRows(probe, matrixOf(gallery), entries.length);
  const wanted = entries.map(({ embeddings }) =>
    Math.min(...embeddings.map((one) => euclideanDistance(probe, one))),
  );
  expect(nearest[1]).toBe(Infinity);
  for (const index of [0, 2]) expect(nearest[index]).toBeCloseTo(wanted[index] ?? NaN, 12);
});

test('is made once for the same people, and tells who has rejected faces', () => {
  const ann = entryOf('a', 'Ann', [embedding(2, 1)]);
  const bob = { ...entryOf('b', 'Bob', []), rejected: [embedding(2, 2)] };
  const gallery: Gallery = { revision: 1, modelId: 'm', metric: 'euclidean', entries: [ann, bob] };
  expect(matrixOf(gallery)).toBe(matrixOf(gallery));
  expect(matrixOf({ ...gallery, revision: 2 })).toBe(matrixOf(gallery));
  expect(matrixOf({ ...gallery, entries: [...gallery.entries] })).not.toBe(matrixOf(gallery));
  expect(matrixOf(gallery)).toMatchObject({ dimension: 2, rejecting: [1] });
});

test('an empty gallery has nobody near', () => {
  const gallery: Gallery = { revision: 1, modelId: 'm', metric: 'euclidean', entries: [] };
  expect(nearestRows(embedding(2, 1), matrixOf(gallery), 0)).toHaveLength(0);
});

describe('what the samples of one person have in common', () => {
  const unit = (...values: number[]) => toUnitLength(Float32Array.from(values));
  const samples = [unit(1, 0.8, 0, 0), unit(1, 0, 0.8, 0), unit(1, 0, 0, 0.8)];
  const towards = (entry: ReturnType<typeof entryOf>) =>
    nearestRows(
      unit(1, 0.2, 0.2, 0.2),
      matrixOf({ revision: 1, modelId: 'm', metric: 'cosine', entries: [entry] }),
      1,
    )[0] ?? Number.NaN;

  test('is nearer to a face between three of them than any single one', () => {
    const nearest = Math.min(...samples.map((one) => euclideanDistance(unit(1, 0.2, 0.2, 0.2), one)));
    expect(nearest).toBeGreaterThan(0.4);
    expect(towards(entryOf('a', 'Ann', samples))).toBeLessThan(0.1);
  });

  test.for([
    ['two samples', entryOf('a', 'Ann', samples.slice(0, 2))],
    [
      'samples whose length means something',
      entryOf(
        'a',
        'Ann',
        samples.map((one) => one.map((value) => 1.1 * value)),
      ),
    ],
    ['someone with a limit to the samples alone', { ...entryOf('a', 'Ann', samples), maxDistance: 0.9 }],
  ] as const)('does not count for %s', ([, entry]) => {
    expect(towards(entry)).toBeGreaterThan(0.4);
  });

  test('samples that cancel each other out have nothing in common', () => {
    const apart = [unit(1, 0), unit(-0.5, 0.75 ** 0.5), unit(-0.5, -(0.75 ** 0.5))];
    const { owners } = matrixOf({
      revision: 1,
      modelId: 'm',
      metric: 'cosine',
      entries: [entryOf('a', 'Ann', apart)],
    });
    expect(owners).toHaveLength(3);
  });
});
