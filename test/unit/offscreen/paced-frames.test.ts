/** @file What the answers to frames ask for next: the governor's pace while watching live, nothing of it for recordings. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WHOLE_PICTURE } from '../../../src/core/geometry/bounding-box.ts';
import { Governor } from '../../../src/core/pace/governor.ts';
import { FIRST_SAMPLE, type SampleWish } from '../../../src/core/pace/sample-wish.ts';
import type { Detection } from '../../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../../src/core/image/pixels.ts';
import { WorkTotals } from '../../../src/core/pace/work.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { WatchedVideo, type FrameMessage } from '../../../src/offscreen/watched-video.ts';
import type { ToViewer } from '../../../src/protocol/video-port.ts';
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

interface Setting {
  readonly budgetCores?: number;
  readonly detectMs?: number;
  readonly isRecording?: boolean;
  readonly pixels?: Pixels;
}

function recognizerOf(detect: () => { value: readonly Detection[]; durationMs: number }): Recognizer {
  return { threads: 1, detect: () => Promise.resolve(detect()) } as unknown as Recognizer;
}

/** Of a picture so small that it has no tiles: the whole is asked for every time. */
function frameOf(pixels: Pixels): FrameMessage {
  return { seq: 1, view: WHOLE_PICTURE, pixels, pictureWidthPx: 320, pictureHeightPx: 180, pageMs: 1 };
}

/** One frame after the other at these moments, at which as many faces are in the picture. */
async function watch(frames: readonly (readonly [second: number, faces: number])[], setting: Setting = {}) {
  const { budgetCores = 8, detectMs = 10, isRecording = false } = setting;
  const pixels = setting.pixels ?? paintGrey(64, 36, () => 0);
  const governor = new Governor();
  governor.setBudget(budgetCores);
  const work = new WorkTotals();
  const answers: Extract<ToViewer, { type: 'faces' }>[] = [];
  let detections = 0;
  const video = new WatchedVideo(1, new Knowledge(), { work, governor }, (message) => {
    if (message.type === 'faces') answers.push(message);
  });
  for (const [second, faces] of frames) {
    vi.advanceTimersByTime(second * 1000 - performance.now());
    const found = Array.from({ length: faces }, (_, index) => detectionAt(0.1 + index * 0.3, 0.2, 0.2, 0.4));
    const recognizer = recognizerOf(() => {
      detections++;
      return { value: found, durationMs: detectMs };
    });
    const frame = { ...frameOf(pixels), ...(isRecording ? { timeMs: second * 1000 } : {}) };
    await video.handleFrame(frame, recognizer);
  }
  return { answers, detections, work: work.total, video, governor };
}

/** What is asked for after each of these moments. */
async function wishes(...wanted: Parameters<typeof watch>): Promise<SampleWish[]> {
  return (await watch(...wanted)).answers.map(({ next }) => next);
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

test('a video that is closed takes nothing any more', async () => {
  const { video, governor } = await watch([[1, 1]]);
  expect(governor.status(performance.now()).boxesPerSecondAimed).toBe(30);
  const detected = { value: [detectionAt(0.1, 0.2, 0.2, 0.4)], durationMs: 10 };
  const answering = video.handleFrame(
    frameOf(paintGrey(64, 36, () => 0)),
    recognizerOf(() => detected),
  );
  video.close();
  await answering;
  expect(governor.status(performance.now()).boxesPerSecondAimed).toBe(0);
});

describe('a known face', () => {
  const pixels = paintGrey(64, 36, (x, y) => 120 + Math.round(60 * Math.sin(x / 3) + 50 * Math.cos(y / 2)));
  const frames = Array.from({ length: 6 }, (_, frame) => [1 + frame / 20, 1] as const);

  test('is followed without the detector in every other frame', async () => {
    const { answers, detections, work } = await watch(frames, { pixels });
    expect(answers.map(({ faces }) => faces.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(detections).toBe(3);
    expect(work).toMatchObject({ frames: 6, followed: 3, detectMs: 30 });
  });

  test('of a recording is detected in each', async () => {
    const { detections, work } = await watch(frames, { pixels, isRecording: true });
    expect(detections).toBe(6);
    expect(work).toMatchObject({ frames: 6, followed: 0 });
  });
});
