/** @file When a face is looked at again, and who comes first. */
import { describe, expect, test } from 'vitest';
import { NO_EVIDENCE, type Evidence } from '../../../../src/core/matching/evidence.ts';
import { PENDING, UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';
import { updateTracks, NO_TRACKS } from '../../../../src/core/tracking/track-faces.ts';
import { isLookDue, nextLooks, type LookState } from '../../../../src/recognition/pipeline/look-schedule.ts';
import { detectionAt } from '../../faces.ts';

const ANN: Verdict = { kind: 'named', anchorId: 'a', name: 'Ann' };
const look = { embedding: Float32Array.of(0), quality: 1 };

/** A face that was looked at last at 5000 ms. */
function state(change: Partial<LookState> = {}, looks = 5, verdict: Verdict = ANN): LookState {
  const evidence: Evidence = { ...NO_EVIDENCE, verdict, looks: Array.from({ length: looks }, () => look) };
  return {
    evidence,
    lookedMs: 5000,
    askedMs: undefined,
    misses: 0,
    bestView: 0.5,
    isDoubtful: false,
    isCrowded: false,
    ...change,
  };
}

/** After how many milliseconds the face is due, in steps of ten; Infinity beyond five seconds. */
function dueAfter(one: LookState, view = 0.5, isEager = false): number {
  for (let ms = 0; ms <= 5000; ms += 10) if (isLookDue(one, view, 5000 + ms, isEager)) return ms;
  return Infinity;
}

describe('isLookDue', () => {
  test.for([
    ['a new face, at once', state({ lookedMs: undefined }, 0, PENDING), 0],
    ['after the first look', state({}, 1), 0],
    ['after a first look and one of no use', state({ misses: 1 }, 1), 200],
    ['after the second look', state({}, 2), 100],
    ['a name that stands', state({}, 3), 2000],
    ['a maybe', state({}, 3, { ...ANN, kind: 'maybe' }), 500],
    ['an unknown', state({}, 3, UNKNOWN), 1000],
    ['a name in doubt', state({ isDoubtful: true }), 80],
    ['a name among faces that touch', state({ isCrowded: true }), 400],
    ['after a look of no use', state({ misses: 1 }, 0, PENDING), 200],
    ['after a second one', state({ misses: 2 }, 0, PENDING), 400],
    ['after many, once a second', state({ misses: 9 }, 0, PENDING), 1000],
    ['a doubt is not pursued ten times a second', state({ isDoubtful: true, misses: 9 }), 1000],
    ['misses do not make a settled name due sooner', state({ misses: 9 }), 2000],
  ] as const)('%s', ([, one, expected]) => {
    expect(dueAfter(one)).toBe(expected);
  });

  test('a look that contradicted the others is checked soon', () => {
    const one = state();
    expect(dueAfter({ ...one, evidence: { ...one.evidence, suspect: look } })).toBe(80);
  });

  test('a clearly better view is worth a look, a slightly better one is not', () => {
    expect(dueAfter(state(), 0.71)).toBe(300);
    expect(dueAfter(state(), 0.69)).toBe(2000);
    expect(dueAfter(state({ misses: 1 }), 0.9)).toBe(2000);
  });

  test('while enrolling, every 150 ms', () => {
    expect(dueAfter(state(), 0.5, true)).toBe(150);
  });

  test('never with every frame: five a second at the most where nothing is in doubt', () => {
    for (const verdict of [ANN, UNKNOWN, { ...ANN, kind: 'maybe' } as const]) {
      expect(dueAfter(state({}, 3, verdict), 1)).toBeGreaterThanOrEqual(300);
    }
  });

  test('while an answer is awaited no second one is asked for; after 1.2 seconds it is lost', () => {
    const asked = state({ askedMs: 5000, isDoubtful: true });
    expect(isLookDue(asked, 1, 6200, true)).toBe(false);
    expect(isLookDue(asked, 0, 6201, false)).toBe(true);
  });
});

describe('nextLooks', () => {
  const { list: tracks } = updateTracks(
    NO_TRACKS,
    [
      detectionAt(0, 0, 0.1, 0.1),
      detectionAt(0.2, 0, 0.2, 0.2),
      detectionAt(0.5, 0, 0.15, 0.15),
      detectionAt(0.7, 0, 0.05, 0.05),
    ],
    0,
  );
  const chosen = (lookedMs: readonly (number | undefined)[]) =>
    nextLooks(tracks, (id) => state({ lookedMs: lookedMs[id - 1] })).map(({ id }) => id);

  test('of faces never seen the largest two come first', () => {
    expect(chosen([undefined, undefined, undefined, undefined])).toEqual([2, 3]);
  });

  test('a face never seen comes before any other, however small', () => {
    expect(chosen([100, 100, 100, undefined])).toEqual([4, 2]);
  });

  test('then those not looked at for the longest time', () => {
    expect(chosen([300, 400, 100, 200])).toEqual([3, 4]);
  });

  test('a look at time 0 counts as a look', () => {
    expect(chosen([undefined, 0, undefined, undefined])).toEqual([3, 1]);
  });

  test('fewer are fewer, and the list stays as it was', () => {
    const before = [...tracks];
    expect(nextLooks(tracks.slice(0, 1), () => state()).map(({ id }) => id)).toEqual([1]);
    chosen([300, 400, 100, 200]);
    expect(tracks).toEqual(before);
  });
});
