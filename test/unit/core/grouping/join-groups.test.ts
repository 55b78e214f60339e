/** @file Which group a face joins, for made-up strangers. */
import { describe, expect, test } from 'vitest';
import {
  MAX_GROUPS,
  MAX_LOOKS,
  dropRarest,
  facesOf,
  findGroupOf,
  seenTimes,
  type Group,
} from '../../../../src/core/grouping/group.ts';
import { joinGroups, seeAgain, withLooks } from '../../../../src/core/grouping/join-groups.ts';
import { RULES, lookAt, randomFrom, tracksOf, type Track } from './people.ts';

function joinAll(tracks: readonly Track[]): readonly Group[] {
  return tracks.reduce<readonly Group[]>(
    (groups, { sighting }) => joinGroups(groups, sighting, RULES, `g${sighting.face}`),
    [],
  );
}

/** Which faces are together, whatever the groups are called. */
function partition(groups: readonly Group[]): string[] {
  return groups.map((group) => facesOf(group).sort().join()).sort();
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const seeds = Array.from({ length: 30 }, (_, index) => index + 1);

describe('properties', () => {
  test.for(seeds)('one group for each stranger, in whatever order they come (seed %i)', (seed) => {
    const random = randomFrom(seed);
    const tracks = tracksOf(6, 24, random);
    const groups = joinAll(tracks);
    const people = new Set(tracks.map(({ person }) => person));
    expect(groups).toHaveLength(people.size);
    for (const group of groups) {
      const own = tracks.filter(({ sighting }) => facesOf(group).includes(sighting.face));
      expect(new Set(own.map(({ person }) => person)).size).toBe(1);
    }
    expect(partition(joinAll(shuffled(tracks, random)))).toEqual(partition(groups));
  });

  test.for(seeds)('nobody is counted more often than there were tracks (seed %i)', (seed) => {
    const random = randomFrom(seed);
    const tracks = tracksOf(4, 60, random);
    const groups = joinAll(tracks);
    const seen = groups.reduce((sum, group) => sum + seenTimes(group), 0);
    expect(seen).toBe(tracks.length);
    for (const { looks } of groups) expect(looks.length).toBeLessThanOrEqual(MAX_LOOKS);
  });
});

describe('joining', () => {
  const random = randomFrom(7);
  const base = { video: '1/0', nowMs: 0, barred: new Set<string>() };
  const two = (person: number, face: string) =>
    ['a', 'b'].map((name) => lookAt(person, face + name, face, random));
  const one = joinGroups([], { ...base, face: 'f', looks: two(0, 'f') }, RULES, 'g1');

  test('a face that resembles nobody starts a group', () => {
    const groups = joinGroups(one, { ...base, face: 'h', looks: two(1, 'h') }, RULES, 'g2');
    expect(groups.map(({ id }) => id)).toEqual(['g1', 'g2']);
    expect(findGroupOf(groups, 'h')?.id).toBe('g2');
    expect(findGroupOf(groups, 'x')).toBeUndefined();
  });

  test('nobody is in one picture twice', () => {
    const barred = new Set(['g1']);
    const groups = joinGroups(one, { ...base, face: 'h', looks: two(0, 'h'), barred }, RULES, 'g2');
    expect(groups).toHaveLength(2);
  });

  test('looks by another network are never compared', () => {
    const looks = two(0, 'h').map((look) => ({ ...look, modelId: 'facenet-128' }));
    expect(joinGroups(one, { ...base, face: 'h', looks }, RULES, 'g2')).toHaveLength(2);
  });

  const at = (id: string, ...embedding: number[]) => ({
    id,
    face: id,
    modelId: 'compact',
    embedding: Float32Array.from(embedding),
    quality: 0.8,
  });
  const startAt = (groups: readonly Group[], id: string, ...position: number[]) =>
    joinGroups(groups, { ...base, face: id, looks: [at(id, ...position)] }, RULES, id);

  test('a face between two people starts a group of its own', () => {
    const groups = startAt(startAt([], 'left', -0.5, 0), 'right', 0.5, 0);
    expect(startAt(groups, 'between', 0.01, 0)).toHaveLength(3);
    expect(startAt(groups, 'nearer', 0.1, 0)).toHaveLength(2);
  });

  test('two groups of one person do not dispute her', () => {
    const left = startAt([], 'left', -0.2, 0);
    // Both at once in a picture, so they were kept apart.
    const looks = [at('right', 0.2, 0)];
    const groups = joinGroups(
      left,
      { ...base, face: 'right', looks, barred: new Set(['left']) },
      RULES,
      'right',
    );
    expect(groups).toHaveLength(2);
    expect(startAt(groups, 'again', 0.01, 0)).toHaveLength(2);
  });

  test('later looks that resemble nobody of the group are left out', () => {
    const [group] = startAt([], 'left', 0, 0);
    if (group === undefined) throw new Error('no group');
    const richer = withLooks(group, [at('near', 0.3, 0), at('far', 3, 0)], RULES);
    expect(richer.looks.map(({ id }) => id)).toEqual(['left', 'near']);
    expect(withLooks(richer, [at('near', 0.3, 0)], RULES)).toBe(richer);
  });
});

describe('appearances', () => {
  const random = randomFrom(3);
  const looks = [lookAt(0, 'a', 'f', random)];
  const start = (): Group => {
    const sighting = { face: 'f', video: '1/0', looks, nowMs: 1000, barred: new Set<string>() };
    const [group] = joinGroups([], sighting, RULES, 'g');
    if (group === undefined) throw new Error('no group');
    return group;
  };

  test('a stay is one appearance, however often it is looked at', () => {
    let group = start();
    for (let nowMs = 2000; nowMs < 60_000; nowMs += 1000) group = seeAgain(group, 'f', '1/0', nowMs);
    expect(seenTimes(group)).toBe(1);
    expect(group.lastSeenMs).toBe(59_000);
  });

  test('a short absence is none, under another track too', () => {
    const group = seeAgain(seeAgain(start(), 'f', '1/0', 10_000), 'h', '1/0', 19_000);
    expect(seenTimes(group)).toBe(1);
    expect(facesOf(group)).toEqual(['f', 'h']);
  });

  test('after ten seconds, or in another video, it is another one', () => {
    expect(seenTimes(seeAgain(start(), 'f', '1/0', 11_001))).toBe(2);
    expect(seenTimes(seeAgain(start(), 'h', '2/0', 1500))).toBe(2);
  });

  test('of very many only the number is kept', () => {
    let group = start();
    for (let time = 1; time < 100; time++) group = seeAgain(group, `f${String(time)}`, '1/0', time * 60_000);
    expect(seenTimes(group)).toBe(100);
    expect(group.appearances).toHaveLength(40);
  });
});

describe('too many', () => {
  const group = (id: string, seen: number, lastSeenMs: number, isIgnored = false): Group => ({
    id,
    looks: [],
    appearances: [],
    earlierAppearances: seen,
    firstSeenMs: 0,
    lastSeenMs,
    isIgnored,
  });

  test('the rarest and oldest go first, ignored ones last, and never who is in view', () => {
    const many = Array.from({ length: MAX_GROUPS - 1 }, (_, index) => group(`g${String(index)}`, 5, 500));
    const now = 100_000;
    const more = [...many, group('rare', 2, 600), group('ignored', 1, 0, true), group('here', 1, now)];
    const left = dropRarest(more, now).map(({ id }) => id);
    expect(left).toHaveLength(MAX_GROUPS);
    expect(left).not.toContain('rare');
    expect(left).toEqual(expect.arrayContaining(['here', 'ignored']));
    expect(dropRarest(many, now)).toBe(many);
  });
});
