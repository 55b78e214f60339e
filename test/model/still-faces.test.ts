/** @file Stills by the real detector: a call of 28 tiles with the sample photos' faces, each 11 % of the height, none missed. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { compileKernels } from '../../scripts/kernels.mjs';
import { isInside, type Point } from '../../src/core/geometry/bounding-box.ts';
import { cutSquare, type Pixels } from '../../src/core/image/pixels.ts';
import { findStillFaces } from '../../src/offscreen/find-still-faces.ts';
import { DETECTOR_CARD } from '../../src/recognition/detector-in-use.ts';
import { KernelDetector } from '../../src/recognition/kernels/kernel-detector.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import { readTfliteConvolutions } from '../../src/recognition/kernels/tflite-layers.ts';
import { fromView, joinDetections, passOf, tilesOf } from '../../src/recognition/pipeline/tiles.ts';
import type { Recognizer } from '../../src/recognition/workers/recognizer.ts';
import { openModelBrowser, type ModelBrowser } from './model-browser.ts';
import { FACE_COUNTS, SAMPLE_FACES } from './sample-faces.ts';

const [COLUMNS, ROWS, TILE_PX] = [7, 4, 180];
const SIZE = { width: 1280, height: 720 };
/** Of a tile's side: 11 % of the picture's height. */
const FACE_SHARE = 0.44;
/** The photos have 1,920: enough for faces of 79 pixels. */
const PHOTO_PX = 1920;
const NEXT_FACE = 5;

const sentSchema = v.array(v.object({ width: v.number(), height: v.number(), rgba: v.string() }));

let browser: ModelBrowser | undefined;
const { minDetectionScore: SURE_SCORE, faintDetectionScore: FAINT_SCORE } = DETECTOR_CARD.thresholds;

let photos: Pixels[];
let detector: KernelDetector;

beforeAll(async () => {
  await buildModels();
  browser = await openModelBrowser();
  const wish = { photos: FACE_COUNTS.map((_, index) => index + 1), widthPx: PHOTO_PX };
  photos = v
    .parse(sentSchema, await browser.run('photo.ts', 'sendPhotos', wish))
    .map(({ width, height, rgba }) => ({
      width,
      height,
      data: new Uint8ClampedArray(Buffer.from(rgba, 'base64')),
    }));
  const url = new URL('../../models/built/detector-full-range.tflite', import.meta.url);
  const module = await WebAssembly.compile((await compileKernels()).slice());
  detector = new KernelDetector(
    new KernelModule(module),
    readTfliteConvolutions(new Uint8Array(await readFile(url))),
    DETECTOR_CARD,
  );
}, 240_000);

afterAll(async () => {
  await browser?.close();
});

/** The call, and the middle of each face in it, normalised. */
function callOf(firstFace: number): { picture: Pixels; middles: Point[] } {
  const data = new Uint8ClampedArray(SIZE.width * SIZE.height * 4).fill(32);
  const middles = Array.from({ length: COLUMNS * ROWS }, (_, place) => {
    const face = SAMPLE_FACES[(firstFace + place * NEXT_FACE) % SAMPLE_FACES.length];
    const photo = photos[(face?.photo ?? 0) - 1];
    if (face === undefined || photo === undefined) throw new Error('no such face');
    const sidePx = face.size / FACE_SHARE;
    const edge = (start: number): number => start + (face.size - sidePx) / 2;
    const box = { leftPx: edge(face.x), topPx: edge(face.y), widthPx: sidePx, heightPx: sidePx };
    const tile = cutSquare(photo, box, TILE_PX);
    const middle = {
      x: ((place % COLUMNS) + 0.5) / COLUMNS,
      y: (Math.floor(place / COLUMNS) + 0.5) / ROWS,
    };
    const left = Math.round(middle.x * SIZE.width - TILE_PX / 2);
    const top = Math.round(middle.y * SIZE.height - TILE_PX / 2);
    for (let row = 0; row < TILE_PX; row++) {
      const pixels = tile.data.subarray(row * TILE_PX * 4, (row + 1) * TILE_PX * 4);
      data.set(pixels, ((top + row) * SIZE.width + left) * 4);
    }
    return middle;
  });
  return { picture: { ...SIZE, data }, middles };
}

test('of 28 faces in a call each is found, those on the seams of the first grid too', async () => {
  const recognizer = {
    detect: (pixels: Pixels, isFaint = false) =>
      Promise.resolve({ value: detector.detect(pixels, isFaint ? FAINT_SCORE : SURE_SCORE), durationMs: 0 }),
  } as unknown as Recognizer;
  const missed = { byFirstGrid: 0, still: 0 };
  let others = 0;
  for (const firstFace of [0, 2]) {
    const { picture, middles } = callOf(firstFace);
    const { faces } = await findStillFaces(picture, recognizer);
    const first = joinDetections(
      detector.detect(picture, SURE_SCORE),
      tilesOf(SIZE.width, SIZE.height).flatMap((view) => {
        const box = {
          leftPx: view.x * SIZE.width,
          topPx: view.y * SIZE.height,
          widthPx: view.width * SIZE.width,
          heightPx: view.height * SIZE.height,
        };
        const part = cutSquare(picture, box, Math.round(box.widthPx));
        return fromView(detector.detect(part, SURE_SCORE), passOf(view, SIZE.width, SIZE.height));
      }),
    );
    for (const middle of middles) {
      if (!first.some(({ boundingBox }) => isInside(middle, boundingBox))) missed.byFirstGrid++;
      if (!faces.some(({ boundingBox }) => isInside(middle, boundingBox))) missed.still++;
    }
    others += faces.filter(
      ({ boundingBox }) => !middles.some((middle) => isInside(middle, boundingBox)),
    ).length;
  }
  expect(missed.still).toBe(0);
  // Otherwise the second grid would not be needed for these pictures.
  expect(missed.byFirstGrid).toBeGreaterThan(0);
  // Neighbours in the same photo that a tile shows in part.
  expect(others).toBeLessThan(12);
}, 120_000);
