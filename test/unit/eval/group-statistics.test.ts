/** @file Figures of groups, against their definitions written out pair by pair. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { describeGroups, type GroupedFace } from '../../../scripts/eval/group-statistics.ts';
import { falseMatchRatio } from '../../../scripts/eval/group-ratio.ts';
import { createPairScorer, type PairScorer } from '../../../scripts/eval/pair-score.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';

const compact = parseEmbedderCard(
  JSON.parse(await readFile(new URL('../../../models/oracles/compact.json', import.meta.url), 'utf8')),
);
const scorer = createPairScorer(compact, 'euclidean');

/** Always the same numbers, 0..1. Source: Park and Miller, CACM 31 (1988), 1192. */
function randomNumbers(): () => number {
  let state = 7;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** 40 people with 1 to 4 pictures each, in two groups and none; rounding makes many distances equal. */
function crowd(): GroupedFace[] {
  const random = randomNumbers();
  return Array.from({ length: 40 }, (_, person) => {
    const place = random() * 4;
    return Array.from({ length: 1 + (person % 4) }, () => ({
      person: String(person),
      group: [undefined, 'north', 'south'][person % 3],
      sex: [undefined, 'f', 'm'][person % 5 > 2 ? 0 : (person % 2) + 1],
      embedding: Float32Array.of(Math.round((place + random() * 0.5) * 64) / 64, 0),
    }));
  }).flat();
}

/** Straight from the definitions. */
function byDefinition(faces: readonly GroupedFace[], by: PairScorer) {
  const pairs = faces.flatMap((one, index) =>
    faces.slice(index + 1).map((other) => ({
      isGenuine: one.person === other.person,
      distance: by.distance(one.embedding, other.embedding),
    })),
  );
  const genuine = pairs.filter(({ isGenuine }) => isGenuine).map(({ distance }) => distance);
  const impostor = pairs.filter(({ isGenuine }) => !isGenuine).map(({ distance }) => distance);
  const share = (list: readonly number[], limit: number): number =>
    list.filter((distance) => distance <= limit).length / list.length;
  const nearer = genuine.flatMap((own) =>
    impostor.map((other) => (own < other ? 1 : own === other ? 0.5 : 0)),
  );
  const limits = pairs.map(({ distance }) => distance).filter((limit) => share(impostor, limit) <= 1e-3);
  return {
    people: new Set(faces.map(({ person }) => person)).size,
    genuine: genuine.length,
    impostor: impostor.length,
    auc: nearer.reduce<number>((sum, one) => sum + one, 0) / nearer.length,
    trueAccepts: share(genuine, by.threshold),
    falseMatchRate: share(impostor, by.threshold),
    trueAcceptsAtFmr3: impostor.length < 1000 ? null : share(genuine, Math.max(-Infinity, ...limits)),
  };
}

function close(figures: object): object {
  return Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [
      key,
      typeof value === 'number' && !Number.isInteger(value) ? (expect.closeTo(value, 5) as unknown) : value,
    ]),
  );
}

