/** @file Who gets a false name when the right one is not enrolled. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { findFalseNames, pairsOf, type KnownFace } from '../../../scripts/eval/known-faces.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';

const compact = parseEmbedderCard(
  JSON.parse(await readFile(new URL('../../../models/oracles/compact.json', import.meta.url), 'utf8')),
);

/** Faces on a line: their distance is the difference of their places. */
function known(person: string, place: number, quality = 1): KnownFace {
  return { person, file: `${person}.jpg`, face: { embedding: Float32Array.from([place, 1]), quality } };
}

test('a face near another person gets that name, its own person left out', () => {
  const enrolled = [known('Ann', 0), known('Bob', 0.1), known('Cid', 9)];
  const found = findFalseNames([known('Ann', 0), known('Cid', 9)], enrolled, compact, 'euclidean');
  expect(found.map(({ probe, name }) => [probe.person, name])).toEqual([['Ann', 'Bob']]);
});

test('one that is not clear enough gets none', () => {
  expect(findFalseNames([known('Ann', 0, 0.1)], [known('Bob', 0.1)], compact, 'euclidean')).toEqual([]);
});

test('each face is compared with each other one', () => {
  const distance = (a: Float32Array, b: Float32Array): number => Math.abs((a[0] ?? 0) - (b[0] ?? 0));
  expect(pairsOf([known('Ann', 0), known('Bob', 2), known('Ann', 5)], distance)).toEqual([
    { isGenuine: false, distance: 2 },
    { isGenuine: true, distance: 5 },
    { isGenuine: false, distance: 3 },
  ]);
});
