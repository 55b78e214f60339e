/** @file Enrolling a face: which looks are collected, when it is refused, and what reaches the service worker. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MatchLimits } from '../../src/core/matching/limits.ts';
import { collectLooks, enrollLooks } from '../../src/offscreen/enrollment.ts';
import type { WatchedVideo } from '../../src/offscreen/watched-video.ts';
import { VideoSession, type TrackLook } from '../../src/recognition/pipeline/video-session.ts';
import type { Recognizer } from '../../src/recognition/workers/recognizer.ts';
import { detectionAt, galleryOf } from '../unit/faces.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

const limits: MatchLimits = {
  enterMaxDistance: 0.5,
  leaveMaxDistance: 0.52,
  maybeMaxDistance: 0.54,
  poorLookReserve: 0,
  minMargin: 0.03,
  samePersonDistance: 0.4,
  anotherFaceDistance: 0.55,
  maxSpread: 0.5,
};
const view = { gallery: galleryOf({}), limits };
const crop = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

const lookAt = (position: number, quality = 0.9, modelId = 'compact'): TrackLook => ({
  modelId,
  embedding: Float32Array.of(position),
  quality,
  crop,
});

interface Scene {
  readonly video: WatchedVideo;
  readonly session: VideoSession;
  /** The embedder is done with a look at track 1. */
  look(look: TrackLook): void;
}

/** A video that shows one face, track 1, with these looks from before. */
function sceneWith(before: readonly TrackLook[], state: WatchedVideo['state'] = 'watching'): Scene {
  const session = new VideoSession();
  const face = detectionAt(0.4, 0.4, 0.2, 0.2);
  session.update([face], { pictureWidthPx: 640, pictureHeightPx: 360, nowMs: 0 }, true);
  const lookListeners: WatchedVideo['lookListeners'] = new Set();
  const look = (one: TrackLook): void => {
    session.addLook(1, one, 0, galleryOf({}), limits);
    for (const listener of lookListeners) listener(1, one);
  };
  for (const one of before) look(one);
  const video = { session, lookListeners, state } as unknown as WatchedVideo;
  return { video, session, look };
}

