/** @file From what is said of a face to what the service worker is asked. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { entryOf, type Gallery } from '../../../src/core/gallery/gallery.ts';
import { ALL_LOOKS } from '../../../src/core/pace/look-allowance.ts';
import { limitsFor } from '../../../src/core/matching/limits.ts';
import { EnrollQuestions } from '../../../src/offscreen/enroll-questions.ts';
import { Bars } from '../../../src/offscreen/bars.ts';
import { CorrectionDesk, type CorrectionDeskContext } from '../../../src/offscreen/correction-desk.ts';
import { correctFace, type CorrectionContext, type FaceInView } from '../../../src/offscreen/corrections.ts';
import type { CorrectionWish } from '../../../src/protocol/correction-messages.ts';
import { toPanelSchema, type ToPanel } from '../../../src/protocol/panel-port.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import type { TrackLook } from '../../../src/recognition/pipeline/track-state.ts';
import { VideoSession } from '../../../src/recognition/pipeline/video-session.ts';
import type { WatchedVideo } from '../../../src/offscreen/watched-video.ts';
import { detectionAt } from '../faces.ts';

interface Asked {
  readonly type: string;
  readonly payload: {
    readonly samples?: readonly { readonly embedding: Float32Array; readonly source: string }[];
    readonly faces?: readonly { readonly embedding: Float32Array }[];
    readonly not?: { readonly faces: readonly { readonly embedding: Float32Array }[] };
  };
}
const background = vi.hoisted(() => ({ asked: [] as unknown[], failure: undefined as Error | undefined }));

vi.mock('../../../src/platform/messenger.ts', () => ({
  askBackground: (type: string, payload: unknown) => {
    background.asked.push({ type, payload });
    if (background.failure !== undefined) return Promise.reject(background.failure);
    return Promise.resolve({ correctionId: 'c1', sampleCropUrl: 'data:image/png,sample' });
  },
}));

const limits = limitsFor({ strictMaxDistance: 0.8, maxDistance: 1, lenientMaxDistance: 1.2 }, 0.5);
const gallery: Gallery = {
  revision: 1,
  modelId: 'compact',
  metric: 'euclidean',
  entries: [entryOf('ann', 'Ann', [Float32Array.of(0)]), entryOf('bob', 'Bob', [Float32Array.of(1)])],
};
const knowledge = {
  gallery,
  limits,
  strictMaxDistance: 0.8,
  configuration: { anchors: [], rejections: [] },
};
const engine = {
  whenReady: () =>
    Promise.resolve({
      encode: ({ data }: TrackLook['crop']) => Promise.resolve(`data:image/png,${String(data[0])}`),
    }),
};
const context = { engine, knowledge } as unknown as CorrectionContext;

let told: number;
let face: FaceInView & { readonly video: WatchedVideo };
let session: VideoSession;

const covered = (at: number): TrackLook => ({ ...look(at), isCovered: true });

function look(at: number, quality = 0.9, modelId = 'compact'): TrackLook {
  const crop = { width: 1, height: 1, data: new Uint8ClampedArray(4).fill(at * 100) };
  return { modelId, embedding: Float32Array.of(at), quality, crop };
}

function see(...looks: readonly TrackLook[]): void {
  for (const one of looks) {
    session.addLook(1, one, 0, { ...gallery, modelId: one.modelId }, limits);
    for (const listener of face.video.lookListeners) listener(1, one);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  [background.asked, background.failure, told] = [[], undefined, 0];
  session = new VideoSession();
  session.update(
    [detectionAt(0.4, 0.4, 0.2, 0.2)],
    { pictureWidthPx: 640, pictureHeightPx: 360, nowMs: 0 },
    ALL_LOOKS,
  );
  const video = {
    session,
    bars: new Bars(session),
    lookListeners: new Set(),
    state: 'watching',
    sendVerdicts: () => told++,
  };
  face = { video: video as unknown as WatchedVideo, track: 1, source: 'webcam' };
});

afterEach(() => {
  vi.useRealTimers();
});

/** As when the popup has been closed before it was asked. */
const nobodyAnswers = () => Promise.resolve(undefined);
const say = (wish: CorrectionWish) => correctFace(face, wish, context, nobodyAnswers);
const asked = (): Asked => background.asked.at(-1) as Asked;
const places = (list: readonly { embedding: Float32Array }[] = []) =>
  list.map(({ embedding }) => embedding[0]);
