/** @file What a page may say of the faces that it shows, and what it may not. */
import { FIRST_SAMPLE } from '../../../src/core/pace/sample-wish.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FaultError } from '../../../src/core/errors/fault.ts';
import type { Verdict } from '../../../src/core/matching/verdict.ts';
import type { CorrectionContext, FaceInView } from '../../../src/offscreen/corrections.ts';
import { PageCorrections } from '../../../src/offscreen/page-corrections.ts';
import type { WatchedDocument } from '../../../src/offscreen/watched-document.ts';
import type { CorrectionWish } from '../../../src/protocol/correction-messages.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { toViewerSchema, type ToViewer } from '../../../src/protocol/video-port.ts';

const background = vi.hoisted(() => ({
  /** What was asked, in order. */
  asked: [] as unknown[],
  corrected: [] as { track: number; source: string; wish: unknown }[],
  failure: undefined as Error | undefined,
}));

vi.mock('../../../src/platform/messenger.ts', () => ({
  askBackground: (type: string, payload: unknown) => {
    background.asked.push([type, payload]);
    return background.failure === undefined ? Promise.resolve({}) : Promise.reject(background.failure);
  },
}));
vi.mock('../../../src/offscreen/corrections.ts', () => ({
  correctFace: ({ track, source }: FaceInView, wish: CorrectionWish) => {
    background.corrected.push({ track, source, wish });
    if (background.failure !== undefined) return Promise.reject(background.failure);
    const grounds = { sampleId: 'secret', distance: 0.4, sampleCropUrl: 'data:image/png,secret' };
    const correctionId = `c${String(background.corrected.length)}`;
    return Promise.resolve({ correctionId, grounds, ...(wish.kind === 'never' && { isCovered: true }) });
  },
}));

const AT_REST = { x: 0, y: 0 };
const BOX = { x: 0, y: 0, width: 1, height: 1 };
const named = (anchorId: string): Verdict => ({ kind: 'named', anchorId, name: anchorId });

let sent: ToViewer[];
let page: PageCorrections;

/** A document with video 1, whose track 3 is in view and whose track 4 has left with good looks. */
function openPage(): PageCorrections {
  const session = {
    isPresent: (track: number) => track === 3,
    keptLooks: (track: number) => (track === 4 ? ['look'] : []),
  };
  const document = { videos: new Map([[1, { session }]]), source: 'tab' };
  const port = { tabId: 7, send: (message: ToViewer) => sent.push(message) };
  const context = {} as CorrectionContext;
  return new PageCorrections(port, document as unknown as WatchedDocument, context);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  [background.asked, background.corrected, background.failure] = [[], [], undefined];
  sent = [];
  page = openPage();
  const faces = [
    { track: 3, person: 3, box: BOX, velocity: AT_REST, verdict: named('ann') },
    { track: 4, person: 4, box: BOX, velocity: AT_REST, verdict: named('bob') },
  ];
  page.note({ type: 'faces', video: 1, seq: 1, faces, wanted: [], next: FIRST_SAMPLE });
});

afterEach(() => {
  vi.useRealTimers();
  for (const message of sent) expect(parseMessage(toViewerSchema, message)).toEqual(message);
});

let lastRequest = 0;

/** Gives the answer: the fault's code, or the correction's id. */
async function say(wish: CorrectionWish, track = 3, video = 1, to = page): Promise<string | undefined> {
  const request = ++lastRequest;
  to.handle({ type: 'correct', request, video, track, wish });
  return answerTo(request);
}

async function undo(correctionId: string, to = page): Promise<string | undefined> {
  const request = ++lastRequest;
  to.handle({ type: 'undoCorrection', request, correctionId });
  return answerTo(request);
}

async function answerTo(request: number): Promise<string | undefined> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  for (const message of sent) {
    if (message.type === 'corrected' && message.request === request) return message.correctionId;
    if (message.type === 'notCorrected' && message.request === request) return message.fault.code;
  }
  return undefined;
}

test('a face that it shows, by the name that it was told', async () => {
  expect(await say({ kind: 'not', anchorId: 'ann' })).toBe('c1');
  expect(background.corrected).toEqual([{ track: 3, source: 'tab', wish: { kind: 'not', anchorId: 'ann' } }]);
});

