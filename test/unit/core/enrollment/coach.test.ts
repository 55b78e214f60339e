/** @file The coach as a truth table: what it makes of each look, after which others. */
import { describe, expect, test } from 'vitest';
import {
  MAX_LOOKS,
  coachLook,
  coveredSlots,
  isTakenOver,
  looksToSave,
  recallLooks,
  startCoach,
  type Coach,
  type CoachLook,
} from '../../../../src/core/enrollment/coach.ts';
import { LIMITS, lookAt } from './looks.ts';

function coached(...looks: readonly CoachLook[]): Coach {
  return looks.reduce((coach, look) => coachLook(coach, look, LIMITS), startCoach());
}

const positions = (looks: readonly CoachLook[]): number[] =>
  looks.map(({ embedding }) => Number(embedding[0]?.toFixed(3)));

const front = lookAt(0);

/** [what comes, after these, the accepted ones, the refusal that is counted] */
const CASES: readonly (readonly [string, readonly CoachLook[], CoachLook, number[], string | undefined])[] = [
  ['the first good look', [], front, [0], undefined],
  ['a poor look', [front], lookAt(0.4, 'front', { quality: 0.29 }), [0], 'poor'],
  ['a look just good enough', [], lookAt(0, 'front', { quality: 0.3 }), [0], undefined],
  ['the same once more', [front], lookAt(0.1), [0], 'nothing-new'],
  ['the same pose, but looking different', [front], lookAt(0.25), [0, 0.25], undefined],
  ['the same numbers in another pose', [front], lookAt(0.01, 'left'), [0, 0.01], undefined],
  [
    'another pose that is there already',
    [front, lookAt(0.1, 'left')],
    lookAt(0.12, 'left'),
    [0, 0.1],
    'nothing-new',
  ],
  ['somebody else', [front], lookAt(0.51), [0], 'another-face'],
  ['somebody else in a new pose', [front], lookAt(0.6, 'left'), [0], 'another-face'],
  ['a clearly better one of its like', [front], lookAt(0.1, 'front', { quality: 0.8 }), [0.1], undefined],
  ['a slightly better one', [front], lookAt(0.1, 'front', { quality: 0.7 }), [0], 'nothing-new'],
  [
    'a better one, whose nearest shows another side',
    [lookAt(0, 'left'), lookAt(0.24, 'front')],
    lookAt(0.02, 'front', { quality: 0.9 }),
    [0, 0.24],
    'nothing-new',
  ],
];

describe('coachLook', () => {
  test.for(CASES)('%s', ([, before, look, accepted, refusal]) => {
    const former = coached(...before);
    const coach = coachLook(former, look, LIMITS);
    expect(positions(coach.accepted)).toEqual(accepted);
    const counted = Object.entries(coach.refused).filter(
      ([reason, count]) => count > former.refused[reason as keyof typeof former.refused],
    );
    expect(counted.map(([reason]) => reason)).toEqual(refusal === undefined ? [] : [refusal]);
  });

  test('the space of the metric decides what is new: under cosine, length is nothing', () => {
    const looks = [lookAt(1), lookAt(5)];
    const coach = looks.reduce(
      (former, look) => coachLook(former, look, { ...LIMITS, metric: 'cosine' }),
      startCoach(),
    );
    expect(coach.accepted).toHaveLength(1);
  });

  test('a look by another network starts afresh', () => {
    const coach = coached(front, lookAt(0.3), lookAt(9, 'front', { modelId: 'facenet' }));
    expect(positions(coach.accepted)).toEqual([9]);
    expect(coach.spare).toEqual([]);
  });

  test('changes nothing of what it was given', () => {
    const before = coached(front);
    const copy = structuredClone(before);
    coachLook(before, lookAt(0.3), LIMITS);
    expect(before).toEqual(copy);
  });
});

describe('another face', () => {
  test('one contradicting look is a mishap, two in a row are somebody else', () => {
    expect(isTakenOver(coached(front, lookAt(3)))).toBe(false);
    expect(isTakenOver(coached(front, lookAt(3), lookAt(0.1), lookAt(3)))).toBe(false);
    expect(isTakenOver(coached(front, lookAt(3), lookAt(3.1)))).toBe(true);
  });

  test('poor looks in between excuse nobody', () => {
    const poor = lookAt(0, 'front', { quality: 0.1 });
    expect(isTakenOver(coached(front, lookAt(3), poor, lookAt(3)))).toBe(true);
  });

  test('is never among what is saved', () => {
    const coach = coached(front, lookAt(3), lookAt(0.3), lookAt(3), lookAt(3), lookAt(3), lookAt(3));
    expect(positions(looksToSave(coach))).toEqual([0, 0.3]);
  });
});

