/** @file Frames at the pace that was asked for, regions that were asked for, and page time that can have passed. */
import { describe, expect, test } from 'vitest';
import { AskedFor } from '../../../../src/core/limits/asked-for.ts';
import { PageTime } from '../../../../src/core/limits/page-time.ts';
import { Usage } from '../../../../src/core/pace/usage.ts';
import { WorkTotals } from '../../../../src/core/pace/work.ts';

const answer = (seq: number, tracks: readonly number[], afterMs = 0) => ({
  seq,
  wanted: tracks.map((track) => ({ track })),
  next: { afterMs },
});

describe('regions', () => {
  test('of the last answer are taken once each', () => {
    const asked = new AskedFor();
    asked.noteAnswer(answer(1, [4, 5]));
    expect([4, 4, 5, 6].map((track) => asked.takeRegion(1, track))).toEqual([true, false, true, false]);
  });

  test('that nobody asked for, and those of older frames, are not', () => {
    const asked = new AskedFor();
    expect(asked.takeRegion(1, 4)).toBe(false);
    asked.noteAnswer(answer(1, [4]));
    asked.noteAnswer(answer(2, [5]));
    expect([asked.takeRegion(1, 4), asked.takeRegion(2, 4), asked.takeRegion(2, 5)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('frames', () => {
  test.for([0, 33, 250, 2000])(
    'of a viewer that waits %d ms as asked, a little less each time, are all taken',
    (afterMs) => {
      const asked = new AskedFor();
      for (let nowMs = 0; nowMs < 60_000; nowMs += Math.max(1, afterMs - 8)) {
        expect(asked.takeFrame(nowMs)).toBe(true);
        asked.noteAnswer(answer(1, [], afterMs));
      }
    },
  );

  test('of a viewer that does not wait are taken at the pace that was asked for', () => {
    const asked = new AskedFor();
    let taken = 0;
    for (let nowMs = 0; nowMs < 60_000; nowMs += 10) {
      if (!asked.takeFrame(nowMs)) continue;
      taken++;
      asked.noteAnswer(answer(1, [], 500));
    }
    expect(taken).toBeGreaterThan(120);
    expect(taken).toBeLessThan(140);
  });

  test('after a change of the picture may come early', () => {
    const asked = new AskedFor();
    asked.takeFrame(0);
    asked.noteAnswer(answer(1, [], 3000));
    expect([asked.takeFrame(100), asked.takeFrame(200)]).toEqual([true, true]);
  });
});

describe('the time of a page', () => {
  test('is believed up to the time that has passed', () => {
    const time = new PageTime();
    expect(time.spend(50, 0)).toBe(50);
    expect(time.spend(10_000, 0)).toBe(950);
    expect(time.spend(10_000, 500)).toBe(500);
    expect(time.spend(10_000, 500_000)).toBe(10_000);
  });

  test('cannot be saved for ever, or grow by a clock that jumps back', () => {
    const time = new PageTime();
    time.spend(1000, 1000);
    expect(time.spend(10, 0)).toBe(0);
    time.spend(10_000, 1_000_000);
    expect(time.spend(10_000, 1_000_000)).toBe(0);
  });
});

test('totals stay within what a status may carry, whatever is added', () => {
  const totals = new WorkTotals();
  for (const pageMs of [1.7e308, 1.7e308, Infinity, NaN, -5, 3]) totals.add({ frames: 1, pageMs });
  expect(totals.total.pageMs).toBe(Number.MAX_SAFE_INTEGER);
  expect(totals.total.frames).toBe(6);
});

test('what is no cost does not count as one', () => {
  const usage = new Usage();
  for (const costMs of [1.7e308, Infinity, NaN, -5]) usage.add(costMs, 0);
  expect(usage.perSecond(0)).toBe(0);
  usage.add(40, 0);
  expect(usage.perSecond(0)).toBeCloseTo(10);
});