test('learns the correction’s id and nothing of the gallery', async () => {
  await say({ kind: 'not', anchorId: 'ann' });
  expect(sent).toEqual([{ type: 'corrected', request: lastRequest, correctionId: 'c1' }]);
});

test('learns that something covers the face, which its own pixels show', async () => {
  await say({ kind: 'never' });
  expect(sent).toEqual([{ type: 'corrected', request: lastRequest, correctionId: 'c1', isCovered: true }]);
});

test('a face that has just left', async () => {
  expect(await say({ kind: 'confirm', anchorId: 'bob' }, 4)).toBe('c1');
});

test('a name that came with a verdict between frames', async () => {
  page.note({ type: 'verdicts', video: 1, verdicts: [{ track: 3, person: 3, verdict: named('eve') }] });
  expect(await say({ kind: 'confirm', anchorId: 'eve' })).toBe('c1');
});

test('a new name needs none that was told', async () => {
  expect(await say({ kind: 'name', name: 'Eve' })).toBe('c1');
  expect(await say({ kind: 'never' })).toBe('c2');
});

describe('refuses', () => {
  test.for<[string, CorrectionWish]>([
    ['rejecting', { kind: 'not', anchorId: 'bob' }],
    ['confirming', { kind: 'confirm', anchorId: 'bob' }],
    ['renaming', { kind: 'rename', anchorId: 'bob', name: 'x' }],
    ['another name', { kind: 'name', anchorId: 'bob', name: 'x' }],
    ['never naming', { kind: 'never', anchorId: 'bob' }],
  ])('%s somebody who was told of another face', async ([, wish]) => {
    expect(await say(wish)).toBe('message-not-allowed');
    expect(background.corrected).toEqual([]);
  });

  test('a name that was told long ago', async () => {
    vi.advanceTimersByTime(6 * 60_000);
    expect(await say({ kind: 'not', anchorId: 'ann' })).toBe('message-not-allowed');
  });

  test('a name that was told of a video that is closed', async () => {
    page.forget(1);
    expect(await say({ kind: 'not', anchorId: 'ann' })).toBe('message-not-allowed');
  });

  test('a name that was told to another document', async () => {
    expect(await say({ kind: 'not', anchorId: 'ann' }, 3, 1, openPage())).toBe('message-not-allowed');
  });

  test('a face that is not there, and a video that is not', async () => {
    expect(await say({ kind: 'name', name: 'x' }, 5)).toBe('face-gone');
    expect(await say({ kind: 'name', name: 'x' }, 3, 2)).toBe('face-gone');
  });

  test('more than thirty a minute, undoing included', async () => {
    for (let count = 0; count < 29; count++) await say({ kind: 'name', name: 'x' });
    expect(await undo('c1')).toBe('c1');
    expect(await say({ kind: 'name', name: 'x' })).toBe('too-many-corrections');
    expect(await undo('c2')).toBe('too-many-corrections');
    expect(background.corrected).toHaveLength(29);
    vi.advanceTimersByTime(60_000);
    expect(await undo('c2')).toBe('c2');
  });

  test('and says nothing but the code', async () => {
    background.failure = new FaultError('anchor-missing', 'ann is not saved');
    await say({ kind: 'not', anchorId: 'ann' });
    expect(sent.at(-1)).toMatchObject({ fault: { code: 'anchor-missing', message: '' } });
  });
});

describe('undoing', () => {
  test('what it said itself', async () => {
    await say({ kind: 'not', anchorId: 'ann' });
    expect(await undo('c1')).toBe('c1');
    expect(background.asked).toEqual([['correction.undo', { correctionId: 'c1' }]]);
  });

  test('nothing that others said, and nothing that failed', async () => {
    await say({ kind: 'not', anchorId: 'ann' });
    expect(await undo('c1', openPage())).toBe('correction-gone');
    background.failure = new FaultError('storage-failed', 'full');
    await say({ kind: 'not', anchorId: 'ann' });
    expect(await undo('c2')).toBe('correction-gone');
    expect(background.asked).toEqual([]);
  });
});
