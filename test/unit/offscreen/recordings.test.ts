/** @file A recording is gone through at any pace: its own time counts, and each region is answered. */
import { Governor } from '../../../src/core/pace/governor.ts';
import { WorkTotals } from '../../../src/core/pace/work.ts';
import { WHOLE_PICTURE, type BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../src/core/geometry/landmarks.ts';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { WatchedVideo } from '../../../src/offscreen/watched-video.ts';
import type { ToViewer, WantedRegion } from '../../../src/protocol/video-port.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import type { TrackLook } from '../../../src/recognition/pipeline/track-state.ts';
import type { Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { detectionAt } from '../faces.ts';
import { paintGrey } from '../pictures.ts';

const cardUrl = new URL('../../../models/oracles/compact.json', import.meta.url);
const card = parseEmbedderCard(JSON.parse(await readFile(cardUrl, 'utf8')));
const LOOK: TrackLook = {
  modelId: card.id,
  embedding: new Float32Array(card.output.dimension).fill(0.1),
  quality: 0.9,
  crop: paintGrey(4, 4, () => 0),
};

function watch(look: () => Promise<{ value: TrackLook; durationMs: number }>) {
  const knowledge = new Knowledge();
  knowledge.use(card);
  const sent: ToViewer[] = [];
  const video = new WatchedVideo(
    1,
    knowledge,
    { work: new WorkTotals(), governor: new Governor() },
    (message) => sent.push(message),
  );
  let faces: readonly Detection[] = [];
  const recognizer = {
    detect: () => Promise.resolve({ value: faces, durationMs: 1 }),
    look,
  } as unknown as Recognizer;
  let seq = 0;
  const show = async (
    timeMs?: number,
    view: BoundingBox = WHOLE_PICTURE,
    shown: readonly Detection[] = [detectionAt(0.4, 0.4, 0.2, 0.3)],
  ): Promise<readonly WantedRegion[]> => {
    faces = shown;
    const pixels = paintGrey(64, 36, () => 0);
    const time = timeMs === undefined ? {} : { timeMs };
    const size = { pictureWidthPx: 640, pictureHeightPx: 360 };
    const frame = { seq: ++seq, view, pixels, ...size, pageMs: 0, ...time };
    await video.handleFrame(frame, recognizer);
    const answer = sent.at(-1);
    return answer?.type === 'faces' ? answer.wanted : [];
  };
  const answer = ({ track, region }: WantedRegion): Promise<void> =>
    video.handleRegion({ seq, track, region, pixels: paintGrey(40, 40, () => 0) }, recognizer);
  return { sent, show, answer };
}

const good = () => Promise.resolve({ value: LOOK, durationMs: 1 });

test('looks are scheduled by the time of the recording, however fast it is gone through', async () => {
  const { show, answer } = watch(good);
  const wantedAt: number[] = [];
  for (let timeMs = 0; timeMs < 3000; timeMs += 40) {
    for (const wanted of await show(timeMs)) {
      wantedAt.push(timeMs);
      await answer(wanted);
    }
  }
  expect(wantedAt).toEqual([0, 40, 160, 1160, 2160]);
});

test('each region is answered after the verdict that it brought', async () => {
  const { sent, show, answer } = watch(good);
  const [wanted] = await show(0);
  if (wanted === undefined) throw new Error('no region was asked for');
  await answer(wanted);
  expect(sent.slice(-2)).toMatchObject([
    { type: 'verdicts', verdicts: [{ verdict: { kind: 'unknown' } }] },
    { type: 'looked', seq: 1, track: wanted.track },
  ]);
});

test('a region that fails is answered too', async () => {
  const { sent, show, answer } = watch(() => Promise.reject(new Error('the embedder died')));
  const [wanted] = await show(0);
  if (wanted === undefined) throw new Error('no region was asked for');
  await expect(answer(wanted)).rejects.toThrow('the embedder died');
  expect(sent.at(-1)).toMatchObject({ type: 'looked', seq: 1 });
});

test('live, nobody waits for an answer to a region', async () => {
  const { sent, show, answer } = watch(good);
  const [wanted] = await show();
  if (wanted === undefined) throw new Error('no region was asked for');
  await answer(wanted);
  expect(sent.some(({ type }) => type === 'looked')).toBe(false);
});

test('the answer to a frame asks for a tile, and the faces found there are in the picture’s terms', async () => {
  const { sent, show } = watch(good);
  await show(0);
  expect(sent.at(-1)).toMatchObject({ next: { view: { x: 0, y: 0, width: 240 / 640, height: 240 / 360 } } });
  const tile = { x: 0.4375, y: 0, width: 0.5625, height: 1 };
  await show(40, tile, [detectionAt(0.5, 0.5, 0.06, 0.06)]);
  expect(sent.at(-1)).toMatchObject({
    faces: [{ track: 1 }, { track: 2, box: { x: 0.71875, y: 0.5, height: 0.06 } }],
    next: { view: WHOLE_PICTURE },
  });
});