const shownName = () => session.faces()[0]?.verdict;

describe('not', () => {
  test('keeps up to three unlike looks, with their pictures and the grounds', async () => {
    see(look(0.5), look(0.5), look(0.125), look(0.25, 0.95), look(0.75));
    const { correctionId, grounds } = await say({ kind: 'not', anchorId: 'ann' });
    expect(correctionId).toBe('c1');
    const runnerUp = { anchorId: 'bob', name: 'Bob', distance: expect.closeTo(0.57, 1) as number };
    expect(grounds).toEqual({
      sampleId: 'ann/0',
      distance: 0.125,
      runnerUp,
      sampleCropUrl: 'data:image/png,sample',
    });
    expect(asked()).toMatchObject({ type: 'correction.reject', payload: { anchorId: 'ann' } });
    // 0.125 is nearly 0.25, which is better.
    expect(places(asked().payload.faces)).toEqual([0.25, 0.75, 0.5]);
    expect(asked().payload.faces?.[0]).toEqual({
      modelId: 'compact',
      embedding: Float32Array.of(0.25),
      quality: 0.95,
      cropUrl: 'data:image/png,25',
    });
  });

  test('takes the name away at once, once', async () => {
    see(look(0.25), look(0.25));
    expect(shownName()).toMatchObject({ kind: 'named', anchorId: 'ann' });
    const said = say({ kind: 'not', anchorId: 'ann' });
    expect(shownName()).toEqual({ kind: 'unknown' });
    expect(told).toBe(1);
    await said;
    expect(shownName()).toEqual({ kind: 'unknown' });
    see(look(0.25));
    expect(shownName()).toEqual({ kind: 'unknown' });
  });

  test('gives it back when it could not be kept', async () => {
    see(look(0.25), look(0.25));
    background.failure = new Error('full');
    await expect(say({ kind: 'not', anchorId: 'ann' })).rejects.toThrow('full');
    expect(shownName()).toMatchObject({ kind: 'named', anchorId: 'ann' });
    expect(told).toBe(2);
  });

  test('takes a look that names without being good enough to enroll', async () => {
    see(look(0.25, 0.25));
    await say({ kind: 'not', anchorId: 'ann' });
    expect(places(asked().payload.faces)).toEqual([0.25]);
  });

  test('without any look of the network in use is refused', async () => {
    see(look(0.25, 0.9, 'facenet'), look(0.25, 0.05));
    await expect(say({ kind: 'not', anchorId: 'ann' })).rejects.toMatchObject({ code: 'face-not-clear' });
    expect(background.asked).toEqual([]);
  });
});

describe('confirm', () => {
  test('adds what the samples do not show yet', async () => {
    see(look(0.125), look(0.5), look(0.75));
    await say({ kind: 'confirm', anchorId: 'ann' });
    expect(asked()).toMatchObject({
      type: 'correction.enroll',
      payload: { kind: 'confirmed', anchorId: 'ann' },
    });
    expect(places(asked().payload.samples)).toEqual([0.75, 0.5]);
    expect(asked().payload.samples?.[0]?.source).toBe('webcam');
  });

  test('adds nothing where all is known, and still is a word on earlier corrections', async () => {
    see(look(0.125));
    face.video.bars.add(1, 'ann').keep('earlier');
    await say({ kind: 'confirm', anchorId: 'ann' });
    const word = { metric: 'euclidean', maxDistance: 0.8, correctionIds: ['earlier'] };
    expect(asked()).toMatchObject({ payload: { samples: [], word } });
  });

  test('adds none of a mix of people', async () => {
    see(look(0), look(1));
    await expect(say({ kind: 'confirm', anchorId: 'ann' })).rejects.toMatchObject({ code: 'face-mixed' });
  });
});

