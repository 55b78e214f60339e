/** @file Which of the frames that a page shows are sampled. */
import { expect, test } from 'vitest';
import { FIRST_SAMPLE } from '../../../src/core/pace/sample-wish.ts';
import { SamplePace } from '../../../src/video/sample-pace.ts';

/** The times at which frames of a video are sampled within a second. */
function sampled(afterMs: number, frameMs: (frame: number) => number): number[] {
  const pace = new SamplePace();
  pace.wish = { ...FIRST_SAMPLE, afterMs };
  const taken: number[] = [];
  for (let frame = 0; frameMs(frame) < 1000; frame++) {
    const shownMs = frameMs(frame);
    if (!pace.isDue(shownMs)) continue;
    pace.note(shownMs);
    taken.push(frame);
  }
  return taken;
}

test('without a wish, every frame', () => {
  expect(sampled(0, (frame) => frame * 40)).toHaveLength(25);
});

test('the first frame at or after the wished time', () => {
  expect(sampled(100, (frame) => frame * 40)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
});

test('frames that come a little early do not halve the rate', () => {
  const jitter = (frame: number): number => frame * (1000 / 30) + (frame % 2 === 0 ? 0 : -5);
  expect(sampled(1000 / 15, jitter)).toHaveLength(15);
  expect(sampled(1000 / 30, jitter)).toHaveLength(30);
});

test('tells how long nobody need look', () => {
  const pace = new SamplePace();
  expect(pace.restMs(0)).toBe(0);
  pace.wish = { ...FIRST_SAMPLE, afterMs: 1000 };
  pace.note(500);
  expect(pace.restMs(600)).toBeGreaterThan(850);
  expect(pace.isDue(600 + pace.restMs(600))).toBe(true);
  expect(pace.restMs(1600)).toBe(0);
});

test('after a reset the next frame is taken, as if it were the first', () => {
  const pace = new SamplePace();
  pace.wish = { ...FIRST_SAMPLE, afterMs: 1000 };
  pace.note(500);
  expect(pace.isDue(600)).toBe(false);
  pace.reset();
  expect(pace.isDue(600)).toBe(true);
  expect(pace.wish).toEqual(FIRST_SAMPLE);
});
