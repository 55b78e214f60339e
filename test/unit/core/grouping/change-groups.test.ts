/** @file Merging, splitting, ignoring, leaving, and taking it back. */
import { describe, expect, test } from 'vitest';
import {
  leaveGroups,
  mergeGroups,
  restoreGroups,
  setIgnored,
  splitGroup,
} from '../../../../src/core/grouping/change-groups.ts';
import { facesOf, seenTimes, type Group } from '../../../../src/core/grouping/group.ts';
import { joinGroups, seeAgain } from '../../../../src/core/grouping/join-groups.ts';
import { strangersWithin } from '../../../../src/core/grouping/spread.ts';
import { RULES, lookAt, randomFrom } from './people.ts';

const random = randomFrom(11);

/** A stranger with one look a face; a face a minute. */
function groupOf(id: string, person: number, faces: readonly string[]): Group {
  const groups = faces.reduce<readonly Group[]>((before, face, index) => {
    const looks = [lookAt(person, `look-${face}`, face, random)];
    const sighting = { face, video: '1/0', looks, nowMs: index * 60_000, barred: new Set<string>() };
    return joinGroups(before, sighting, RULES, id);
  }, []);
  const [group] = groups;
  if (group === undefined || groups.length > 1) throw new Error('not one group');
  return group;
}

const ann = groupOf('ann', 0, ['a1', 'a2', 'a3']);
const bob = groupOf('bob', 1, ['b1', 'b2']);
const cleo = groupOf('cleo', 2, ['c1']);
const all = [ann, bob, cleo];
const byId = (groups: readonly Group[], id: string): Group => {
  const group = groups.find((one) => one.id === id);
  if (group === undefined) throw new Error(`no group ${id}`);
  return group;
};
const faces = (group: Group): string[] => facesOf(group).sort();

describe('merging and splitting', () => {
  test('a merged group has both its counts, faces and looks', () => {
    const merged = mergeGroups(all, 'ann', 'bob');
    expect(merged.map(({ id }) => id)).toEqual(['ann', 'cleo']);
    expect(seenTimes(byId(merged, 'ann'))).toBe(5);
    expect(faces(byId(merged, 'ann'))).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
    expect(byId(merged, 'ann').looks).toHaveLength(5);
  });

  test('what is split off again has the members that it had', () => {
    const merged = mergeGroups(all, 'ann', 'bob');
    const chosen = bob.looks.map(({ id }) => id);
    const split = splitGroup(merged, 'ann', chosen, 'new');
    expect(faces(byId(split, 'ann'))).toEqual(faces(ann));
    expect(faces(byId(split, 'new'))).toEqual(faces(bob));
    expect(
      byId(split, 'new')
        .looks.map(({ id }) => id)
        .sort(),
    ).toEqual(chosen.sort());
    expect(split.reduce((sum, group) => sum + seenTimes(group), 0)).toBe(6);
  });

  test('splitting off nobody or everybody changes nothing, nor does what is not there', () => {
    expect(splitGroup(all, 'ann', [], 'new')).toBe(all);
    expect(
      splitGroup(
        all,
        'ann',
        ann.looks.map(({ id }) => id),
        'new',
      ),
    ).toBe(all);
    expect(splitGroup(all, 'nobody', ['x'], 'new')).toBe(all);
    expect(mergeGroups(all, 'ann', 'ann')).toBe(all);
    expect(mergeGroups(all, 'ann', 'nobody')).toBe(all);
  });

  test('two people in one group are noticed, and which looks are the fewer', () => {
    for (const group of all) expect(strangersWithin(group, RULES)).toEqual([]);
    const merged = byId(mergeGroups(all, 'ann', 'bob'), 'ann');
    expect([...strangersWithin(merged, RULES)].sort()).toEqual(bob.looks.map(({ id }) => id).sort());
  });
});

describe('leaving', () => {
  test('a face that got a name takes its count and its looks with it', () => {
    const left = byId(leaveGroups(all, 'a2'), 'ann');
    expect(seenTimes(left)).toBe(2);
    expect(left.looks.map(({ face }) => face).sort()).toEqual(['a1', 'a3']);
  });

  test('an empty group goes', () => {
    expect(leaveGroups(all, 'c1').map(({ id }) => id)).toEqual(['ann', 'bob']);
  });

  test('a stay that two tracks shared goes with the second', () => {
    const shared = seeAgain(cleo, 'c2', '1/0', 5000);
    const [left] = leaveGroups([{ ...shared, looks: [...shared.looks, lookAt(2, 'l', 'c2', random)] }], 'c1');
    expect(left === undefined ? 0 : seenTimes(left)).toBe(1);
    expect(leaveGroups(left === undefined ? [] : [left], 'c2')).toEqual([]);
  });
});

describe('taking it back', () => {
  test('a merge', () => {
    const merged = mergeGroups(all, 'ann', 'bob');
    const restored = restoreGroups(merged, [ann, bob], ['ann']);
    expect(restored).toHaveLength(3);
    expect(byId(restored, 'ann')).toMatchObject({ appearances: ann.appearances, looks: ann.looks });
    expect(byId(restored, 'bob')).toEqual(bob);
  });

  test('who joined meanwhile stays', () => {
    const merged = mergeGroups(all, 'ann', 'bob');
    const looks = [lookAt(0, 'late', 'a9', random)];
    const sighting = { face: 'a9', video: '1/0', looks, nowMs: 900_000, barred: new Set<string>() };
    const restored = restoreGroups(joinGroups(merged, sighting, RULES, 'x'), [ann, bob], ['ann']);
    expect(faces(byId(restored, 'ann'))).toEqual(['a1', 'a2', 'a3', 'a9']);
    expect(byId(restored, 'ann').looks.map(({ id }) => id)).toContain('late');
    expect(faces(byId(restored, 'bob'))).toEqual(['b1', 'b2']);
  });

  test('a forgotten group, and a split', () => {
    expect(byId(restoreGroups([ann, cleo], [bob], []), 'bob')).toMatchObject({ looks: bob.looks });
    const split = splitGroup(all, 'ann', [ann.looks[0]?.id ?? ''], 'new');
    const restored = restoreGroups(split, [ann], ['ann', 'new']);
    expect(restored.map(({ id }) => id).sort()).toEqual(['ann', 'bob', 'cleo']);
    expect(faces(byId(restored, 'ann'))).toEqual(faces(ann));
  });

  test('ignoring', () => {
    const ignored = setIgnored(all, 'bob', true);
    expect(ignored.map(({ isIgnored }) => isIgnored)).toEqual([false, true, false]);
    expect(setIgnored(ignored, 'bob', false)).toEqual(all);
  });
});