describe('describeGroups', () => {
  test.for([
    ['by distance', scorer],
    ['by a decision that is put in its place', { ...scorer, threshold: 0.3, between: flipped }],
  ] as const)('gives what the definitions say, %s', ([, by]) => {
    const decision: PairScorer = { ...by, distance: (a, b) => by.between(by.prepare(a), by.prepare(b)) };
    const faces = crowd();
    const { groups, all } = describeGroups(faces, decision);
    expect(all).toEqual(close(byDefinition(faces, decision)));
    expect(all.trueAcceptsAtFmr3).not.toBeNull();
    expect(groups.map(({ group, sex }) => [group, sex])).toEqual([
      ['north', undefined],
      ['north', 'f'],
      ['north', 'm'],
      ['south', undefined],
      ['south', 'f'],
      ['south', 'm'],
    ]);
    for (const { group, sex, ...figures } of groups) {
      const own = faces.filter((face) => face.group === group && (sex === undefined || face.sex === sex));
      expect(figures).toEqual(close(byDefinition(own, decision)));
    }
  });

  test('one person in two sets is one person', () => {
    const faces = [face('ann', 'north', 0), face('ann', undefined, 0.1), face('bo', 'south', 3)];
    expect(describeGroups(faces, scorer).all).toMatchObject({ people: 2, genuine: 1, impostor: 2 });
  });

  test('what a group without such pairs cannot say is null', () => {
    const faces = [face('ann', 'alone', 0), face('ann', 'alone', 0.1), face('bo', 'once', 3)];
    const { groups } = describeGroups(faces, scorer, [{ group: 'unseen', sex: 'f' }]);
    const nothing = { auc: null, falseMatchRate: null, trueAcceptsAtFmr3: null };
    expect(groups).toEqual([
      { group: 'alone', people: 1, genuine: 1, impostor: 0, ...nothing, trueAccepts: 1 },
      { group: 'once', people: 1, genuine: 0, impostor: 0, ...nothing, trueAccepts: null },
      { group: 'unseen', people: 0, genuine: 0, impostor: 0, ...nothing, trueAccepts: null },
      { group: 'unseen', sex: 'f', people: 0, genuine: 0, impostor: 0, ...nothing, trueAccepts: null },
    ]);
  });

  test('nothing seen is nothing counted', () => {
    expect(describeGroups([], scorer)).toMatchObject({ groups: [], all: { people: 0, auc: null } });
  });
});

describe('falseMatchRatio', () => {
  const rate = (group: string, falseMatchRate: number, impostor = 1000, sex?: string) => ({
    ...{ group, falseMatchRate, impostor, people: 9, genuine: 9 },
    ...{ auc: 1, trueAccepts: 1, trueAcceptsAtFmr3: 1 },
    ...(sex === undefined ? {} : { sex }),
  });

  test('the worst group over the best, without sexes and without small groups', () => {
    const groups = [
      ...[rate('a', 0.02), rate('b', 0.2), rate('c', 0.004)],
      ...[rate('b', 0.9, 1000, 'f'), rate('small', 0.9, 999)],
    ];
    const { ratio, text } = falseMatchRatio(groups);
    expect(ratio).toBe(50);
    expect(text).toBe('The false match rate of b is 50 times that of c.');
  });

  test('a best group without a false match gives a bound by the rule of three', () => {
    const { ratio, atLeast, text } = falseMatchRatio([
      rate('a', 0, 1000),
      rate('b', 0.03, 5000),
      rate('c', 0, 3000),
    ]);
    expect(ratio).toBeNull();
    expect(atLeast).toBe(30);
    expect(text).toMatch(/^The false match rate of b is at least 30 times that of c: .*below 3 in 3,000/);
  });

  test.for([
    [[rate('a', 0.5)], /fewer than two have 1,000 impostor pairs/],
    [[rate('a', 0), rate('b', 0)], /none of them has a false match/],
  ] as const)('no ratio: %#', ([groups, reason]) => {
    expect(falseMatchRatio(groups)).toEqual({
      ratio: null,
      atLeast: null,
      text: expect.stringMatching(reason) as unknown,
    });
  });
});

test('an embedding is prepared once', () => {
  const cosine = createPairScorer(compact, 'cosine');
  const embedding = Float32Array.of(3, 4);
  expect(cosine.prepare(embedding)).toBe(cosine.prepare(embedding));
  expect([...cosine.prepare(embedding).values]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
});

function flipped(a: { values: Float32Array }, b: { values: Float32Array }): number {
  return 2 - Math.abs((a.values[0] ?? 0) - (b.values[0] ?? 0)) / 2;
}

function face(person: string, group: string | undefined, place: number): GroupedFace {
  return { person, group, sex: undefined, embedding: Float32Array.of(place, 0) };
}
