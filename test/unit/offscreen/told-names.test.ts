/** @file Which names a page may speak of. */
import { expect, test } from 'vitest';
import type { Verdict } from '../../../src/core/matching/verdict.ts';
import { ToldNames } from '../../../src/offscreen/told-names.ts';

const named = (anchorId: string): Verdict => ({ kind: 'named', anchorId, name: anchorId });
const MINUTE_MS = 60_000;

test('those that were told of this very face', () => {
  const told = new ToldNames();
  const maybe: Verdict = { kind: 'maybe', anchorId: 'b', name: 'B' };
  told.note(
    [
      { track: 1, verdict: named('a') },
      { track: 2, verdict: maybe },
      { track: 3, verdict: { kind: 'unknown' } },
    ],
    0,
  );
  expect([told.has(1, 'a', 1), told.has(2, 'b', 1)]).toEqual([true, true]);
  expect([told.has(1, 'b', 1), told.has(2, 'a', 1), told.has(3, 'a', 1), told.has(9, 'a', 1)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('also for a while after the name has changed, and no longer', () => {
  const told = new ToldNames();
  told.note([{ track: 1, verdict: named('a') }], 0);
  told.note([{ track: 1, verdict: named('b') }], 4 * MINUTE_MS);
  expect(told.has(1, 'a', 5 * MINUTE_MS)).toBe(true);
  expect(told.has(1, 'a', 5 * MINUTE_MS + 1)).toBe(false);
  expect(told.has(1, 'b', 6 * MINUTE_MS)).toBe(true);
});

test('telling again keeps a name in mind; of too many the ones told longest ago are forgotten', () => {
  const told = new ToldNames();
  told.note(
    [
      { track: 0, verdict: named('a') },
      { track: 1, verdict: named('a') },
    ],
    0,
  );
  for (let track = 2; track < 200; track++) told.note([{ track, verdict: named('a') }], 1);
  told.note([{ track: 0, verdict: named('a') }], 2);
  told.note([{ track: 200, verdict: named('a') }], 3);
  expect([told.has(0, 'a', 4), told.has(1, 'a', 4), told.has(2, 'a', 4)]).toEqual([true, false, true]);
});
