/** @file The centers on a card: text to numbers, and what the card of the default network holds. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { neighborhoodsOf } from '../../../src/recognition/card-neighborhoods.ts';
import { parseEmbedderCard, type EmbedderCard } from '../../../src/recognition/model-card.ts';

const text = await readFile(new URL('../../../models/faceplugin.json', import.meta.url), 'utf8');
const card = parseEmbedderCard(JSON.parse(text));

/** 1, -2, 0.5 and 65504, the largest number of 16 bits. */
const HALVES = Buffer.from(Uint16Array.of(0x3c00, 0xc000, 0x3800, 0x7bff).buffer).toString('base64');

function withCenters(centers: string, dimension: number): EmbedderCard {
  const neighborhoods = {
    centers,
    sharpness: 3,
    share: 0.5,
    people: 100,
    fewestPeople: 5,
    reason: 'made up',
  };
  return parseEmbedderCard({ ...card, neighborhoods, output: { ...card.output, dimension } });
}

test.for([
  [4, [[1, -2, 0.5, 65504]]],
  [
    2,
    [
      [1, -2],
      [0.5, 65504],
    ],
  ],
  [1, [[1], [-2], [0.5], [65504]]],
] as const)('rows of %i numbers', ([dimension, rows]) => {
  const neighborhoods = neighborhoodsOf(withCenters(HALVES, dimension));
  expect(neighborhoods?.centers.map((center) => [...center])).toEqual(rows);
  expect(neighborhoods?.sharpness).toBe(3);
  expect(neighborhoods?.share).toBe(0.5);
});

test('as many bytes as Buffer reads, whatever is left over at the end', () => {
  for (const count of [1, 2, 3, 5, 100]) {
    const values = Uint16Array.from({ length: count }, (_, index) => (index * 7919) & 0x7bff);
    const neighborhoods = neighborhoodsOf(withCenters(Buffer.from(values.buffer).toString('base64'), 1));
    expect(neighborhoods?.centers).toHaveLength(count);
  }
});

test('a card without any has none', () => {
  const without = Object.fromEntries(Object.entries(card).filter(([key]) => key !== 'neighborhoods'));
  expect(neighborhoodsOf(parseEmbedderCard(without))).toBeUndefined();
});

test.for([
  ['half a row', HALVES, 3],
  ['no row', '', 1],
  ['no base64', 'é', 1],
] as const)('%s is refused', ([, centers, dimension]) => {
  expect(() => withCenters(centers, dimension)).toThrow('neighborhoods');
});

test('the default network: no center stands for few people, and all are much shorter than an embedding', () => {
  const { centers } = neighborhoodsOf(card) ?? { centers: [] };
  expect(card.neighborhoods?.fewestPeople).toBeGreaterThanOrEqual(8);
  expect(centers.length * (card.neighborhoods?.fewestPeople ?? 0)).toBeLessThanOrEqual(
    card.neighborhoods?.people ?? 0,
  );
  for (const center of centers) {
    // The mean of n unlike unit vectors has a length of 1/sqrt(n); one person's own embedding would have 1.
    expect(Math.hypot(...center)).toBeLessThan(0.6);
  }
});
