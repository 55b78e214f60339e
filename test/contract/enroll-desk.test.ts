/** @file The enroll desk with a port, a video and a service worker: what is asked, saved, and not saved. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EnrollDesk, type EnrollRequest } from '../../src/offscreen/enroll-desk.ts';
import type { View } from '../../src/offscreen/knowledge.ts';
import type { WatchedDocument } from '../../src/offscreen/watched-document.ts';
import type { ToPanel } from '../../src/protocol/panel-port.ts';
import type { ViewerSource } from '../../src/protocol/video-port.ts';
import type { TrackLook } from '../../src/recognition/pipeline/track-state.ts';
import { galleryOf } from '../unit/faces.ts';
import { LIMITS, lookAt, pass, sceneWith, type Scene } from './enroll-scene.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

let fake: FakeBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  fake = installFakeBrowser();
  fake.answer = (message) => {
    const { payload } = message as { payload: { name: string; anchorId?: string } };
    const { name, anchorId } = payload;
    return { ok: true, value: { anchorId: anchorId ?? 'new', name, isNew: anchorId === undefined } };
  };
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Opened {
  readonly desk: EnrollDesk;
  readonly scene: Scene;
  readonly said: ToPanel[];
  ask(message: EnrollRequest): Promise<void>;
  last(): ToPanel | undefined;
}

const ENROLL = { type: 'enrollFace', request: 1, face: '1/1/1', name: 'Anna' } as const;

function open(
  people: Parameters<typeof galleryOf>[0] = {},
  source: ViewerSource = 'tab',
  picture?: TrackLook,
): Opened {
  const scene = sceneWith([]);
  const document = { id: 1, source, videos: new Map([[1, scene.video]]) } as unknown as WatchedDocument;
  const said: ToPanel[] = [];
  const view: View = { gallery: galleryOf(people), limits: LIMITS };
  const recognizer = { encode: () => Promise.resolve('data:image/jpeg;base64,AA') };
  const desk = new EnrollDesk(
    { tabId: undefined, send: (message) => said.push(message) },
    {
      engine: { whenReady: () => Promise.resolve(recognizer as never), hold: () => () => undefined },
      knowledge: { ...view, strictMaxDistance: LIMITS.enterMaxDistance },
      documents: new Set([document]),
    },
    () => picture,
  );
  return {
    desk,
    scene,
    said,
    last: () => said.at(-1),
    async ask(message) {
      desk.handle(message);
      await pass(0);
    },
  };
}

/** The face shows itself, and holds still from then on. */
async function show({ scene }: Opened, ...positions: number[]): Promise<void> {
  for (const position of positions) scene.look(lookAt(position));
  await pass(4000);
}

const saved = (): unknown[] => fake.sentMessages.map((message) => (message as { payload: unknown }).payload);

describe('a face of a tab', () => {
  test('is collected and saved, and offers to go on', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    expect(opened.last()).toMatchObject({ type: 'enrollProgress', mode: 'passive', collected: 0, wanted: 5 });
    await show(opened, 0, 0.3);
    expect(opened.last()).toEqual({
      type: 'enrolled',
      request: 1,
      anchorId: 'new',
      name: 'Anna',
      isNew: true,
      samples: 2,
      covered: ['front'],
      canCollectMore: true,
      isCutShort: false,
    });
    expect(saved()).toMatchObject([{ name: 'Anna', samples: [{ source: 'tab' }, { source: 'tab' }] }]);
  });

  test('goes on in the same anchor, and only with what is new', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    await show(opened, 0);
    await opened.ask({ type: 'collectMore', request: 1 });
    expect(opened.last()).toMatchObject({ type: 'enrollProgress', mode: 'more', covered: ['front'] });
    opened.scene.look(lookAt(0.1, 'left'));
    await opened.ask({ type: 'finishEnroll', request: 1 });
    await pass(0);
    expect(opened.last()).toMatchObject({ type: 'enrolled', samples: 1, covered: ['left', 'front'] });
    expect(saved()[1]).toMatchObject({ anchorId: 'new', samples: [{ embedding: Float32Array.of(0.1) }] });
    expect((saved()[1] as { samples: unknown[] }).samples).toHaveLength(1);
  });

  test('where nothing new came, nothing is written', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    await show(opened, 0, 0.01, 0.02);
    await opened.ask({ type: 'collectMore', request: 1 });
    await pass(60_000);
    expect(opened.last()).toMatchObject({ type: 'enrolled', samples: 0, isNew: false });
    expect(saved()).toHaveLength(1);
  });

  test('is saved although the panel is closed meanwhile', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    opened.desk.close();
    await show(opened, 0, 0.3);
    expect(saved()).toMatchObject([{ name: 'Anna' }]);
  });

  test('tells when somebody else came, and offers no more', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    await show(opened, 0, 0.3, -0.3, 3, 3);
    expect(opened.last()).toMatchObject({ samples: 3, isCutShort: true, canCollectMore: false });
  });

  test('that is unknown is refused', async () => {
    const opened = open();
    await opened.ask({ ...ENROLL, face: '1/9/1' });
    expect(opened.last()).toMatchObject({ type: 'refused', fault: { code: 'face-gone' } });
  });
});

