/** @file Crowded pictures and pages with many videos: every answer passes the check of the one who gets it. */
import { Governor } from '../../../src/core/pace/governor.ts';
import { WorkTotals } from '../../../src/core/pace/work.ts';
import { WHOLE_PICTURE } from '../../../src/core/geometry/bounding-box.ts';
import { readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Detection } from '../../../src/core/geometry/landmarks.ts';
import type { Gallery } from '../../../src/core/gallery/gallery.ts';
import type { Engine } from '../../../src/offscreen/engine.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { tabStatus } from '../../../src/offscreen/tab-status.ts';
import { WatchedDocument } from '../../../src/offscreen/watched-document.ts';
import { WatchedVideo } from '../../../src/offscreen/watched-video.ts';
import { tabStatusSchema, type EngineStatus } from '../../../src/protocol/panel-port.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { toViewerSchema, type ToViewer } from '../../../src/protocol/video-port.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import type { Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { detectionAt } from '../faces.ts';
import { paintGrey } from '../pictures.ts';

vi.mock('webextension-polyfill', () => import('../../contract/polyfill.ts'));

const NOBODY: Gallery = { revision: 1, modelId: 'compact', metric: 'euclidean', entries: [] };

const cardUrl = new URL('../../../models/oracles/compact.json', import.meta.url);
const card = parseEmbedderCard(JSON.parse(await readFile(cardUrl, 'utf8')));
const knowledge = new Knowledge();
knowledge.use(card);
const newAccounts = () => ({ work: new WorkTotals(), governor: new Governor() });

/** `count` faces in rows of ten that do not overlap. */
function crowd(count: number): Detection[] {
  return Array.from({ length: count }, (_, index) =>
    detectionAt((index % 10) / 10 + 0.01, Math.floor(index / 10) / 10 + 0.01, 0.05, 0.05),
  );
}

/** A recognizer that finds these faces in every picture. */
function recognizerOf(detections: readonly Detection[]): Recognizer {
  return { detect: () => Promise.resolve({ value: detections, durationMs: 1 }) } as unknown as Recognizer;
}

const frame = {
  seq: 1,
  view: WHOLE_PICTURE,
  pixels: paintGrey(64, 36, () => 0),
  pictureWidthPx: 1920,
  pictureHeightPx: 1080,
  pageMs: 1,
};

/** What the viewer is sent after one frame that shows `count` faces. */
async function answerTo(count: number): Promise<ToViewer[]> {
  const sent: ToViewer[] = [];
  const video = new WatchedVideo(1, knowledge, newAccounts(), (message) => sent.push(message));
  await video.handleFrame(frame, recognizerOf(crowd(count)));
  return sent;
}

describe('a frame', () => {
  test.for([0, 1, 64, 65, 90])('with %d faces gets an answer that the viewer accepts', async (count) => {
    const [answer] = await answerTo(count);
    expect(answer).toMatchObject({ type: 'faces', video: 1, seq: 1 });
    expect(parseMessage(toViewerSchema, answer)).toBeDefined();
  });

  test('shows no face whose middle lies outside the picture, and none without a size', async () => {
    const sent: ToViewer[] = [];
    const video = new WatchedVideo(1, knowledge, newAccounts(), (message) => sent.push(message));
    const outside = [
      detectionAt(-0.2, 0.5, 0.3, 0.3),
      detectionAt(0.5, 0.95, 0.2, 0.2),
      detectionAt(0.3, 0.3, 0, 0.1),
    ];
    await video.handleFrame(frame, recognizerOf([...outside, detectionAt(0.4, 0.4, 0.1, 0.1)]));
    expect(sent).toMatchObject([{ faces: [{ box: { x: 0.4, y: 0.4 } }] }]);
  });
});

describe('the status of a tab', () => {
  const status: EngineStatus = {
    state: 'ready',
    modelId: 'compact',
    modelTitle: 'Compact',
    threads: 2,
    isCrossOriginIsolated: true,
  };

  /** A document of tab 3 with `videos` videos, the first of which shows `faces` faces. */
  async function documentOf(videos: number, faces: number): Promise<WatchedDocument> {
    const recognizer = recognizerOf(crowd(faces));
    const engine = {
      ...newAccounts(),
      state: { kind: 'ready', recognizer },
      model: { card },
      status: () => status,
    } as unknown as Engine;
    const port = { tabId: 3, send: () => undefined };
    const document = new WatchedDocument(port, engine, knowledge, () => undefined);
    for (let video = 1; video <= videos; video++) {
      document.handle({
        type: 'video',
        video,
        kind: 'video',
        state: 'watching',
        widthPx: 640,
        heightPx: 360,
      });
    }
    await document.videos.get(1)?.handleFrame(frame, recognizer);
    return document;
  }

  test.for([
    [1, 3],
    [3, 90],
    [64, 0],
    [65, 0],
    [200, 0],
  ] as const)('with %d videos and %d faces is one that the panel accepts', async ([videos, faces]) => {
    const engine = { ...newAccounts(), status: () => status } as unknown as Engine;
    const message = tabStatus(3, engine, new Set([await documentOf(videos, faces)]), NOBODY, 1000);
    expect(parseMessage(tabStatusSchema, message)).toBeDefined();
  });

  test('is about this tab only', async () => {
    const engine = { ...newAccounts(), status: () => status } as unknown as Engine;
    const documents = new Set([await documentOf(2, 1)]);
    expect(tabStatus(4, engine, documents, NOBODY, 1000)).toMatchObject({
      isConnected: false,
      videos: [],
      faces: [],
    });
    expect(tabStatus(3, engine, documents, NOBODY, 1000)).toMatchObject({ isConnected: true });
  });
});
