/** @file When a number of the product counts as somebody else's. */
import { describe, expect, test } from 'vitest';
import { SETTLE_FRAMES, countImpossible, readIdentities } from '../../../scripts/eval-video/identities.ts';
import { film, times, type FaceAt } from './frames.ts';

const settled = (frames: FaceAt[][]) => {
  const seen = film(frames);
  const { settledOf } = readIdentities(seen);
  return seen.flatMap(({ faces }) => faces.map(settledOf));
};

describe('readIdentities', () => {
  test('a new track that becomes somebody known within ten frames was that person from its first frame on', () => {
    const frames = times(20, (index) => [{ x: 0, track: 7, person: index < SETTLE_FRAMES - 1 ? 7 : 1 }]);
    expect(new Set(settled(frames))).toEqual(new Set([1]));
  });

  test('whatever it becomes later is another number', () => {
    const frames = times(20, (index) => [{ x: 0, track: 7, person: index < SETTLE_FRAMES ? 7 : 1 }]);
    expect(settled(frames)).toEqual([...times(10, () => 7), ...times(10, () => 1)]);
  });

  test('flickers have no number and are nobody', () => {
    const frames = [[{ x: 0, track: 1 }], [{ x: 0, track: 1 }], ...times(3, () => [{ x: 0.5, track: 2 }])];
    expect(settled(frames)).toEqual([undefined, undefined, 2, 2, 2]);
    expect(readIdentities(film(frames))).toMatchObject({ tracks: 1, persons: 1 });
  });

  test('counts persons by what their tracks became in the end, also by way of another track', () => {
    const frames = [
      ...times(5, () => [{ x: 0, track: 1 }]),
      ...times(5, (index) => [{ x: 0, track: 2, person: index < 4 ? 2 : 1 }]),
      ...times(5, () => [{ x: 0, track: 3, person: 2 }]),
    ];
    expect(readIdentities(film(frames))).toMatchObject({ tracks: 3, persons: 1 });
  });
});

describe('countImpossible', () => {
  const count = (frames: FaceAt[][]): number => {
    const seen = film(frames);
    return countImpossible(seen, readIdentities(seen));
  };
  const pair = (left: number, right: number): FaceAt[] => [
    { x: 0.1, track: left },
    { x: 0.7, track: right },
  ];

  test('two tracks that change places in one frame', () => {
    expect(count([...times(12, () => pair(1, 2)), ...times(12, () => pair(2, 1))])).toBe(2);
  });

  test('nothing where the picture was cut, or where people move as people do', () => {
    expect(count([...times(12, () => pair(1, 2)), ...times(12, () => pair(3, 4))])).toBe(0);
    expect(count(times(9, (index) => [{ x: index * 0.1 }, { x: 0.5, track: 2 }]))).toBe(0);
  });

  test('one person twice in a picture, once however long', () => {
    expect(
      count(
        times(12, () => [
          { x: 0.1, track: 1 },
          { x: 0.7, track: 2, person: 1 },
        ]),
      ),
    ).toBeGreaterThan(0);
  });
});