/** The face has left the picture. */
function leave({ session }: Scene): void {
  session.update([], { pictureWidthPx: 640, pictureHeightPx: 360, nowMs: 5000 }, true);
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('collectLooks', () => {
  test('waits for five good looks, tells of each, and adds those from before', async () => {
    const earlier = lookAt(0);
    const scene = sceneWith([earlier]);
    const progress: number[] = [];
    const collected = collectLooks(scene.video, 1, view, (count) => progress.push(count));
    const fresh = [0.01, 0.02, 0.03, 0.04, 0.05].map((position) => lookAt(position));
    for (const one of fresh) scene.look(one);
    expect(await collected).toEqual([earlier, ...fresh]);
    expect(progress).toEqual([0, 1, 2, 3, 4, 5]);
    expect(scene.video.lookListeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('looks at the face as often as possible, and no longer than it collects', async () => {
    const scene = sceneWith([lookAt(0)]);
    const eager = vi.spyOn(scene.session, 'setEager');
    const collected = collectLooks(scene.video, 1, view, () => undefined);
    expect(eager.mock.calls).toEqual([[1, true]]);
    await vi.advanceTimersByTimeAsync(3500);
    await collected;
    expect(eager.mock.calls).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  test('after three and a half seconds takes what has come', async () => {
    const scene = sceneWith([]);
    const collected = collectLooks(scene.video, 1, view, () => undefined);
    const only = lookAt(0);
    scene.look(only);
    await vi.advanceTimersByTimeAsync(3500);
    expect(await collected).toEqual([only]);
  });

  test('poor looks do not count', async () => {
    const scene = sceneWith([]);
    const progress: number[] = [];
    const collected = collectLooks(scene.video, 1, view, (count) => progress.push(count));
    const refused = expect(collected).rejects.toMatchObject({ code: 'face-not-clear' });
    for (let i = 0; i < 8; i++) scene.look(lookAt(0, 0.29));
    await vi.advanceTimersByTimeAsync(3500);
    await refused;
    expect(progress).toEqual([0]);
  });

  test('a face that has left is enrolled from the looks that were kept, at once', async () => {
    const looks = [lookAt(0), lookAt(0.1)];
    const scene = sceneWith(looks);
    leave(scene);
    expect(await collectLooks(scene.video, 1, view, () => undefined)).toEqual(looks);
  });

  test('a paused video is not waited for', async () => {
    const looks = [lookAt(0)];
    const { video } = sceneWith(looks, 'paused');
    expect(await collectLooks(video, 1, view, () => undefined)).toEqual(looks);
  });

  test('a face that has left without a good look is gone', async () => {
    const scene = sceneWith([lookAt(0, 0.2)]);
    leave(scene);
    await expect(collectLooks(scene.video, 1, view, () => undefined)).rejects.toMatchObject({
      code: 'face-gone',
    });
  });

  test('a face of which nothing good was seen, in a paused video, is not clear', async () => {
    const { video } = sceneWith([], 'paused');
    await expect(collectLooks(video, 1, view, () => undefined)).rejects.toMatchObject({
      code: 'face-not-clear',
    });
  });

  test('two people in one place while it collects are refused', async () => {
    const scene = sceneWith([lookAt(0)]);
    const collected = collectLooks(scene.video, 1, view, () => undefined);
    const refused = expect(collected).rejects.toMatchObject({ code: 'face-mixed' });
    for (const position of [0, 0.1, 3, 3.1, 3.2]) scene.look(lookAt(position));
    await refused;
  });

  test('somebody else in this place before the click is left out', async () => {
    // 0.55 from the new ones: one track all the same, but not one face.
    const scene = sceneWith([lookAt(0)]);
    const collected = collectLooks(scene.video, 1, view, () => undefined);
    const fresh = [0.55, 0.56, 0.57, 0.58, 0.59].map((position) => lookAt(position));
    for (const one of fresh) scene.look(one);
    expect(await collected).toEqual(fresh);
  });
});

describe('when another network takes over while it collects', () => {
  test('only its looks are enrolled, however near the others’ numbers are', async () => {
    const scene = sceneWith([lookAt(0)]);
    const collected = collectLooks(scene.video, 1, view, () => undefined);
    scene.look(lookAt(0.01));
    const fresh = [0.1, 0.11, 0.12, 0.13].map((position) => lookAt(position, 0.9, 'facenet'));
    for (const one of fresh) scene.look(one);
    expect(await collected).toEqual(fresh);
  });

  test('its limits hold, not those from before', async () => {
    const scene = sceneWith([]);
    let { limits: current } = view;
    const changing = {
      gallery: view.gallery,
      get limits() {
        return current;
      },
    };
    const collected = collectLooks(scene.video, 1, changing, () => undefined);
    current = { ...limits, maxSpread: 5 };
    const fresh = [0, 1, 2, 3, 4].map((position) => lookAt(position, 0.9, 'facenet'));
    for (const one of fresh) scene.look(one);
    expect(await collected).toEqual(fresh);
  });

  test('looks of the former one are no second person', async () => {
    const scene = sceneWith([lookAt(0)]);
    const collected = collectLooks(scene.video, 1, view, () => undefined);
    const fresh = [9, 9.1, 9.2, 9.3, 9.4].map((position) => lookAt(position, 0.9, 'facenet'));
    for (const one of [lookAt(0.01), ...fresh.slice(0, 4)]) scene.look(one);
    expect(await collected).toEqual(fresh.slice(0, 4));
  });
});

describe('enrollLooks', () => {
  let fake: FakeBrowser;
  const recognizer = {
    encode: ({ width }: TrackLook['crop']) => Promise.resolve(`data:image/jpeg;base64,${String(width)}`),
  } as unknown as Recognizer;

  beforeEach(() => {
    fake = installFakeBrowser();
    fake.answer = () => ({ ok: true, value: { anchorId: 'a', name: 'Ann', isNew: true } });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('sends the best five with their pictures, and tells what became of them', async () => {
    const looks = [0, 0.3, 0.1, 0.2, 0.01, 0.02, 0.4].map((position) => lookAt(position));
    const enrolled = await enrollLooks(looks, { name: 'Ann' }, 'tab', recognizer);
    expect(enrolled).toEqual({ anchorId: 'a', name: 'Ann', isNew: true, samples: 5 });
    const [message] = fake.sentMessages as { payload: { samples: unknown[] } }[];
    expect(message).toMatchObject({ target: 'background', type: 'anchor.enroll', payload: { name: 'Ann' } });
    expect(message?.payload).not.toHaveProperty('anchorId');
    expect(message?.payload.samples).toHaveLength(5);
    expect(message?.payload.samples[0]).toEqual({
      modelId: 'compact',
      embedding: Float32Array.of(0),
      quality: 0.9,
      source: 'tab',
      cropUrl: 'data:image/jpeg;base64,1',
    });
  });

  test('each sample says which network embedded it', async () => {
    await enrollLooks([lookAt(0, 0.9, 'facenet')], { name: 'Ann' }, 'tab', recognizer);
    expect(fake.sentMessages).toMatchObject([{ payload: { samples: [{ modelId: 'facenet' }] } }]);
  });

  test('passes on the anchor that was chosen', async () => {
    await enrollLooks([lookAt(0)], { name: 'x', anchorId: 'a' }, 'webcam', recognizer);
    expect(fake.sentMessages).toMatchObject([
      { payload: { anchorId: 'a', samples: [{ source: 'webcam' }] } },
    ]);
  });

  test('a refusal of the service worker is the refusal of the enrollment', async () => {
    fake.answer = () => ({ ok: false, error: { code: 'name-empty', message: 'enroll' } });
    await expect(enrollLooks([lookAt(0)], { name: ' ' }, 'tab', recognizer)).rejects.toMatchObject({
      code: 'name-empty',
    });
  });
});
