/** @file Who is announced, and when not. */
import { describe, expect, test } from 'vitest';
import { PENDING, UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';
import { Appearances, type FaceNow } from '../../../../src/core/notices/appearances.ts';
import { NO_NOTICES, isQuiet, type NoticeRules } from '../../../../src/core/notices/notice-rules.ts';

const ON: NoticeRules = { ...NO_NOTICES, isOn: true };
const ANN: Verdict = { kind: 'named', anchorId: 'a', name: 'Ann' };
const BEN: Verdict = { kind: 'named', anchorId: 'b', name: 'Ben' };

function face(verdict: Verdict, key = '1/1/1', looks = 3): FaceNow {
  return { face: key, verdict, looks };
}

/** [seconds, faces]: who is announced, as "second:name". */
function run(steps: readonly (readonly [number, readonly FaceNow[]])[], rules = ON, minute = 600): string[] {
  const appearances = new Appearances();
  return steps.flatMap(([second, faces]) =>
    appearances
      .update(faces, second * 1000, minute, rules)
      .map(({ name }) => `${String(second)}:${name ?? '?'}`),
  );
}

describe('Appearances', () => {
  test('a person is announced once, however the name flickers and the track changes', () => {
    expect(
      run([
        [0, [face(PENDING)]],
        [1, [face(ANN)]],
        [2, [face(UNKNOWN)]],
        [3, [face(ANN)]],
        [4, []],
        [20, [face(ANN, '1/1/2')]],
      ]),
    ).toEqual(['1:Ann']);
  });

  test('whoever may be somebody saved is announced as nobody, and by the name once that is sure', () => {
    const maybe = { ...ANN, kind: 'maybe' } as const;
    const steps = [0, 1, 2, 3, 4].map((second) => [second, [face(maybe)]] as const);
    const forUnknown = { ...ON, isForUnknown: true };
    expect(run(steps, forUnknown)).toEqual([]);
    expect(run([...steps, [5, [face(ANN)]]], forUnknown)).toEqual(['5:Ann']);
    expect(
      run([...steps, [5, [face(UNKNOWN)]], [6, [face(UNKNOWN)]], [8, [face(UNKNOWN)]]], forUnknown),
    ).toEqual(['8:?']);
  });

  test('whoever comes back after half a minute is announced again', () => {
    expect(
      run([
        [0, [face(ANN)]],
        [29, [face(ANN)]],
        [58, [face(ANN)]],
        [89, [face(ANN)]],
      ]),
    ).toEqual(['0:Ann', '89:Ann']);
  });

  test('several people are announced each for themselves', () => {
    expect(
      run([
        [0, [face(ANN), face(BEN, '1/1/2')]],
        [1, [face(ANN), face(BEN, '1/1/2')]],
      ]),
    ).toEqual(['0:Ann', '0:Ben']);
  });

  test('somebody unknown only after three looks and two seconds, and strangers together once', () => {
    const unknown = (second: number, looks: number, key = '1/1/1') =>
      [second, [face(UNKNOWN, key, looks)]] as const;
    expect(run([unknown(0, 1), unknown(1, 3), unknown(1.9, 3), unknown(2, 3), unknown(3, 4)])).toEqual([
      '2:?',
    ]);
    expect(run([unknown(0, 2), unknown(5, 2)])).toEqual([]);
    expect(run([unknown(0, 3), unknown(2, 3), unknown(3, 3, '1/1/2'), unknown(9, 3, '1/1/2')])).toEqual([
      '2:?',
    ]);
    expect(run([unknown(0, 3), unknown(1, 3, '1/1/2'), unknown(2, 3)])).toEqual([]);
  });

  test('an unknown face that becomes somebody is announced as that person alone', () => {
    expect(
      run([
        [0, [face(UNKNOWN)]],
        [1.5, [face(UNKNOWN)]],
        [1.9, [face(ANN)]],
        [9, [face(ANN)]],
      ]),
    ).toEqual(['1.9:Ann']);
  });

  test.for<readonly [string, Partial<NoticeRules>, readonly string[]]>([
    ['off', { isOn: false }, []],
    ['saved people only', { isForUnknown: false }, ['5:Ann', '5:Ben']],
    ['strangers only', { who: 'nobody' }, ['5:?']],
    ['one person', { who: 'chosen', anchorIds: ['b'], isForUnknown: false }, ['5:Ben']],
    ['in quiet hours', { quietFromMinute: 590, quietToMinute: 610 }, []],
    ['in quiet hours over midnight', { quietFromMinute: 1320, quietToMinute: 601 }, []],
    ['out of quiet hours', { quietFromMinute: 1320, quietToMinute: 600 }, ['5:Ann', '5:Ben', '5:?']],
  ])('%s', ([, rules, wanted]) => {
    const stranger = face(UNKNOWN, '1/1/9');
    expect(
      run(
        [
          [0, [stranger]],
          [5, [face(ANN), face(BEN, '1/1/2'), stranger]],
        ],
        { ...ON, ...rules },
      ),
    ).toEqual(wanted);
  });

  test('whoever was in view when notices were switched on is no news, not even once recognised', () => {
    const appearances = new Appearances();
    const update = (second: number, faces: readonly FaceNow[], isOn: boolean): unknown[] =>
      appearances.update(faces, second * 1000, 600, { ...ON, isOn }).map(({ name }) => name ?? '?');
    const early = [face(UNKNOWN, '1/1/1', 1), face(PENDING, '1/1/2', 0)];
    expect(update(0, early, false)).toEqual([]);
    const later = [face(UNKNOWN, '1/1/1', 3), face(ANN, '1/1/2')];
    expect(update(3, later, true)).toEqual([]);
    // Neither a new track of the stranger nor the name on another face tells of them again.
    const moved = [face(UNKNOWN, '1/1/3', 5), face(ANN, '1/1/4'), face(BEN, '1/1/5')];
    expect(update(4, moved, true)).toEqual(['Ben']);
    expect(update(7, moved, true)).toEqual([]);
    expect(update(40, [face(ANN, '1/1/6')], true)).toEqual(['Ann']);
  });

  test('what began in quiet hours is not announced when they end', () => {
    const appearances = new Appearances();
    const rules = { ...ON, quietFromMinute: 600, quietToMinute: 610 };
    expect(appearances.update([face(ANN)], 0, 609, rules)).toEqual([]);
    expect(appearances.update([face(ANN)], 10_000, 610, rules)).toEqual([]);
  });
});

test.for([
  [0, 0, 500, false],
  [60, 120, 59, false],
  [60, 120, 60, true],
  [60, 120, 120, false],
  [1380, 420, 1439, true],
  [1380, 420, 0, true],
  [1380, 420, 420, false],
] as const)('quiet from %s to %s at %s: %s', ([from, to, minute, wanted]) => {
  expect(isQuiet({ ...ON, quietFromMinute: from, quietToMinute: to }, minute)).toBe(wanted);
});
