/** @file When a face is looked at again, and who comes first. */
import { describe, expect, test } from 'vitest';
import { NO_EVIDENCE, type Evidence } from '../../../../src/core/matching/evidence.ts';
import { updateTracks, NO_TRACKS } from '../../../../src/core/tracking/track-faces.ts';
import { isLookDue, nextLooks, type LookState } from '../../../../src/recognition/pipeline/look-schedule.ts';
import { detectionAt } from '../../faces.ts';

function state(looks: number, lookedMs?: number, askedMs?: number): LookState {
  const look = { embedding: Float32Array.of(0), quality: 1 };
  const evidence: Evidence = { ...NO_EVIDENCE, looks: Array.from({ length: looks }, () => look) };
  return { evidence, lookedMs, askedMs };
}

describe('isLookDue', () => {
  test('a new face is due at once', () => {
    expect(isLookDue(state(0), 0, false)).toBe(true);
  });

  test.for([
    ['after the first look, early', 1, 249, false],
    ['after the first look, 250 ms on', 1, 250, true],
    ['after the second look, 250 ms on', 2, 250, true],
    ['after the third look, 250 ms on', 3, 250, false],
    ['after the third look, 999 ms on', 3, 999, false],
    ['after the third look, a second on', 3, 1000, true],
    ['after looks that all were too poor', 0, 250, true],
  ] as const)('%s: %d looks, %d ms: %s', ([, looks, sinceMs, isDue]) => {
    expect(isLookDue(state(looks, 5000), 5000 + sinceMs, false)).toBe(isDue);
  });

  test.for([
    [149, false],
    [150, true],
  ] as const)('while enrolling, %d ms after the last look: %s', ([sinceMs, isDue]) => {
    expect(isLookDue(state(5, 5000), 5000 + sinceMs, true)).toBe(isDue);
  });

  test('while an answer is awaited no second one is asked for, not even while enrolling', () => {
    expect(isLookDue(state(3, 1000, 5000), 6199, false)).toBe(false);
    expect(isLookDue(state(3, 1000, 5000), 6199, true)).toBe(false);
  });

  test('an answer that did not come in 1.2 seconds is lost', () => {
    expect(isLookDue(state(3, 1000, 5000), 6200, false)).toBe(false);
    expect(isLookDue(state(3, 1000, 5000), 6201, false)).toBe(true);
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
    nextLooks(tracks, (id) => state(0, lookedMs[id - 1])).map(({ id }) => id);

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
    expect(nextLooks(tracks.slice(0, 1), () => state(0)).map(({ id }) => id)).toEqual([1]);
    chosen([300, 400, 100, 200]);
    expect(tracks).toEqual(before);
  });
});
