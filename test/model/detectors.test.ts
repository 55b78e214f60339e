/**
 * @file The product's detector on MediaPipe, with the metadata that the build adds: it sees the people who are there.
 */
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { DETECTOR_CARD } from '../../src/recognition/detector-in-use.ts';
import { parseDetectorCard } from '../../src/recognition/model-card.ts';
import { openModelBrowser, type ModelBrowser } from './model-browser.ts';
import { FACE_COUNTS } from './sample-faces.ts';

const replySchema = v.union([
  v.object({ found: v.array(v.array(v.array(v.unknown()))) }),
  v.object({ error: v.string() }),
]);

/** The width at which the extension looks for faces in a video frame. */
const FRAME_WIDTH_PX = 256;

describe('MediaPipe in a module worker', { timeout: 120_000 }, () => {
  let browser: ModelBrowser | undefined;
  const card = parseDetectorCard(DETECTOR_CARD);

  beforeAll(async () => {
    await buildModels();
    browser = await openModelBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
  });

  /** By score, how many faces it sees in each photo, or why it could not be opened. */
  async function detect(model: string, widthPx: number, scores: readonly number[]) {
    const photos = FACE_COUNTS.map((_, index) => index + 1);
    const request = { model, card, scores, photos, widthPx };
    const reply = v.parse(replySchema, await browser?.run('detectors.ts', 'runDetectors', request));
    return 'error' in reply
      ? reply.error
      : reply.found.map((byPhoto) => byPhoto.map((faces) => faces.length));
  }

  test.for([FRAME_WIDTH_PX, 1280])(
    'it finds every face of the sample photos, and nothing else, at %i px',
    async (widthPx) => {
      const { minDetectionScore } = card.thresholds;
      expect(await detect(`/models/${card.file}`, widthPx, [minDetectionScore])).toEqual([FACE_COUNTS]);
    },
  );

  test('asked for faint faces and for sure ones by turns, it keeps them apart', async () => {
    const { minDetectionScore, faintDetectionScore } = card.thresholds;
    const file = `/models/${card.file}`;
    const [sure, faint] = await detect(file, 120, [minDetectionScore, faintDetectionScore]);
    const sum = (counts: unknown): number => v.parse(v.array(v.number()), counts).reduce((a, b) => a + b);
    expect(sum(faint)).toBeGreaterThan(sum(sure));
  });

  test('MediaPipe refuses the file as it was published, which is why metadata is added', async () => {
    expect(await detect(`/face-detection/${card.origin.path}`, FRAME_WIDTH_PX, [0.5])).toContain(
      'requires specifying NormalizationOptions metadata',
    );
  });
});
