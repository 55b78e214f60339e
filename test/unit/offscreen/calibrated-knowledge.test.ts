/** @file What the recognizer learns from its own people and from strangers, and what the slider is told of it. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { NO_EVIDENCE, type Evidence } from '../../../src/core/matching/evidence.ts';
import { UNKNOWN } from '../../../src/core/matching/verdict.ts';
import { estimateStrictness } from '../../../src/offscreen/estimate-strictness.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { Strangers } from '../../../src/offscreen/strangers.ts';
import { StrictnessDesk } from '../../../src/offscreen/strictness-desk.ts';
import { DEFAULT_SETTINGS, type Configuration } from '../../../src/protocol/background-messages.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import type { ToPanel } from '../../../src/protocol/panel-port.ts';
import type { HostedPort } from '../../../src/platform/port.ts';
import { lookAlikeOf, lookAt, person, seeded, type Person } from '../core/matching/synthetic-people.ts';
import { StudierAtHand } from './studier.ts';

const cardUrl = new URL('../../../models/oracles/compact.json', import.meta.url);
const card = parseEmbedderCard(JSON.parse(await readFile(cardUrl, 'utf8')));
const random = seeded(9);
const { maxDistance } = card.thresholds.euclidean;

function anchorOf(one: Person, samples = 2) {
  return {
    anchorId: one.name,
    name: one.name,
    isNeverNamed: false,
    samples: Array.from({ length: samples }, (_, index) => ({
      sampleId: `${one.name}/${String(index)}`,
      embeddings: { compact: lookAt(one, random) },
    })),
  };
}

function configurationOf(
  anchors: Configuration['anchors'],
  revision: number,
  strictness = 0.5,
): Configuration {
  const settings = { ...DEFAULT_SETTINGS, strictness };
  return { revision, settings, activeModelId: null, anchors, rejections: [] };
}

function knowledgeOf(anchors: Configuration['anchors']): Knowledge {
  const knowledge = new Knowledge();
  knowledge.use(card);
  knowledge.apply(configurationOf(anchors, 1));
  return knowledge;
}

function estimateOf({ gallery, grounds }: Knowledge) {
  if (grounds === undefined) throw new Error('no model is in use');
  return estimateStrictness(gallery, grounds);
}

/** Far from everybody else. */
function strangerLooks(name: string, looks = 3): Evidence {
  const one = person(name, random);
  const list = Array.from({ length: looks }, () => ({ embedding: lookAt(one, random), quality: 0.8 }));
  return { ...NO_EVIDENCE, looks: list, verdict: UNKNOWN };
}

const people = Array.from({ length: 12 }, (_, index) => anchorOf(person(`P${String(index)}`, random)));

test('before a model is in use there are no grounds for an estimate', () => {
  expect(new Knowledge().grounds).toBeUndefined();
});

test('look-alikes get limits of their own, others none', () => {
  const mira = person('Mira', random);
  const clara = lookAlikeOf(mira, 'Clara', random);
  const knowledge = knowledgeOf([anchorOf(mira), anchorOf(clara), anchorOf(person('Bob', random))]);
  const limits = knowledge.gallery.entries.map((entry) => entry.maxDistance);
  expect(limits[0]).toBeLessThan(0.5);
  expect(limits[1]).toBe(limits[0]);
  expect(limits[2]).toBe(Infinity);
  const estimate = estimateOf(knowledge);
  expect(estimate.lookAlikes).toEqual([{ one: 'Clara', other: 'Mira' }]);
  expect(estimate.lookAlikePairs).toBe(1);

  knowledge.apply(configurationOf([anchorOf(mira)], 2));
  expect(knowledge.gallery.entries[0]?.maxDistance).toBe(Infinity);
});

test('own people who lie near tighten the limits; a handful of them does not', () => {
  // Synthetic strangers lie 0.75 apart, the card's 0.82.
  expect(knowledgeOf(people.slice(0, 8)).limits.enterMaxDistance).toBe(maxDistance);
  expect(knowledgeOf(people).limits.enterMaxDistance).toBeLessThan(maxDistance);
});