describe('name', () => {
  test('takes the looks that are there, without waiting', async () => {
    see(look(0.5), look(0.625));
    await say({ kind: 'name', name: 'Bea' });
    expect(asked()).toMatchObject({ type: 'correction.enroll', payload: { kind: 'named', name: 'Bea' } });
    expect(asked().payload).not.toHaveProperty('anchorId');
    expect(places(asked().payload.samples)).toEqual([0.5, 0.625]);
  });

  test('of a face that bears another one says whom it is not, and takes that name away at once', async () => {
    see(look(0.25), look(0.25));
    expect(shownName()).toMatchObject({ kind: 'named', anchorId: 'ann' });
    const said = say({ kind: 'name', name: 'Bea', anchorId: 'ann' });
    await vi.advanceTimersByTimeAsync(0);
    expect(shownName()).toEqual({ kind: 'unknown' });
    await said;
    expect(asked()).toMatchObject({
      type: 'correction.enroll',
      payload: { kind: 'named', name: 'Bea', not: { anchorId: 'ann', grounds: { sampleId: 'ann/0' } } },
    });
    expect(asked().payload).not.toHaveProperty('anchorId');
    expect(places(asked().payload.not?.faces)).toEqual([0.25]);
  });

  test('that it could not keep leaves the face its own', async () => {
    see(look(0.25), look(0.25));
    background.failure = new Error('full');
    await expect(say({ kind: 'name', name: 'Bea', anchorId: 'ann' })).rejects.toThrow('full');
    expect(shownName()).toMatchObject({ kind: 'named', anchorId: 'ann' });
  });

  test.for([
    ['the same name', { name: 'ANN', anchorId: 'ann' }],
    ['somebody who is gone', { name: 'Bea', anchorId: 'gone' }],
  ] as const)('of a face that bears that of %s is no “not”', async ([, wish]) => {
    see(look(0.25), look(0.25));
    await say({ kind: 'name', ...wish });
    expect(asked().payload).not.toHaveProperty('not');
    expect(shownName()).toMatchObject({ kind: 'named', anchorId: 'ann' });
  });

  test('waits for looks where there are none', async () => {
    const said = say({ kind: 'name', name: 'Bea' });
    see(look(0.5));
    await vi.advanceTimersByTimeAsync(4500);
    await said;
    expect(places(asked().payload.samples)).toEqual([0.5]);
  });
});

describe('a face that something covers', () => {
  const WISHES = [
    { kind: 'name', name: 'Bea' },
    { kind: 'name', name: 'Bea', anchorId: 'ann' },
    { kind: 'confirm', anchorId: 'ann' },
    { kind: 'never' },
  ] as const;

  test.for(WISHES)('is saved, and said to be covered: %j', async (wish) => {
    see(covered(0.5), covered(0.625));
    expect(await say(wish)).toEqual({ correctionId: 'c1', isCovered: true });
    expect(asked().payload.samples).not.toEqual([]);
  });

  test.for(WISHES)('is left out where clear looks are, and nothing is said of it: %j', async (wish) => {
    see(covered(0.5), look(0.625), covered(0.75), look(0.875));
    expect(await say(wish)).toEqual({ correctionId: 'c1' });
    expect(places(asked().payload.samples)).toEqual([0.625, 0.875]);
  });

  test('is said to be covered also where the gallery knows such looks: a page must not learn that', async () => {
    see(covered(0.125));
    expect(await say({ kind: 'confirm', anchorId: 'ann' })).toEqual({ correctionId: 'c1', isCovered: true });
    expect(asked().payload.samples).toEqual([]);
  });
});

describe('never', () => {
  test('of somebody known is a wish about the anchor', async () => {
    await say({ kind: 'never', anchorId: 'ann' });
    expect(asked()).toEqual({ type: 'anchor.neverName', payload: { anchorId: 'ann', isNeverNamed: true } });
  });

  test('of somebody unknown keeps the looks', async () => {
    see(look(5));
    await say({ kind: 'never' });
    expect(asked().type).toBe('correction.enrollNeverNamed');
    expect(places(asked().payload.samples)).toEqual([5]);
  });
});

test('rename asks for no look', async () => {
  await say({ kind: 'rename', anchorId: 'ann', name: 'Anna' });
  expect(asked()).toEqual({ type: 'correction.rename', payload: { anchorId: 'ann', name: 'Anna' } });
});

test('a page cannot mix a face into a saved person by typing the name', async () => {
  see(look(5), look(5));
  await say({ kind: 'name', name: 'bob' });
  expect(asked()).toMatchObject({ type: 'correction.enroll', payload: { name: 'Bob 2' } });
});