describe('cancelling', () => {
  test('while it collects saves nothing', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    opened.scene.look(lookAt(0));
    await opened.ask({ type: 'cancelEnroll', request: 1 });
    await pass(60_000);
    expect(opened.last()).toEqual({ type: 'enrollCancelled', request: 1 });
    expect(saved()).toEqual([]);
    expect(opened.scene.video.lookListeners.size).toBe(0);
  });

  test('a question saves nothing', async () => {
    const opened = open({ Mira: [[0]] });
    await opened.ask(ENROLL);
    await show(opened, 0.1);
    await opened.ask({ type: 'cancelEnroll', request: 1 });
    await pass(1000);
    expect(opened.last()).toEqual({ type: 'enrollCancelled', request: 1 });
    expect(saved()).toEqual([]);
  });

  test('is what naming the face anew does to the first name', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    await opened.ask({ ...ENROLL, request: 2, name: 'Anne' });
    await show(opened, 0);
    expect(saved()).toMatchObject([{ name: 'Anne' }]);
    expect(opened.said).toContainEqual({ type: 'enrollCancelled', request: 1 });
  });

  test('comes too late for what is being written', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    await show(opened, 0);
    await opened.ask({ type: 'cancelEnroll', request: 1 });
    expect(saved()).toHaveLength(1);
  });
});

describe('a face that the gallery takes for somebody else', () => {
  const KNOWN = { type: 'enrollQuestion', request: 1, kind: 'known', anchorId: 'mira', name: 'Mira' };

  test.for([
    ['theirs', { name: 'Mira', anchorId: 'mira' }, undefined],
    ['typed', { name: 'Anna' }, 'Mira'],
  ] as const)('is saved as the answer says: %s', async ([choice, as, lookAlike]) => {
    const opened = open({ Mira: [[0]] });
    await opened.ask(ENROLL);
    await show(opened, 0.1);
    expect(opened.last()).toEqual(KNOWN);
    expect(saved()).toEqual([]);
    await opened.ask({ type: 'answerEnroll', request: 1, choice });
    await pass(0);
    expect(saved()).toMatchObject([as]);
    const enrolled = opened.last();
    expect(enrolled).toMatchObject({ type: 'enrolled', name: as.name });
    expect(enrolled?.type === 'enrolled' ? enrolled.lookAlike : '').toBe(lookAlike);
  });

  test('is saved as typed when nobody is there to answer', async () => {
    const opened = open({ Mira: [[0]] });
    await opened.ask(ENROLL);
    await show(opened, 0.1);
    opened.desk.close();
    await pass(0);
    expect(saved()).toMatchObject([{ name: 'Anna' }]);
  });

  test('is not asked about a moment beyond the limit for a name, but told of', async () => {
    const opened = open({ Mira: [[0]] });
    await opened.ask(ENROLL);
    await show(opened, 0.58);
    expect(opened.last()).toMatchObject({ type: 'enrolled', lookAlike: 'Mira' });
  });

  test('is not asked about while that somebody is in the same picture', async () => {
    const opened = open({ Mira: [[0]] });
    const { session } = opened.scene;
    opened.scene.frame(10, 0.4, 0.7);
    for (let i = 0; i < 3; i++) session.addLook(2, lookAt(0), 20 * i, galleryOf({ Mira: [[0]] }), LIMITS);
    expect(session.faces()[1]?.verdict).toMatchObject({ kind: 'named', name: 'Mira' });
    await opened.ask(ENROLL);
    await show(opened, 0.1);
    expect(opened.last()).toMatchObject({ type: 'enrolled', name: 'Anna', lookAlike: 'Mira' });
  });

  test('so is a face of a still picture', async () => {
    const opened = open({ Mira: [[0]] }, 'tab', lookAt(0.1));
    await opened.ask({ type: 'enrollPictureFace', request: 1, picture: 5, face: 0, name: 'Anna' });
    expect(opened.last()).toEqual(KNOWN);
    await opened.ask({ type: 'answerEnroll', request: 1, choice: 'theirs' });
    await pass(0);
    expect(opened.last()).toMatchObject({ type: 'enrolled', canCollectMore: false });
    expect(saved()).toMatchObject([{ anchorId: 'mira', samples: [{ source: 'picture' }] }]);
  });
});