describe('strangers', () => {
  test('are counted once each after three looks, and make the estimate surer', () => {
    const knowledge = knowledgeOf(people.slice(0, 3));
    const before = estimateOf(knowledge).positions[0]?.chance ?? 0;
    knowledge.noteFace('1/1', strangerLooks('A', 2));
    expect(estimateOf(knowledge).strangers).toBe(0);
    const looks = strangerLooks('B');
    for (const face of ['1/2', '1/2', '1/3']) knowledge.noteFace(face, looks);
    expect(estimateOf(knowledge).strangers).toBe(1);
    for (let index = 0; index < 40; index++) {
      knowledge.noteFace(`2/${String(index)}`, strangerLooks(`S${String(index)}`));
    }
    expect(estimateOf(knowledge).strangers).toBeGreaterThan(30);
    expect(estimateOf(knowledge).positions[0]?.chance).toBeLessThan(before);
  });

  test('who gets a name after all was none, and a face between two people is none', () => {
    const knowledge = knowledgeOf(people.slice(0, 3));
    const looks = strangerLooks('C');
    knowledge.noteFace('1/1', { ...looks, isBetweenTwo: true });
    expect(estimateOf(knowledge).strangers).toBe(0);
    knowledge.noteFace('1/1', looks);
    expect(estimateOf(knowledge).strangers).toBe(1);
    knowledge.noteFace('1/1', { ...looks, verdict: { kind: 'maybe', anchorId: 'P0', name: 'P0' } });
    expect(estimateOf(knowledge).strangers).toBe(0);
  });

  test('who is saved later is none any more', () => {
    const knowledge = knowledgeOf(people.slice(0, 3));
    const stranger = person('D', random);
    const looks = Array.from({ length: 3 }, () => ({ embedding: lookAt(stranger, random), quality: 1 }));
    knowledge.noteFace('1/1', { ...NO_EVIDENCE, looks, verdict: UNKNOWN });
    expect(estimateOf(knowledge).strangers).toBe(1);
    knowledge.apply(configurationOf([...people.slice(0, 3), anchorOf(stranger)], 2));
    expect(estimateOf(knowledge).strangers).toBe(0);
  });

  test('only the latest are kept, and only those that this model has seen', () => {
    const strangers = new Strangers();
    for (let index = 0; index < 100; index++) {
      const stranger = { modelId: 'compact', embedding: Float32Array.of(index, 1) };
      expect(strangers.note(String(index), stranger, 'euclidean', 0.5)).toBe(true);
    }
    expect(strangers.of('compact', 'euclidean')).toHaveLength(64);
    expect(strangers.of('compact', 'euclidean')[0]?.[0]).toBe(36);
    expect(strangers.of('facenet-128', 'euclidean')).toEqual([]);
  });
});

describe('the estimate', () => {
  test('grows along the slider, from as little as can be claimed', () => {
    const { positions, people: saved } = estimateOf(knowledgeOf(people));
    expect(saved).toBe(12);
    expect(positions).toHaveLength(21);
    expect(positions[0]?.isBound).toBe(true);
    expect(positions[20]?.isBound).toBe(false);
    const chances = positions.map(({ chance }) => chance);
    expect(chances).toEqual([...chances].sort((a, b) => a - b));
    expect(chances[20]).toBeGreaterThan(2 * (chances[0] ?? 1));
  });

  test('is the same wherever the slider stands', () => {
    const knowledge = knowledgeOf(people);
    const before = estimateOf(knowledge);
    knowledge.apply(configurationOf(people, 2, 1));
    expect(estimateOf(knowledge)).toEqual(before);
  });

  test('is sent at once and when something changed, and not while no model is in use', () => {
    vi.useFakeTimers();
    const sent: ToPanel[] = [];
    const port = { send: (message: ToPanel) => sent.push(message) } as unknown as HostedPort<ToPanel>;
    const knowledge = new Knowledge();
    const desk = new StrictnessDesk(port, knowledge);
    desk.watch();
    vi.advanceTimersByTime(2000);
    expect(sent).toEqual([]);
    knowledge.use(card);
    vi.advanceTimersByTime(2000);
    expect(sent).toHaveLength(1);
    knowledge.apply(configurationOf(people, 1));
    vi.advanceTimersByTime(2000);
    expect(sent).toHaveLength(2);
    desk.close();
    knowledge.apply(configurationOf([], 2));
    vi.advanceTimersByTime(2000);
    expect(sent).toHaveLength(2);
    vi.useRealTimers();
  });
});

test('a large gallery is studied in a worker, with the card’s limits meanwhile', async () => {
  const crowd = Array.from({ length: 400 }, (_, index) => anchorOf(person(`C${String(index)}`, random)));
  const twin = person('Twin', random);
  const many = [...crowd, anchorOf(twin), anchorOf(lookAlikeOf(twin, 'Other twin', random))];
  const studied = vi.fn(() => undefined);
  const studier = new StudierAtHand();
  const knowledge = new Knowledge(studied, () => studier);
  knowledge.use(card);
  knowledge.apply(configurationOf(many, 1));
  expect(studied).not.toHaveBeenCalled();
  expect(knowledge.limits.enterMaxDistance).toBe(maxDistance);
  studier.finish();
  await vi.waitFor(() => {
    expect(studied).toHaveBeenCalledTimes(1);
  });
  expect(knowledge.limits.enterMaxDistance).toBeLessThan(maxDistance);
  expect(knowledge.gallery.entries.at(-1)?.maxDistance).toBeLessThan(maxDistance);
  // The slider moves: nothing has to be studied again.
  knowledge.apply(configurationOf(many, 2, 0.4));
  expect(knowledge.gallery.entries.at(-1)?.maxDistance).toBeLessThan(maxDistance);
  expect(studier.asked).toHaveLength(1);
});
