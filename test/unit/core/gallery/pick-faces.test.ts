/** @file Which saved faces a model is tried on. */
import { expect, test } from 'vitest';
import { MAX_TRIED_FACES, pickFaces } from '../../../../src/core/gallery/pick-faces.ts';

const person = (name: string, count: number) => ({
  name,
  samples: Array.from({ length: count }, (_, index) => `${name}${String(index)}`),
});

test('everybody’s first face before anybody’s second', () => {
  const picked = pickFaces([person('a', 3), person('b', 1), person('c', 2)]);
  expect(picked.map(({ sample }) => sample)).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2']);
});

test('of very many people, those with two faces, and never more than can be tried', () => {
  const single = Array.from({ length: 100 }, (_, index) => person(`one${String(index)}-`, 1));
  const several = Array.from({ length: 40 }, (_, index) => person(`two${String(index)}-`, 9));
  const picked = pickFaces([...single, ...several]);
  expect(picked).toHaveLength(MAX_TRIED_FACES);
  expect(new Set(picked.map(({ person: { name } }) => name)).size).toBe(MAX_TRIED_FACES / 2);
  expect(picked.every(({ person: { name } }) => name.startsWith('two'))).toBe(true);
  expect(pickFaces([])).toEqual([]);
});