describe('a face that something covers', () => {
  const COVERED = { type: 'enrollQuestion', request: 1, kind: 'covered' };
  const coveredAt = (position: number): TrackLook => lookAt(position, 'front', { isCovered: true });
  const openCovered = async (people: Parameters<typeof galleryOf>[0] = {}): Promise<Opened> => {
    const opened = open(people);
    await opened.ask(ENROLL);
    for (const position of [0, 0.3]) opened.scene.look(coveredAt(position));
    await pass(4000);
    return opened;
  };
  const questions = ({ said }: Opened) => said.filter(({ type }) => type === 'enrollQuestion');

  test('is asked about once, and saved if the person says so', async () => {
    const opened = await openCovered();
    expect(opened.last()).toEqual(COVERED);
    expect(saved()).toEqual([]);
    await opened.ask({ type: 'answerEnroll', request: 1, choice: 'typed' });
    await pass(0);
    expect(opened.last()).toMatchObject({ type: 'enrolled', name: 'Anna', samples: 2 });
    expect(saved()).toMatchObject([{ name: 'Anna' }]);
    expect(questions(opened)).toEqual([COVERED]);
  });

  test('is not saved if the person cancels', async () => {
    const opened = await openCovered();
    await opened.ask({ type: 'cancelEnroll', request: 1 });
    await pass(1000);
    expect(opened.last()).toEqual({ type: 'enrollCancelled', request: 1 });
    expect(saved()).toEqual([]);
  });

  test('is asked about before its name is', async () => {
    const opened = await openCovered({ Mira: [[0]] });
    expect(opened.last()).toEqual(COVERED);
    await opened.ask({ type: 'answerEnroll', request: 1, choice: 'typed' });
    expect(opened.last()).toMatchObject({ kind: 'known', name: 'Mira' });
    await opened.ask({ type: 'answerEnroll', request: 1, choice: 'theirs' });
    await pass(0);
    expect(saved()).toMatchObject([{ anchorId: 'mira' }]);
  });

  test('is saved as typed when no one is there to answer', async () => {
    const opened = await openCovered({ Mira: [[0]] });
    opened.desk.close();
    await pass(0);
    expect(saved()).toMatchObject([{ name: 'Anna' }]);
    expect(questions(opened)).toEqual([COVERED]);
  });

  test('is left out, without a question, where clear looks are', async () => {
    const opened = open();
    await opened.ask(ENROLL);
    for (const look of [coveredAt(0), lookAt(0.1), coveredAt(0.4)]) opened.scene.look(look);
    await pass(4000);
    expect(opened.last()).toMatchObject({ type: 'enrolled', samples: 1 });
    expect(saved()).toMatchObject([{ samples: [{ embedding: Float32Array.of(0.1) }] }]);
  });

  test('is not asked about again when more is collected, and the clear looks are added', async () => {
    const opened = await openCovered();
    await opened.ask({ type: 'answerEnroll', request: 1, choice: 'typed' });
    await pass(0);
    await opened.ask({ type: 'collectMore', request: 1 });
    opened.scene.look(coveredAt(-0.1));
    opened.scene.look(lookAt(0.1));
    await opened.ask({ type: 'finishEnroll', request: 1 });
    await pass(0);
    expect(opened.last()).toMatchObject({ type: 'enrolled', samples: 1 });
    expect(questions(opened)).toEqual([COVERED]);
  });

  test.for([
    [true, COVERED],
    [false, { type: 'enrolled', samples: 1 }],
  ] as const)('so is one of a still picture: %s', async ([isCovered, answer]) => {
    const opened = open({}, 'tab', lookAt(0, 'front', { isCovered }));
    await opened.ask({ type: 'enrollPictureFace', request: 1, picture: 5, face: 0, name: 'Anna' });
    await pass(0);
    expect(opened.last()).toMatchObject(answer);
  });
});

