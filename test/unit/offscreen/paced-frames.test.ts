/** @file What the answers to frames ask for next: the governor's pace while watching live, nothing of it for recordings. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WHOLE_PICTURE } from '../../../src/core/geometry/bounding-box.ts';
import { Governor } from '../../../src/core/pace/governor.ts';
import { FIRST_SAMPLE, type SampleWish } from '../../../src/core/pace/sample-wish.ts';
import { WorkTotals } from '../../../src/core/pace/work.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { WatchedVideo } from '../../../src/offscreen/watched-video.ts';
import type { Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { detectionAt } from '../faces.ts';
import { paintGrey } from '../pictures.ts';

vi.mock('webextension-polyfill', () => import('../../contract/polyfill.ts'));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is asked for after each of these moments, at which as many faces are in the picture. */
async function wishes(
  frames: readonly (readonly [second: number, faces: number])[],
  { budgetCores = 8, detectMs = 10, isRecording = false } = {},
): Promise<SampleWish[]> {
  const governor = new Governor();
  governor.setBudget(budgetCores);
  const asked: SampleWish[] = [];
  const video = new WatchedVideo(1, new Knowledge(), { work: new WorkTotals(), governor }, (message) => {
    if (message.type === 'faces') asked.push(message.next);
  });
  for (const [second, faces] of frames) {
    vi.advanceTimersByTime(second * 1000 - performance.now());
    const found = Array.from({ length: faces }, (_, index) => detectionAt(0.1 + index * 0.3, 0.2, 0.2, 0.3));
    const recognizer = {
      threads: 1,
      detect: () => Promise.resolve({ value: found, durationMs: detectMs }),
    } as unknown as Recognizer;
    const frame = {
      seq: 1,
      view: WHOLE_PICTURE,
      pixels: paintGrey(64, 36, () => 0),
      // So small that it has no tiles: the whole picture is asked for every time.
      pictureWidthPx: 320,
      pictureHeightPx: 180,
      pageMs: 1,
      ...(isRecording ? { timeMs: second * 1000 } : {}),
    };
    await video.handleFrame(frame, recognizer);
  }
  return asked;
}

const perSecond = ({ afterMs }: SampleWish): number => Math.round(1000 / afterMs);

test('a video without faces is probed, and watched again from the frame that shows one', async () => {
  const frames = [
    [1, 0],
    [2, 0],
    [4, 0],
    [5, 0],
    [6, 1],
  ] as const;
  expect((await wishes(frames)).map(perSecond)).toEqual([30, 30, 1, 1, 30]);
});

test('a slow machine is asked for less, and for coarser frames', async () => {
  const frames = Array.from({ length: 30 }, (_, frame) => [1 + frame / 10, 2] as const);
  const last = (await wishes(frames, { budgetCores: 0.5, detectMs: 80 })).at(-1);
  expect(last).toMatchObject({ view: WHOLE_PICTURE, pixelCount: 192 * 108 });
  expect(last === undefined ? 0 : perSecond(last)).toBe(5);
});

test('a recording goes through all its frames, however long they take', async () => {
  const frames = Array.from({ length: 30 }, (_, frame) => [1 + frame / 10, 0] as const);
  const asked = await wishes(frames, { budgetCores: 0.1, detectMs: 80, isRecording: true });
  expect(asked).toHaveLength(30);
  for (const wish of asked) expect(wish).toEqual(FIRST_SAMPLE);
});
