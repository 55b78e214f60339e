/** @file When a face is looked at again, and who comes first. */
import { describe, expect, test } from 'vitest';
import { NO_EVIDENCE, type Evidence } from '../../../../src/core/matching/evidence.ts';
import { PENDING, UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';
import { updateTracks, NO_TRACKS } from '../../../../src/core/tracking/track-faces.ts';
import { ALL_LOOKS } from '../../../../src/core/pace/look-allowance.ts';
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
    steadyLooks: 0,
    bestView: 0.5,
    isDoubtful: false,
    needsCheck: false,
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
    ['a name that has stood for long', state({ steadyLooks: 5 }, 5), 4000],
    ['an unknown after many looks', state({ steadyLooks: 8 }, 5, UNKNOWN), 2000],
    ['an unknown after very many', state({ steadyLooks: 14 }, 5, UNKNOWN), 4000],
    ['a maybe, however long', state({ steadyLooks: 99 }, 5, { ...ANN, kind: 'maybe' }), 500],
    ['a name in doubt, however long it stood', state({ isDoubtful: true, steadyLooks: 99 }), 80],
    ['a name in doubt', state({ isDoubtful: true }), 80],
    ['a name around which something has changed', state({ needsCheck: true, steadyLooks: 99 }), 80],
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
  const choose = (of: (id: number) => LookState, allowance = ALL_LOOKS, eager: readonly number[] = []) =>
    nextLooks(tracks, { states: { of }, eager: new Set(eager), allowance, nowMs: 9000 }).map(({ id }) => id);
  const chosen = (lookedMs: readonly (number | undefined)[]) =>
    choose((id) => state({ lookedMs: lookedMs[id - 1] }));

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

  test('those come first who have waited longest for what they are, not the strangers for ever', () => {
    const named = state({ lookedMs: 4500 });
    const unknown = state({ lookedMs: 7000 }, 5, UNKNOWN);
    // 4.5 s of 2 s against 2 s of 1 s.
    expect(choose((id) => (id === 4 ? named : unknown))).toEqual([4, 2]);
  });

  test('what is not settled comes before what is, until looking has been of no use', () => {
    const doubtful = (misses: number) => (id: number) =>
      id === 4 ? state({ lookedMs: 8900, isDoubtful: true, misses }) : state({ lookedMs: 1000 });
    expect(choose(doubtful(0))).toEqual([4, 2]);
    expect(choose(doubtful(3))).toEqual([2, 3]);
  });

  test('where looks are scarce, those that are judged already go without, then the new ones', () => {
    const mixed = (id: number) => state({ lookedMs: id === 4 ? undefined : 1000 });
    expect(choose(mixed, { all: 4, urgent: 4, routine: 1 })).toEqual([4]);
    expect(choose(mixed, { all: 4, urgent: 4, routine: 2 })).toEqual([4, 2]);
    expect(choose(mixed, { all: 4, urgent: 0, routine: 0 })).toEqual([]);
    expect(choose(() => state(), { all: 4, urgent: 4, routine: 1 })).toEqual([2]);
  });

  test('faces that cannot be seen well do not keep the others from their turn', () => {
    const blurred = state({ lookedMs: 7900, misses: 5 }, 0, PENDING);
    const named = state({ lookedMs: 6000 });
    // 1.1 s of 1 s against 3 s of 2 s.
    expect(choose((id) => (id === 4 ? named : blurred), { all: 4, urgent: 4, routine: 1 })).toEqual([4]);
  });

  test('whoever is being enrolled is looked at whatever it costs, while the network has a place', () => {
    const allowance = { all: 1, urgent: 0, routine: 0 };
    expect(choose(() => state(), allowance, [3])).toEqual([3]);
    expect(choose(() => state(), { ...allowance, all: 0 }, [3])).toEqual([]);
  });

  test('at most two a frame, and the list stays as it was', () => {
    const before = [...tracks];
    expect(chosen([300, 400, 100, 200])).toHaveLength(2);
    expect(tracks).toEqual(before);
  });
});
