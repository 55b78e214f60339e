/** @file What the recognizer knows: the latest configuration, as the model in use sees it. */
import { entryOf } from '../../../src/core/gallery/gallery.ts';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import {
  DEFAULT_SETTINGS,
  type Configuration,
  type Settings,
} from '../../../src/protocol/background-messages.ts';
import { parseEmbedderCard, type EmbedderCard } from '../../../src/recognition/model-card.ts';

const cardUrl = new URL('../../../models/oracles/compact.json', import.meta.url);
const card = parseEmbedderCard(JSON.parse(await readFile(cardUrl, 'utf8')));

const embedding = (length = card.output.dimension) => new Float32Array(length).fill(0.1);
const anchor = (name: string, embeddings: Record<string, Float32Array[]>) => ({
  anchorId: name.toLowerCase(),
  name,
  isNeverNamed: false,
  samples: Object.entries(embeddings).flatMap(([modelId, list]) =>
    list.map((one, index) => ({ sampleId: `${modelId}-${String(index)}`, embeddings: { [modelId]: one } })),
  ),
});
const settings: Settings = DEFAULT_SETTINGS;

/** What a model that is in use knows. */
function knowledgeOf(one: EmbedderCard): Knowledge {
  const knowledge = new Knowledge();
  knowledge.use(one);
  return knowledge;
}

/** The configuration, with what does not matter here. */
function configurationOf(revision: number, rest: Partial<Configuration> = {}): Configuration {
  return { revision, settings, activeModelId: null, anchors: [], rejections: [], ...rest };
}

test('before the first configuration nobody is known, and the card’s default limits hold', () => {
  const knowledge = knowledgeOf(card);
  expect(knowledge.gallery).toEqual({ revision: 0, modelId: 'compact', metric: 'euclidean', entries: [] });
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.euclidean.maxDistance, 9);
});

test('takes the embeddings of its own network, and of the right length', () => {
  const knowledge = knowledgeOf(card);
  const good = embedding();
  const anchors = [
    anchor('Ann', { compact: [good, embedding(64), embedding(129)], facenet: [embedding()] }),
    anchor('Bob', { facenet: [embedding()] }),
  ];
  expect(knowledge.apply(configurationOf(5, { anchors }))).toBe(true);
  expect(knowledge.gallery).toEqual({
    revision: 5,
    modelId: 'compact',
    metric: 'euclidean',
    entries: [{ ...entryOf('ann', 'Ann', [good]), sampleIds: ['compact-0'] }, entryOf('bob', 'Bob', [])],
  });
});

test('follows the strictness', () => {
  const knowledge = knowledgeOf(card);
  knowledge.apply(configurationOf(5, { settings: { ...settings, strictness: 0 } }));
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.euclidean.strictMaxDistance, 9);
  knowledge.apply(configurationOf(6, { settings: { ...settings, strictness: 1 } }));
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.euclidean.lenientMaxDistance, 9);
});

test.for([4, 5])('a configuration of revision %d that arrives late changes nothing', (revision) => {
  const knowledge = knowledgeOf(card);
  knowledge.apply(configurationOf(5, { anchors: [anchor('Ann', {})] }));
  const late = configurationOf(revision, { settings: { ...settings, strictness: 1 } });
  expect(knowledge.apply(late)).toBe(false);
  expect(knowledge.gallery.entries).toHaveLength(1);
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.euclidean.maxDistance, 9);
});

test('before any model is in use nobody can be named', () => {
  const knowledge = new Knowledge();
  knowledge.apply(configurationOf(5, { anchors: [anchor('Ann', { compact: [embedding()] })] }));
  expect(knowledge.gallery.entries).toEqual([]);
  expect(knowledge.limits.enterMaxDistance).toBe(0);
  knowledge.use(card);
  expect(knowledge.gallery).toMatchObject({ revision: 5, entries: [{ name: 'Ann' }] });
});

test('another model in use sees its own embeddings, by its own length and limits', () => {
  const other: EmbedderCard = {
    ...card,
    id: 'other',
    output: { ...card.output, dimension: 2 },
    thresholds: {
      ...card.thresholds,
      euclidean: { ...card.thresholds.euclidean, maxDistance: 1.5, lenientMaxDistance: 2 },
    },
  };
  const knowledge = knowledgeOf(card);
  const own = Float32Array.of(3, 4);
  const anchors = [anchor('Ann', { compact: [embedding()], other: [own, embedding()] })];
  knowledge.apply(configurationOf(5, { anchors }));
  expect(knowledge.viewOf(other).gallery.entries[0]?.embeddings).toEqual([own]);
  expect(knowledge.gallery.modelId).toBe('compact');
  knowledge.use(other);
  expect(knowledge.gallery).toMatchObject({ modelId: 'other', entries: [{ embeddings: [own] }] });
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(1.5, 9);
});

