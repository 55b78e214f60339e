/** @file What the coach says: how far it is, what would help most, when it is enough. */
import { describe, expect, test } from 'vitest';
import { adviseOn } from '../../../../src/core/enrollment/advice.ts';
import { coachLook, startCoach, type CoachLook } from '../../../../src/core/enrollment/coach.ts';
import { lackOf } from '../../../../src/core/enrollment/lack.ts';
import { LIMITS, lookAt } from './looks.ts';

const advice = (...looks: readonly CoachLook[]) =>
  adviseOn(looks.reduce((coach, look) => coachLook(coach, look, LIMITS), startCoach()));
const poor = (changes: Partial<CoachLook>): CoachLook => lookAt(0, 'front', { quality: 0.2, ...changes });

describe('what is missing', () => {
  test.for([
    ['nothing yet', [], 'look-straight'],
    ['the front', [lookAt(0)], 'turn-left'],
    ['front and left', [lookAt(0), lookAt(0.1, 'left')], 'turn-right'],
    ['the left only', [lookAt(0, 'left')], 'look-straight'],
    ['both sides', [lookAt(0), lookAt(0.1, 'left'), lookAt(0.2, 'right')], 'look-up'],
  ] as const)('after %s', ([, looks, hint]) => {
    expect(advice(...looks).missing[0]).toBe(hint);
  });

  test('a run of poor looks comes first, a single one does not matter', () => {
    const dark = poor({ luma: 20 });
    expect(advice(dark, dark).missing[0]).toBe('look-straight');
    expect(advice(dark, dark, dark).missing[0]).toBe('more-light');
    expect(advice(dark, dark, dark, lookAt(0)).missing[0]).toBe('turn-left');
  });

  test('a covered face is asked to be uncovered, at once and for as long as it is covered', () => {
    const covered = lookAt(0, 'front', { isCovered: true });
    expect(advice(covered).missing.slice(0, 2)).toEqual(['uncover', 'turn-left']);
    expect(advice(lookAt(0), covered).missing[0]).toBe('uncover');
    expect(advice(covered, lookAt(0)).missing[0]).toBe('turn-left');
    const faint = poor({ isCovered: true });
    expect(advice(faint, faint, faint).missing.slice(0, 2)).toEqual(['uncover', 'look-straight']);
  });

  test('a face that is small in all looks is asked to come closer, after its sides', () => {
    const small = { eyesPx: 25 };
    const sides = [lookAt(0, 'front', small), lookAt(0.1, 'left', small), lookAt(0.2, 'right', small)];
    const { missing, isSmall } = advice(...sides);
    expect(isSmall).toBe(true);
    expect(missing).toEqual(['look-up', 'look-down', 'come-closer', 'other-light']);
    expect(advice(...sides, lookAt(0.3, 'up')).isSmall).toBe(false);
  });
});

describe('how far it is', () => {
  test('three are enough, also of somebody who holds still', () => {
    expect(advice(lookAt(0), lookAt(0.01))).toMatchObject({ collected: 2, isEnough: false });
    expect(advice(lookAt(0), lookAt(0.01), lookAt(0.02))).toMatchObject({ collected: 3, isEnough: true });
  });

  test('five with left, front and right are complete', () => {
    const sides = [lookAt(0), lookAt(0.1, 'left'), lookAt(0.2, 'right')];
    expect(advice(...sides, lookAt(0.3, 'up'))).toMatchObject({ isComplete: false });
    const complete = advice(...sides, lookAt(0.3, 'up'), lookAt(0.31, 'down'));
    expect(complete).toMatchObject({ collected: 5, isComplete: true, missing: [] });
    expect(complete.covered).toEqual(['left', 'front', 'right', 'up', 'down']);
  });

  test('five without a side are not', () => {
    const looks = [lookAt(0), lookAt(0.3), lookAt(-0.3), lookAt(0.1, 'left'), lookAt(0.2, 'up')];
    expect(advice(...looks)).toMatchObject({ collected: 5, isComplete: false, isEnough: true });
  });

  test('tells between which lights they were seen', () => {
    expect(advice().lumaSpread).toBe(0);
    const looks = [lookAt(0, 'front', { luma: 80 }), lookAt(0.1, 'left', { luma: 130 })];
    expect(advice(...looks).lumaSpread).toBe(50);
  });
});

test.for([
  ['a few pixels', { eyesPx: 12, luma: 20 }, 'size'],
  ['the dark', { luma: 30 }, 'light'],
  ['glare', { luma: 230 }, 'shade'],
  ['nearly a profile', { pose: { yaw: 0.5, pitch: 0 } }, 'front'],
  ['a mask', { isCovered: true }, 'cover'],
  ['a mask in the dark', { isCovered: true, luma: 30 }, 'light'],
  ['rather small', { eyesPx: 25 }, 'size'],
  ['nothing else', {}, 'stillness'],
] as const)('a poor look lacks, for %s', ([, changes, lack]) => {
  expect(lackOf(poor(changes))).toBe(lack);
});

test('a look of which nothing is told lacks stillness', () => {
  expect(lackOf({ modelId: 'a', embedding: Float32Array.of(0), quality: 0.1 })).toBe('stillness');
});