describe('what is saved', () => {
  test('somebody who holds still is filled up to three, with the best', () => {
    const coach = coached(
      front,
      lookAt(0.01, 'front', { quality: 0.61 }),
      lookAt(0.02, 'front', { quality: 0.69 }),
      lookAt(0.03, 'front', { quality: 0.65 }),
      lookAt(0.04, 'front', { quality: 0.5 }),
    );
    expect(positions(looksToSave(coach))).toEqual([0, 0.02, 0.03]);
  });

  test('three that differ need no filling up', () => {
    const coach = coached(front, lookAt(0.01), lookAt(0.1, 'left'), lookAt(0.2, 'right'));
    expect(positions(looksToSave(coach))).toEqual([0, 0.1, 0.2]);
  });

  test('one that was replaced by a better one still fills up', () => {
    const coach = coached(front, lookAt(0.1, 'front', { quality: 0.9 }));
    expect(positions(looksToSave(coach))).toEqual([0.1, 0]);
  });
});

describe('a covered face', () => {
  const covered = (position: number, changes: Partial<CoachLook> = {}): CoachLook =>
    lookAt(position, 'front', { isCovered: true, ...changes });

  test('gives way to the first clear look of the same face', () => {
    const coach = coached(covered(0), covered(0.3), covered(0.31), lookAt(0.1));
    expect(positions(looksToSave(coach))).toEqual([0.1]);
  });

  test('adds nothing to clear looks, however much it differs', () => {
    const coach = coached(front, covered(0.3), covered(3), covered(3.1));
    expect(positions(looksToSave(coach))).toEqual([0]);
    expect(coach.refused.covered).toBe(3);
    expect(isTakenOver(coach)).toBe(false);
  });

  test('is collected where nothing else is seen', () => {
    expect(positions(looksToSave(coached(covered(0), covered(0.3))))).toEqual([0, 0.3]);
  });

  test('may look like someone else once it is uncovered, but only where the person is asked to uncover it', () => {
    const looks = [covered(0), lookAt(0.9), lookAt(0.8)];
    expect(isTakenOver(coached(...looks))).toBe(true);
    const asked = { ...LIMITS, mayUncover: true };
    const coach = looks.reduce((former, look) => coachLook(former, look, asked), startCoach());
    expect(positions(looksToSave(coach))).toEqual([0.9, 0.8]);
    expect(isTakenOver(coachLook(coachLook(coach, front, asked), front, asked))).toBe(true);
  });

  test('is what the latest look says, also a poor one, but not one that is recalled', () => {
    expect(coached(covered(0)).isCovered).toBe(true);
    expect(coached(front, covered(0, { quality: 0.2 })).isCovered).toBe(true);
    expect(coached(covered(0), front).isCovered).toBe(false);
    expect(recallLooks(coached(front), [covered(0)], LIMITS).isCovered).toBe(false);
  });

  test('is not recalled beside a clear one', () => {
    expect(positions(recallLooks(startCoach(), [covered(3), lookAt(0.2)], LIMITS).accepted)).toEqual([0.2]);
    expect(positions(recallLooks(coached(covered(0)), [lookAt(0.2)], LIMITS).accepted)).toEqual([0.2]);
  });
});

describe('a full coach', () => {
  /** Eight from the front and the left, each 0.25 from the next in its own direction. */
  const many = Array.from({ length: MAX_LOOKS }, (_, index): CoachLook => {
    const embedding = new Float32Array(MAX_LOOKS + 1);
    embedding[index] = 0.25;
    return { ...lookAt(0, index === 0 ? 'left' : 'front'), embedding, quality: index === 3 ? 0.4 : 0.6 };
  });
  const another = (changes: Partial<CoachLook>): CoachLook => {
    const embedding = new Float32Array(MAX_LOOKS + 1);
    embedding[MAX_LOOKS] = 0.25;
    return { ...lookAt(0), embedding, ...changes };
  };

  test('takes no more of the sides it has', () => {
    const coach = coached(...many, another({}));
    expect(coach.accepted).toEqual(many);
  });

  test('gives the weakest of its most frequent side for a new one', () => {
    const right = another({ pose: { yaw: -0.3, pitch: 0 } });
    const coach = coached(...many, right);
    expect(coach.accepted).toHaveLength(MAX_LOOKS);
    expect(coach.accepted).toContain(right);
    expect(coach.accepted).not.toContain(many[3]);
    expect([...coveredSlots(coach)].sort()).toEqual(['front', 'left', 'right']);
  });
});

describe('recallLooks', () => {
  test('adds what was seen before, as far as it adds something', () => {
    const coach = recallLooks(coached(front), [lookAt(0.3), lookAt(0.31), lookAt(0.1, 'left')], LIMITS);
    expect(positions(coach.accepted)).toEqual([0, 0.3, 0.1]);
  });

  test('leaves out somebody else in this place before', () => {
    expect(recallLooks(coached(front), [lookAt(0.3), lookAt(2)], LIMITS)).toEqual(coached(front));
  });

  test('leaves out what another network saw', () => {
    const coach = recallLooks(coached(front), [lookAt(0.3, 'left', { modelId: 'facenet' })], LIMITS);
    expect(positions(coach.accepted)).toEqual([0]);
  });

  test('makes do with looks from before alone, if they are of one person', () => {
    expect(positions(recallLooks(startCoach(), [front, lookAt(0.3)], LIMITS).accepted)).toEqual([0, 0.3]);
    expect(recallLooks(startCoach(), [front, lookAt(0.9)], LIMITS).accepted).toEqual([]);
  });
});