describe('a name whose pictures do not look like the face', () => {
  test.for([
    ['typed', { name: 'Anna' }],
    ['apart', { name: 'Anna 2' }],
  ] as const)('is saved as the answer says: %s', async ([choice, as]) => {
    const opened = open({ Anna: [[5]] });
    await opened.ask(ENROLL);
    await show(opened, 0);
    expect(opened.last()).toEqual({
      type: 'enrollQuestion',
      request: 1,
      kind: 'unlike',
      anchorId: 'anna',
      name: 'Anna',
      apartName: 'Anna 2',
    });
    await opened.ask({ type: 'answerEnroll', request: 1, choice });
    await pass(0);
    expect(saved()).toMatchObject([as]);
  });

  test('becomes another person when nobody is there to answer: nobody’s pictures are mixed', async () => {
    const opened = open({ Anna: [[5]] });
    await opened.ask(ENROLL);
    opened.desk.close();
    await show(opened, 0);
    expect(saved()).toMatchObject([{ name: 'Anna 2' }]);
  });
});

describe('a face of the webcam', () => {
  test('is told what to do, and can be finished early', async () => {
    const opened = open({}, 'webcam');
    await opened.ask(ENROLL);
    expect(opened.last()).toMatchObject({ mode: 'coached', hint: 'look-straight', isEnough: false });
    for (const position of [0, 0.01, 0.02]) opened.scene.look(lookAt(position));
    await pass(1600);
    expect(opened.last()).toMatchObject({ hint: 'turn-left', isEnough: true, covered: ['front'] });
    await opened.ask({ type: 'finishEnroll', request: 1 });
    await pass(0);
    expect(opened.last()).toMatchObject({ type: 'enrolled', samples: 3, covered: ['front'] });
  });

  test('is told to uncover it, and is saved without the mask', async () => {
    const opened = open({}, 'webcam');
    await opened.ask(ENROLL);
    await pass(1600);
    opened.scene.look(lookAt(2, 'front', { isCovered: true }));
    expect(opened.last()).toMatchObject({ hint: 'uncover' });
    for (const position of [0, 0.01, 0.02]) opened.scene.look(lookAt(position));
    expect(opened.last()).toMatchObject({ hint: 'turn-left', isEnough: true });
    await opened.ask({ type: 'finishEnroll', request: 1 });
    await pass(0);
    expect(opened.last()).toMatchObject({ type: 'enrolled', samples: 3 });
  });
});

describe('a still picture', () => {
  test.for([
    ['that was replaced', undefined, 'face-gone'],
    ['that is not clear', lookAt(0, 'front', { quality: 0.1 }), 'face-not-clear'],
  ] as const)('%s is refused', async ([, look, code]) => {
    const opened = open({}, 'tab', look);
    await opened.ask({ type: 'enrollPictureFace', request: 1, picture: 5, face: 0, name: 'Anna' });
    expect(opened.last()).toMatchObject({ type: 'refused', fault: { code } });
  });
});
