/** @file When a soak was steady. */
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../../scripts/soak/schedule.ts';
import { growthAfterMinute2, judgeSoak, type SoakSample } from '../../../../scripts/soak/verdict.ts';

const NOTHING = { videoFrames: 0, imageBitmaps: 0, tensors: 0 };

/** Four samples a minute. */
function samplesOf(minutes: number, heapOf: (minute: number) => number, wasmBytes = 1000): SoakSample[] {
  return Array.from({ length: minutes * 4 }, (_, index) => ({
    atMs: (index / 4) * MINUTE_MS,
    contexts: { offscreen: { heapBytes: heapOf(index / 4) }, worker: { heapBytes: 500, wasmBytes } },
    rssBytes: { extension: 9000 },
    open: NOTHING,
    boxesPerSecond: 20,
  }));
}

const facts = (samples: readonly SoakSample[], minutes: number) => ({
  minutes,
  samples,
  openAtRest: NOTHING,
  framesWhileHidden: 0,
  framesWhilePaused: 0,
});

test('what grew before the third minute does not count', () => {
  const samples = samplesOf(8, (minute) => (minute < 2 ? 1000 * minute : 4000));
  expect(growthAfterMinute2(8, samples)).toEqual({
    offscreen: 0,
    worker: 0,
    'worker wasm': 0,
    'rss extension': 0,
  });
  expect(judgeSoak(facts(samples, 8))).toEqual({ isSteady: true, reasons: [] });
});

test('a leak is told with its context', () => {
  const samples = samplesOf(8, (minute) => 1000 + minute * 100);
  expect(growthAfterMinute2(8, samples)['offscreen']).toBeCloseTo(36.36, 1);
  expect(judgeSoak(facts(samples, 8)).reasons).toEqual([
    expect.stringMatching(/^offscreen grew by 3\d\.\d %\.$/u),
  ]);
});

test('one sample that stands out changes nothing', () => {
  const samples = samplesOf(8, (minute) => (minute === 7 ? 90_000 : 1000));
  expect(judgeSoak(facts(samples, 8)).isSteady).toBe(true);
});

test('a context that has gone is not compared', () => {
  const samples = samplesOf(4, () => 1000).map((sample) =>
    sample.atMs < 3 * MINUTE_MS ? sample : { ...sample, contexts: { offscreen: { heapBytes: 1000 } } },
  );
  expect(Object.keys(growthAfterMinute2(4, samples))).toEqual(['offscreen', 'rss extension']);
});

test('fewer than four minutes are too short for a judgement', () => {
  const samples = samplesOf(3, () => 1000);
  expect(growthAfterMinute2(3, samples)).toEqual({});
  expect(judgeSoak(facts(samples, 3))).toEqual({
    isSteady: false,
    reasons: ['Growth is judged from 4 minutes on, and this were 3.'],
  });
});

test('what is left open, and what is sampled though nobody sees it, is a reason', () => {
  const samples = samplesOf(4, () => 1000);
  const { isSteady, reasons } = judgeSoak({
    ...facts(samples, 4),
    openAtRest: { ...NOTHING, videoFrames: 2 },
    framesWhileHidden: 1,
    framesWhilePaused: 3,
  });
  expect(isSteady).toBe(false);
  expect(reasons).toEqual([
    '2 videoFrames were left open.',
    '1 frames were sampled while hidden.',
    '3 frames were sampled while paused.',
  ]);
});