describe('the desk of a panel', () => {
  let sent: ToPanel[];
  let desk: CorrectionDesk;
  let questions: EnrollQuestions;

  beforeEach(() => {
    sent = [];
    const documents = new Set([{ id: 4, source: 'tab', videos: new Map([[2, face.video]]) }]);
    const port = { tabId: undefined, send: (message: ToPanel) => sent.push(message) };
    questions = new EnrollQuestions(port);
    desk = new CorrectionDesk(port, { ...context, documents } as unknown as CorrectionDeskContext, questions);
  });

  afterEach(() => {
    for (const message of sent) expect(parseMessage(toPanelSchema, message)).toEqual(message);
  });

  test('answers with the grounds in a form that can be shown', async () => {
    see(look(0.5), look(0.5));
    desk.handle({ type: 'correctFace', request: 9, face: '4/2/1', wish: { kind: 'not', anchorId: 'ann' } });
    await vi.advanceTimersByTimeAsync(0);
    const grounds = { distance: 0.5, sampleCropUrl: 'data:image/png,sample', runnerUpName: 'Bob' };
    expect(sent).toEqual([{ type: 'corrected', request: 9, correctionId: 'c1', grounds }]);
  });

  test('says that the face is covered', async () => {
    see(covered(5));
    desk.handle({ type: 'correctFace', request: 9, face: '4/2/1', wish: { kind: 'name', name: 'Bea' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([{ type: 'corrected', request: 9, correctionId: 'c1', isCovered: true }]);
  });

  describe('asks before a face that is not Bob’s becomes Bob’s', () => {
    const nameBob = async (): Promise<void> => {
      see(look(5), look(5));
      desk.handle({ type: 'correctFace', request: 9, face: '4/2/1', wish: { kind: 'name', name: 'BOB' } });
      await vi.advanceTimersByTimeAsync(0);
      expect(sent).toEqual([
        {
          type: 'enrollQuestion',
          request: 9,
          kind: 'unlike',
          anchorId: 'bob',
          name: 'Bob',
          apartName: 'Bob 2',
        },
      ]);
      expect(background.asked).toEqual([]);
    };

    test.for([
      ['apart', { name: 'Bob 2' }],
      ['typed', { name: 'BOB' }],
    ] as const)('%s', async ([choice, as]) => {
      await nameBob();
      expect(questions.answer(9, choice)).toBe(true);
      await vi.advanceTimersByTimeAsync(0);
      expect(asked()).toMatchObject({ type: 'correction.enroll', payload: { kind: 'named', ...as } });
      expect(sent.at(-1)).toMatchObject({ type: 'corrected', request: 9 });
      expect(questions.answer(9, choice)).toBe(false);
    });

    test('cancelled, nothing is written', async () => {
      await nameBob();
      questions.answer(9, 'cancel');
      await vi.advanceTimersByTimeAsync(0);
      expect(background.asked).toEqual([]);
      expect(sent.at(-1)).toEqual({ type: 'enrollCancelled', request: 9 });
    });

    test('with nobody there to answer, it is somebody new', async () => {
      await nameBob();
      questions.close();
      await vi.advanceTimersByTimeAsync(0);
      expect(asked().payload).toMatchObject({ name: 'Bob 2' });
    });
  });

  test('asks about somebody else whom the face looks like, but not about whom it was said not to be', async () => {
    see(look(1), look(1));
    desk.handle({ type: 'correctFace', request: 9, face: '4/2/1', wish: { kind: 'name', name: 'Cem' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([
      { type: 'enrollQuestion', request: 9, kind: 'known', anchorId: 'bob', name: 'Bob' },
    ]);
    questions.answer(9, 'theirs');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked().payload).toMatchObject({ name: 'Bob', anchorId: 'bob' });
    sent = [];
    const wish = { kind: 'name', name: 'Cem', anchorId: 'bob' } as const;
    desk.handle({ type: 'correctFace', request: 10, face: '4/2/1', wish });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toMatchObject([{ type: 'enrollQuestion', request: 10, kind: 'known', anchorId: 'ann' }]);
  });

  test.for(['4/9/1', '7/2/1', 'x'])('refuses %s, which is no face', async (key) => {
    desk.handle({ type: 'correctFace', request: 9, face: key, wish: { kind: 'never' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toMatchObject([{ type: 'refused', request: 9, fault: { code: 'face-gone' } }]);
  });
});
