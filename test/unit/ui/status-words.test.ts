/** @file What the status says in each situation. */
import { describe, expect, test } from 'vitest';
import type { TabStatus } from '../../../src/protocol/panel-port.ts';
import { NO_WORK } from '../../../src/core/pace/work.ts';
import { VIDEO_STATES, type VideoState } from '../../../src/protocol/video-port.ts';
import {
  describeDetails,
  describeModel,
  describeStatus,
  isHeldBack,
} from '../../../src/ui/shared/panel/status-words.ts';

const STATUS: TabStatus = {
  tabId: 1,
  engine: {
    state: 'ready',
    modelId: 'compact',
    modelTitle: 'Compact',
    threads: 2,
    isCrossOriginIsolated: true,
    kernels: { detector: 'used', embedder: 'used' },
  },
  isConnected: true,
  videos: [video('watching', 2)],
  embedded: [],
  faces: [],
  boxesPerSecond: 27.6,
  pace: { boxesPerSecondAimed: 30, isHeldBack: false, coresUsed: 0.4 },
  work: NO_WORK,
  stages: { pageMs: 2.14, detectMs: 10.4, embedMs: null },
};

function video(state: VideoState, faces = 0): TabStatus['videos'][number] {
  return { kind: 'video', state, widthPx: 1280, heightPx: 720, faces };
}

function withVideos(...states: VideoState[]): TabStatus {
  return { ...STATUS, videos: states.map((state) => video(state)) };
}

describe('describeModel', () => {
  const changeover = { modelId: 'next', title: 'Next (net, 512-d)', done: 12, total: 40 };

  test('the model in use, or how far the next one is', () => {
    expect(describeModel(STATUS)).toBe('Model: Compact');
    expect(describeModel({ ...STATUS, changeover: { ...changeover, former: 'naming' } })).toBe(
      'Switching to Next: 12 of 40 faces',
    );
  });

  test('says why names come back only now, when no former model names people meanwhile', () => {
    expect(describeModel({ ...STATUS, changeover: { ...changeover, former: 'gone' } })).toBe(
      'Nametag has a new, more accurate model. It is reading your saved photos again: 12 of 40.',
    );
    expect(describeModel({ ...STATUS, changeover: { ...changeover, former: 'broken' } })).toBe(
      'The former model cannot be opened. Next is reading your saved photos: 12 of 40.',
    );
  });
});

describe('describeStatus', () => {
  test('counts faces and checks while a video is watched', () => {
    const words = describeStatus(STATUS, true);
    expect(words).toEqual({ mood: 'live', headline: '2 faces', figures: '28 checks a second' });
  });

  test('one face, few checks', () => {
    const slow = { ...STATUS, videos: [video('watching', 1)], boxesPerSecond: 0.4 };
    expect(describeStatus(slow, true)).toMatchObject({
      headline: '1 face',
      figures: 'less than one check a second',
    });
  });

  test('nobody in view', () => {
    expect(describeStatus(withVideos('watching'), true).headline).toBe('No face in view');
    expect(describeStatus(withVideos('watching'), true, 'webcam').headline).toBe(
      'Nobody in front of the camera',
    );
  });

  test('a watched video outweighs those that are not', () => {
    expect(describeStatus(withVideos('tainted', 'watching', 'paused'), true).mood).toBe('live');
  });

  test.each(VIDEO_STATES.filter((state) => state !== 'watching'))(
    'has words of its own for "%s"',
    (state) => {
      const words = describeStatus(withVideos(state), true);
      expect(words.mood).not.toBe('live');
      const others = VIDEO_STATES.filter((other) => other !== state).map(
        (other) => describeStatus(withVideos(other), true).headline,
      );
      expect(others).not.toContain(words.headline);
    },
  );

  test('a paused video whose names are seen is not to be played for them', () => {
    const [video] = withVideos('paused').videos;
    const paused = { ...STATUS, videos: video === undefined ? [] : [{ ...video, faces: 2 }] };
    expect(describeStatus(paused, true)).toEqual({ mood: 'still', headline: '2 faces, paused' });
    expect(describeStatus(withVideos('paused'), true).hint).toBe('Play it to see names.');
  });

  test('of several videos, the most telling reason is given', () => {
    expect(describeStatus(withVideos('hidden', 'too-small', 'tainted'), true).headline).toMatch(
      /cannot be read/u,
    );
  });

  test('says when there is no video, no connection, no answer yet', () => {
    expect(describeStatus({ ...STATUS, videos: [] }, true).headline).toMatch(/no video/iu);
    expect(describeStatus({ ...STATUS, isConnected: false }, true).hint).toMatch(/reload/iu);
    expect(describeStatus(undefined, true).headline).toBe('Starting…');
    expect(describeStatus({ ...STATUS, boxesPerSecond: 0 }, true).headline).toBe('Starting…');
    expect(describeStatus(STATUS, false).mood).toBe('busy');
  });

  test('the engine comes before everything that depends on it', () => {
    const loading: TabStatus = { ...STATUS, engine: { ...STATUS.engine, state: 'loading' } };
    expect(describeStatus(loading, true).headline).toMatch(/loading/iu);
    const failed: TabStatus = { ...STATUS, engine: { ...STATUS.engine, state: 'failed' } };
    expect(describeStatus(failed, true).mood).toBe('blocked');
  });
});

describe('describeDetails', () => {
  test('has the same rows with and without measurements', () => {
    const labels = describeDetails(STATUS).map(({ label }) => label);
    const nothing = { ...STATUS, videos: [], stages: { pageMs: null, detectMs: null, embedMs: null } };
    expect(describeDetails(nothing).map(({ label }) => label)).toEqual(labels);
  });

  test('counts videos by state and rounds times', () => {
    const values = describeDetails(withVideos('watching', 'paused', 'paused')).map(({ value }) => value);
    expect(values).toEqual([
      '1 watched, 2 paused',
      '28',
      '2.1 ms',
      '10 ms',
      '–',
      'Nametag’s own fast code.',
      'Compact, 2 threads',
    ]);
  });
});

describe('the processor limit', () => {
  const held: TabStatus = { ...STATUS, pace: { ...STATUS.pace, isHeldBack: true } };

  test('is spoken of while it slows down what is watched here', () => {
    expect(isHeldBack(held, true)).toBe(true);
    expect(isHeldBack(STATUS, true)).toBe(false);
    expect(isHeldBack({ ...held, videos: [video('hidden')] }, true)).toBe(false);
    expect(isHeldBack(held, false)).toBe(false);
    expect(isHeldBack(undefined, true)).toBe(false);
  });
});

test('an engine at rest is no fault: the tab says what there is, the details that it rests', () => {
  const resting: TabStatus = {
    ...withVideos('hidden'),
    engine: { ...STATUS.engine, state: 'resting', threads: 0 },
  };
  expect(describeStatus(resting, true)).toMatchObject({
    mood: 'still',
    headline: 'The video is out of view.',
  });
  expect(describeDetails(resting).at(-1)?.value).toBe('Compact, resting: nothing to watch');
});
