/** @file Asking a document for the name on a tile: when it is asked at all, and what becomes of its answer. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Verdict } from '../../../src/core/matching/verdict.ts';
import { TileDesk, type TileDeskContext } from '../../../src/offscreen/tile-desk.ts';
import { TILE_TIMEOUT_MS, TileQuestions } from '../../../src/offscreen/tile-questions.ts';
import { DEFAULT_SETTINGS } from '../../../src/protocol/background-messages.ts';
import { toPanelSchema, type ToPanel } from '../../../src/protocol/panel-port.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { toViewerSchema, type ToViewer, type ViewerSource } from '../../../src/protocol/video-port.ts';

const BOX = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 };

let asked: ToViewer[];
let sent: ToPanel[];
let questions: TileQuestions;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, sent] = [[], []];
  questions = new TileQuestions((message) => asked.push(message));
});
afterEach(() => {
  vi.useRealTimers();
  for (const message of sent) expect(parseMessage(toPanelSchema, message)).toEqual(message);
  for (const message of asked) expect(parseMessage(toViewerSchema, message)).toEqual(message);
});

interface Situation {
  readonly shouldSuggestTileNames?: boolean;
  readonly source?: ViewerSource;
  readonly verdict?: Verdict;
}

/** A document with the number 1 that shows one face: key "1/2/3". */
function deskIn({
  shouldSuggestTileNames = true,
  source = 'tab',
  verdict = { kind: 'unknown' },
}: Situation = {}): TileDesk {
  const session = { faces: () => [{ track: 3, person: 3, box: BOX, verdict }] };
  const document = { id: 1, source, videos: new Map([[2, { video: 2, session }]]), tileQuestions: questions };
  const context = {
    knowledge: { configuration: { settings: { ...DEFAULT_SETTINGS, shouldSuggestTileNames } } },
    documents: new Set([document]),
  };
  const port = { tabId: undefined, send: (message: ToPanel) => sent.push(message) };
  return new TileDesk(port, context as unknown as TileDeskContext);
}

async function suggest(desk: TileDesk, face = '1/2/3'): Promise<void> {
  desk.handle({ type: 'suggestName', request: 7, face });
  await vi.advanceTimersByTimeAsync(0);
}

function lastRequest(): number {
  const question = asked.at(-1);
  if (question?.type !== 'tileName') throw new Error('Nobody was asked.');
  return question.request;
}

const NOTHING = [{ type: 'suggestion', request: 7, name: null }];

describe('a face without a name', () => {
  test('is looked up where it is shown, and the answer passed on', async () => {
    await suggest(deskIn());
    expect(asked).toEqual([{ type: 'tileName', request: lastRequest(), video: 2, box: BOX }]);
    expect(sent).toEqual([]);
    questions.answer(lastRequest(), 'Jane Doe');
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([{ type: 'suggestion', request: 7, name: 'Jane Doe' }]);
  });

  test.for([
    [' Jane\u202e\n Doe ', 'Jane Doe'],
    ['J'.repeat(200), 'J'.repeat(60)],
    ['\u200b', null],
    [null, null],
  ])('what the page says is cleaned as every name is: %j', async ([said, name]) => {
    await suggest(deskIn());
    questions.answer(lastRequest(), said ?? null);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([{ type: 'suggestion', request: 7, name }]);
  });

  test('a page that is silent gives none, and its late answer is dropped', async () => {
    await suggest(deskIn());
    await vi.advanceTimersByTimeAsync(TILE_TIMEOUT_MS);
    questions.answer(lastRequest(), 'Jane Doe');
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(NOTHING);
  });

  test('an answer that nobody asked for is dropped', async () => {
    await suggest(deskIn());
    questions.answer(lastRequest() + 1, 'Mallory');
    questions.answer(lastRequest(), 'Jane Doe');
    questions.answer(lastRequest(), 'Mallory');
    await vi.advanceTimersByTimeAsync(TILE_TIMEOUT_MS);
    expect(sent).toEqual([{ type: 'suggestion', request: 7, name: 'Jane Doe' }]);
  });

  test('perhaps somebody is without a name, too', async () => {
    await suggest(deskIn({ verdict: { kind: 'maybe', anchorId: 'a', name: 'Ann' } }));
    expect(asked).toHaveLength(1);
  });
});

describe('no page is asked', () => {
  test.for<[string, Situation, string?]>([
    ['where the person has switched that off', { shouldSuggestTileNames: false }],
    ['about a face that has a name', { verdict: { kind: 'named', anchorId: 'a', name: 'Ann' } }],
    ['about a face in Studio', { source: 'screen' }],
    ['about a face that has left', {}, '1/2/9'],
    ['about a face of a page that has gone', {}, '8/2/3'],
    ['about what is no face', {}, 'x'],
  ])('%s', async ([, situation, face]) => {
    await suggest(deskIn(situation), face);
    expect(asked).toEqual([]);
    expect(sent).toEqual(NOTHING);
  });
});
