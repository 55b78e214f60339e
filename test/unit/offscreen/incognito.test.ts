/** @file Strangers of private windows: they leave no numbers behind. */
import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { WHOLE_PICTURE } from '../../../src/core/geometry/bounding-box.ts';
import { Governor } from '../../../src/core/pace/governor.ts';
import { WorkTotals } from '../../../src/core/pace/work.ts';
import type { Engine } from '../../../src/offscreen/engine.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { WatchedDocument } from '../../../src/offscreen/watched-document.ts';
import type { ToViewer } from '../../../src/protocol/video-port.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import type { Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { detectionAt } from '../faces.ts';
import { paintGrey } from '../pictures.ts';

vi.mock('webextension-polyfill', () => import('../../contract/polyfill.ts'));

const cardUrl = new URL('../../../models/oracles/compact.json', import.meta.url);
const card = parseEmbedderCard(JSON.parse(await readFile(cardUrl, 'utf8')));
const pixels = paintGrey(64, 36, () => 0);

test.for([true, false])('incognito: %s', async (isIncognito) => {
  const knowledge = new Knowledge();
  knowledge.use(card);
  const face = detectionAt(0.3, 0.3, 0.4, 0.4);
  const embedding = new Float32Array(card.output.dimension).fill(0.1);
  const recognizer = {
    threads: 1,
    detect: () => Promise.resolve({ value: [face], durationMs: 1 }),
    look: () =>
      Promise.resolve({
        value: { modelId: card.id, embedding, quality: 0.9, crop: pixels },
        durationMs: 1,
      }),
  } as unknown as Recognizer;
  const sent: ToViewer[] = [];
  const engine = {
    work: new WorkTotals(),
    governor: new Governor(),
    state: { kind: 'ready', recognizer },
    model: { card },
    status: () => ({}),
  } as unknown as Engine;
  const port = { tabId: 3, isIncognito, send: (message: ToViewer) => sent.push(message) };
  const document = new WatchedDocument(port, engine, knowledge, () => undefined);
  const noted = vi.spyOn(knowledge, 'noteFace');
  const frame = { view: WHOLE_PICTURE, pictureWidthPx: 640, pictureHeightPx: 360, pageMs: 1, pixels };
  document.handle({ type: 'frame', video: 1, seq: 1, ...frame });
  await vi.waitFor(() => {
    expect(sent.some(({ type }) => type === 'faces')).toBe(true);
  });
  const faces = sent.find((message) => message.type === 'faces');
  const track = faces?.type === 'faces' ? (faces.faces[0]?.track ?? 0) : 0;
  document.handle({
    type: 'region',
    video: 1,
    seq: 1,
    track,
    region: { x: 0.3, y: 0.3, width: 0.4, height: 0.4 },
    pixels,
  });
  await new Promise(setImmediate);
  expect(noted).toHaveBeenCalledTimes(isIncognito ? 0 : 1);
});
