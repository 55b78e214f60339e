/** @file What the recognizer knows: the latest configuration, cut down to its own network. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';

const cardUrl = new URL('../../../models/compact.json', import.meta.url);
const card = parseEmbedderCard(JSON.parse(await readFile(cardUrl, 'utf8')));

const embedding = (length = card.output.dimension) => new Float32Array(length).fill(0.1);
const anchor = (name: string, embeddings: Record<string, Float32Array[]>) => ({
  anchorId: name.toLowerCase(),
  name,
  embeddings,
});
const settings = { strictness: 0.5 };

test('before the first configuration nobody is known, and the card’s default limits hold', () => {
  const knowledge = new Knowledge(card);
  expect(knowledge.gallery).toEqual({ revision: 0, modelId: 'compact', entries: [] });
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.maxDistance, 9);
});

test('takes the embeddings of its own network, and of the right length', () => {
  const knowledge = new Knowledge(card);
  const good = embedding();
  const anchors = [
    anchor('Ann', { compact: [good, embedding(64), embedding(129)], facenet: [embedding()] }),
    anchor('Bob', { facenet: [embedding()] }),
  ];
  expect(knowledge.apply({ revision: 5, settings, anchors })).toBe(true);
  expect(knowledge.gallery).toEqual({
    revision: 5,
    modelId: 'compact',
    entries: [
      { anchorId: 'ann', name: 'Ann', embeddings: [good] },
      { anchorId: 'bob', name: 'Bob', embeddings: [] },
    ],
  });
});

test('follows the strictness', () => {
  const knowledge = new Knowledge(card);
  knowledge.apply({ revision: 5, settings: { strictness: 0 }, anchors: [] });
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.strictMaxDistance, 9);
  knowledge.apply({ revision: 6, settings: { strictness: 1 }, anchors: [] });
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.lenientMaxDistance, 9);
});

test.for([4, 5])('a configuration of revision %d that arrives late changes nothing', (revision) => {
  const knowledge = new Knowledge(card);
  knowledge.apply({ revision: 5, settings, anchors: [anchor('Ann', {})] });
  expect(knowledge.apply({ revision, settings: { strictness: 1 }, anchors: [] })).toBe(false);
  expect(knowledge.gallery.entries).toHaveLength(1);
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.maxDistance, 9);
});
