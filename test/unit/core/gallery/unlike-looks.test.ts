/** @file The few looks that say something new. */
import { expect, test } from 'vitest';
import { chooseUnlike } from '../../../../src/core/gallery/unlike-looks.ts';

const look = (at: number, quality = 0.5) => ({ embedding: Float32Array.of(at), quality });
const wishes = { most: 3, metric: 'euclidean', maxDistance: 1, known: [] } as const;
const places = (chosen: readonly { embedding: Float32Array }[]) =>
  chosen.map(({ embedding }) => embedding[0]);

test('the best first, then those that are farthest, at most so many', () => {
  const looks = [look(0), look(1, 0.9), look(2), look(4), look(8)];
  expect(places(chooseUnlike(looks, wishes))).toEqual([1, 8, 4]);
});

test('none that is nearly the same as another', () => {
  expect(places(chooseUnlike([look(0, 0.9), look(0.125), look(0.1875), look(0.25)], wishes))).toEqual([
    0, 0.25,
  ]);
});

test('none that is nearly the same as what is known, also none at all', () => {
  const known = [Float32Array.of(0)];
  expect(places(chooseUnlike([look(0.125), look(1)], { ...wishes, known }))).toEqual([1]);
  expect(chooseUnlike([look(0.125), look(-0.125)], { ...wishes, known })).toEqual([]);
});

test('compares in the metric’s space', () => {
  const looks = [
    { embedding: Float32Array.of(1, 0), quality: 0.9 },
    { embedding: Float32Array.of(9, 0), quality: 0.5 },
    { embedding: Float32Array.of(0, 9), quality: 0.5 },
  ];
  const chosen = chooseUnlike(looks, { ...wishes, metric: 'cosine' });
  expect(chosen.map(({ embedding }) => [...embedding])).toEqual([
    [1, 0],
    [0, 9],
  ]);
});