test('the metric that the person chose holds, embeddings at unit length and limits as chords', () => {
  const two: EmbedderCard = { ...card, output: { ...card.output, dimension: 2 } };
  const knowledge = knowledgeOf(two);
  const anchors = [anchor('Ann', { compact: [Float32Array.of(3, 4)] })];
  knowledge.apply(configurationOf(5, { anchors, settings: { ...settings, metric: 'cosine' } }));
  expect(knowledge.gallery.metric).toBe('cosine');
  const [unit] = knowledge.gallery.entries[0]?.embeddings ?? [];
  expect(unit?.[0]).toBeCloseTo(0.6, 6);
  expect(unit?.[1]).toBeCloseTo(0.8, 6);
  const chord = Math.sqrt(2 - 2 * card.thresholds.cosine.minSimilarity);
  expect(knowledge.limits.enterMaxDistance).toBeCloseTo(chord, 9);
});

test('without such a choice the metric is the card’s', () => {
  const cosine: EmbedderCard = { ...card, metric: 'cosine' };
  expect(knowledgeOf(cosine).gallery.metric).toBe('cosine');
  const knowledge = knowledgeOf(cosine);
  knowledge.apply(configurationOf(5, { settings: { ...settings, metric: 'euclidean' } }));
  expect(knowledge.gallery.metric).toBe('euclidean');
});

test('knows which faces are whose not, by anchor and by name, in the metric’s space', () => {
  const two: EmbedderCard = { ...card, output: { ...card.output, dimension: 2 } };
  const knowledge = knowledgeOf(two);
  const anchors = [anchor('Ann', {}), { ...anchor('ann', {}), anchorId: 'other' }, anchor('Bob', {})];
  const rejection = { correctionId: 'c', anchorId: 'ann', name: 'Ann' };
  const rejections = [
    { ...rejection, embeddings: { compact: Float32Array.of(3, 4), facenet: Float32Array.of(9) } },
    { ...rejection, embeddings: { compact: Float32Array.of(1) } },
  ];
  knowledge.apply(configurationOf(5, { anchors, rejections, settings: { ...settings, metric: 'cosine' } }));
  const rejected = knowledge.gallery.entries.map((entry) => entry.rejected);
  expect(rejected.map((list) => list.length)).toEqual([1, 1, 0]);
  expect(rejected[0]?.[0]?.[0]).toBeCloseTo(0.6, 6);
});

test('the strictest distance is the card’s, whatever the strictness', () => {
  expect(new Knowledge().strictMaxDistance).toBe(0);
  const knowledge = knowledgeOf(card);
  knowledge.apply(configurationOf(5, { settings: { ...settings, strictness: 1 } }));
  expect(knowledge.strictMaxDistance).toBe(card.thresholds.euclidean.strictMaxDistance);
});

describe('settings that come without the people', () => {
  const people = { anchors: [anchor('Ann', { compact: [embedding()] })] };
  const strict = { revision: 6, settings: { ...settings, strictness: 0 }, activeModelId: 'compact' };

  test('hold for the same people, who are not gone through again', () => {
    const knowledge = knowledgeOf(card);
    knowledge.apply(configurationOf(5, people));
    const { entries } = knowledge.gallery;
    expect(knowledge.settle(strict)).toBe(true);
    expect(knowledge.limits.enterMaxDistance).toBeCloseTo(card.thresholds.euclidean.strictMaxDistance, 9);
    expect(knowledge.gallery.entries).toBe(entries);
    expect(knowledge.gallery.revision).toBe(6);
    expect(knowledge.configuration).toEqual(configurationOf(6, { ...people, ...strict }));
  });

  test('of another metric show the people in its space', () => {
    const knowledge = knowledgeOf(card);
    knowledge.apply(configurationOf(5, people));
    knowledge.settle({ ...strict, settings: { ...settings, metric: 'cosine' } });
    expect(knowledge.gallery.metric).toBe('cosine');
    expect(knowledge.gallery.entries[0]?.embeddings[0]?.[0]).toBeCloseTo(1 / Math.sqrt(128), 6);
  });

  test('that are older than what is in force change nothing', () => {
    const knowledge = knowledgeOf(card);
    knowledge.apply(configurationOf(7, people));
    expect(knowledge.settle(strict)).toBe(false);
    expect(knowledge.configuration.settings).toEqual(settings);
  });

  test('that come before the people are in force as soon as these are there, unless they are older', () => {
    const knowledge = knowledgeOf(card);
    expect(knowledge.settle(strict)).toBe(false);
    expect(knowledge.apply(configurationOf(5, people))).toBe(true);
    expect(knowledge.configuration.settings.strictness).toBe(0);
    expect(knowledge.gallery.entries).toHaveLength(1);

    const late = knowledgeOf(card);
    late.settle(strict);
    late.apply(configurationOf(7, people));
    expect(late.configuration.settings).toEqual(settings);
  });
});
