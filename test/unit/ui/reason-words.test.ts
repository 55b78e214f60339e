/** @file Why there is no name: every reason has words of its own, equal ones are one, and nothing is explained in vain. */
import { describe, expect, test } from 'vitest';
import { NO_WORK } from '../../../src/core/pace/work.ts';
import { NAMELESS_REASONS, type NamelessReason, type TabStatus } from '../../../src/protocol/panel-port.ts';
import { VIDEO_STATES, type PictureKind, type VideoState } from '../../../src/protocol/video-port.ts';
import { describeReasons } from '../../../src/ui/shared/panel/reason-words.ts';

const READY: TabStatus = {
  tabId: 1,
  engine: {
    state: 'ready',
    modelId: 'compact',
    modelTitle: 'Compact',
    threads: 1,
    isCrossOriginIsolated: true,
  },
  isConnected: true,
  videos: [],
  embedded: [],
  faces: [],
  boxesPerSecond: 0,
  pace: { boxesPerSecondAimed: 30, isHeldBack: false, coresUsed: 0.4 },
  work: NO_WORK,
  stages: { pageMs: null, detectMs: null, embedMs: null },
};

function video(state: VideoState, kind: PictureKind = 'video', faces = 0): TabStatus['videos'][number] {
  return { kind, state, widthPx: 640, heightPx: 360, faces };
}

function face(nameless?: NamelessReason): TabStatus['faces'][number] {
  const box = { x: 0, y: 0, width: 0.1, height: 0.1 };
  const verdict = { kind: 'unknown' } as const;
  return {
    face: '1/1/1',
    verdict,
    box,
    quality: 0.5,
    looks: 1,
    ...(nameless === undefined ? {} : { nameless }),
  };
}

function keysOf(status: TabStatus): string[] {
  return describeReasons(status).map(({ key }) => key);
}

describe('describeReasons', () => {
  test.for(VIDEO_STATES.filter((state) => state !== 'watching'))(
    'has words for a video that is %s',
    (state) => {
      const [one, ...others] = describeReasons({ ...READY, videos: [video(state)] });
      expect(others).toEqual([]);
      expect(one?.key).toBe(state);
      expect(one?.text).toMatch(/^[A-Z].*\.$/);
      expect(one?.remedy).toMatch(/^[A-Z].*\.$/);
      const [several] = describeReasons({ ...READY, videos: [video(state), video(state), video(state)] });
      expect(several?.text).toMatch(/^3 videos /);
    },
  );

  test.for(NAMELESS_REASONS.filter((reason) => reason !== 'looking'))(
    'has words for a face that is "%s"',
    (reason) => {
      const status = { ...READY, videos: [video('watching', 'video', 2)], faces: [face(reason), face()] };
      const [one, ...others] = describeReasons(status);
      expect(others).toEqual([]);
      expect(one).toMatchObject({ key: reason, isForStudio: false });
      const [two] = describeReasons({ ...status, faces: [face(reason), face(reason)] });
      expect(two?.text).toMatch(reason === 'nobody-saved' ? /^Nobody/ : /^2 faces /);
    },
  );

  test('all words differ', () => {
    const all = [
      ...VIDEO_STATES.filter((state) => state !== 'watching').flatMap((state) =>
        describeReasons({ ...READY, videos: [video(state)] }),
      ),
      ...NAMELESS_REASONS.flatMap((reason) =>
        describeReasons({ ...READY, videos: [video('watching')], faces: [face(reason)] }),
      ),
    ];
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  });

  test('the way into Studio is offered where it helps, and never around copy protection', () => {
    const offered = VIDEO_STATES.filter(
      (state) =>
        state !== 'watching' &&
        describeReasons({ ...READY, videos: [video(state)] }).some(({ isForStudio }) => isForStudio),
    );
    expect([...offered].sort()).toEqual(['hidden', 'tainted']);
    const [drm] = describeReasons({ ...READY, videos: [video('protected')] });
    expect(drm?.remedy).toContain('no way around');
  });

  test('a canvas that may not be read is told apart from a video', () => {
    expect(keysOf({ ...READY, videos: [video('tainted', 'canvas'), video('tainted')] })).toEqual([
      'tainted',
      'tainted-canvas',
    ]);
  });

  test.for<readonly [string, Partial<TabStatus>]>([
    ['everybody is named', { videos: [video('watching', 'video', 1)], faces: [face()] }],
    ['a face has only just come', { videos: [video('watching', 'video', 1)], faces: [face('looking')] }],
    ['a paused picture shows its faces', { videos: [video('paused', 'video', 1)], faces: [face()] }],
    ['the page has a player of another site, which is offered already', { embedded: ['https://b.example'] }],
  ])('says nothing when %s', ([, change]) => {
    expect(keysOf({ ...READY, ...change })).toEqual([]);
  });

  test('without a video, without a page, without a recognizer', () => {
    expect(keysOf(READY)).toEqual(['no-video']);
    expect(keysOf({ ...READY, isConnected: false })).toEqual(['unconnected']);
    expect(keysOf({ ...READY, engine: { ...READY.engine, state: 'loading' } })).toEqual([]);
    expect(describeReasons(undefined)).toEqual([]);
  });
});
