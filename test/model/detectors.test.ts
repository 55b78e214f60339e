/**
 * @file Both detectors open in MediaPipe with the metadata that the build adds, and see the people who are there.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { parseDetectorCard, type DetectorCard } from '../../src/recognition/model-card.ts';
import { openModelBrowser, type ModelBrowser } from './model-browser.ts';
import { FACE_COUNTS } from './sample-faces.ts';

const replySchema = v.array(
  v.union([v.object({ photos: v.array(v.array(v.unknown())) }), v.object({ error: v.string() })]),
);

/** The width at which the extension looks for faces in a video frame. */
const FRAME_WIDTH_PX = 256;

describe('face detectors in a module worker', { timeout: 120_000 }, () => {
  let browser: ModelBrowser | undefined;
  let fullRange: DetectorCard;
  let shortRange: DetectorCard;

  beforeAll(async () => {
    await buildModels();
    fullRange = await readCard('detector-full-range');
    shortRange = await readCard('detector-short-range');
    browser = await openModelBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
  });

  /** For each model how many faces it sees in each photo, or why it could not be opened. */
  async function detect(models: readonly string[], widthPx: number) {
    const replies = v.parse(
      replySchema,
      await browser?.run('detectors.ts', 'runDetectors', {
        models,
        photos: FACE_COUNTS.map((_, index) => index + 1),
        widthPx,
        minDetectionScore: fullRange.thresholds.minDetectionScore,
      }),
    );
    return replies.map((reply) => ('error' in reply ? reply : reply.photos.map((faces) => faces.length)));
  }

  test.for([FRAME_WIDTH_PX, 1280])(
    'full range finds every face of the sample photos, and nothing else, at %i px',
    async (widthPx) => {
      expect(await detect([`/models/${fullRange.file}`], widthPx)).toEqual([FACE_COUNTS]);
    },
  );

  test('both detectors work side by side; short range sees the large faces of the last photo', async () => {
    const [full, short] = await detect(
      [`/models/${fullRange.file}`, `/models/${shortRange.file}`],
      FRAME_WIDTH_PX,
    );
    expect(full).toEqual(FACE_COUNTS);
    expect(Array.isArray(short) ? short.at(-1) : short).toBe(FACE_COUNTS.at(-1));
  });

  test.for(['full', 'short'] as const)(
    'MediaPipe refuses the %s-range file as it was published, which is why metadata is added',
    async (range) => {
      const card = range === 'full' ? fullRange : shortRange;
      const [reply] = await detect([`/face-detection/${card.origin.path}`], FRAME_WIDTH_PX);
      expect(reply).toEqual({
        error: expect.stringContaining('requires specifying NormalizationOptions metadata') as string,
      });
    },
  );
});

async function readCard(id: string): Promise<DetectorCard> {
  const text = await readFile(new URL(`../../models/${id}.json`, import.meta.url), 'utf8');
  return parseDetectorCard(JSON.parse(text));
}
