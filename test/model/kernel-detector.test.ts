/** @file The two adapters of the detector, on the kernels and on MediaPipe: one file, the same faces in the same places. */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { compileKernels } from '../../scripts/kernels.mjs';
import { intersectionOverUnion } from '../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';
import { openKernelDetector } from '../../src/recognition/adapters/kernel-detector.ts';
import { DETECTOR_CARD } from '../../src/recognition/detector-in-use.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import { parseDetectorCard } from '../../src/recognition/model-card.ts';
import type { FaceDetector } from '../../src/recognition/ports.ts';
import type { PhotoWish } from './page/photo.ts';
import { openModelBrowser, type ModelBrowser } from './model-browser.ts';
import { FACE_COUNTS } from './sample-faces.ts';
import { LANDMARK_NAMES } from '../landmark-names.ts';

/** The same numbers, but for float32 rounding in another order; measured: up to 2e-6. */
const ROUNDING = 1e-5;
/** Of 22, in pictures of 150 pixels and more. */
const MIN_FOUND = 21;
/** Of 22, in three pictures. */
const MIN_SCENE_FACES = 15;

const card = parseDetectorCard(DETECTOR_CARD);
const MIN_SCORE = card.thresholds.minDetectionScore;
const PHOTOS = FACE_COUNTS.map((_, index) => index + 1);
/** Scenes with actors, where the person has them; see the repository's neighbour folder. */
const SCENES = new URL('../../../shared/faces/scenes/', import.meta.url);

const number = v.number();
const pointSchema = v.object({ x: number, y: number });
const faceSchema = v.object({
  boundingBox: v.object({ x: number, y: number, width: number, height: number }),
  landmarks: v.object({
    rightEye: pointSchema,
    leftEye: pointSchema,
    noseTip: pointSchema,
    mouthCenter: pointSchema,
    rightEarTragion: pointSchema,
    leftEarTragion: pointSchema,
  }),
  score: number,
});
const replySchema = v.object({ found: v.array(v.array(v.array(faceSchema))) });
const sentSchema = v.array(v.object({ width: number, height: number, rgba: v.string() }));

/** A photo as both look at it, and what MediaPipe sees in it. */
interface Seen {
  readonly pixels: Pixels;
  readonly faces: readonly Detection[];
}

/** One face in one photo, by our kernels and by MediaPipe. */
interface Pair {
  readonly pixels: Pixels;
  readonly ours: Detection;
  readonly theirs: Detection;
}

let browser: ModelBrowser | undefined;
let model: Uint8Array;

beforeAll(async () => {
  await buildModels();
  const url = new URL(`../../models/built/${card.file}`, import.meta.url);
  model = new Uint8Array(await readFile(url));
  browser = await openModelBrowser();
}, 240_000);

afterAll(async () => {
  await browser?.close();
});

async function look(wish: PhotoWish): Promise<Seen[]> {
  const sent = v.parse(sentSchema, await browser?.run('photo.ts', 'sendPhotos', wish));
  const request = { ...wish, model: `/models/${card.file}`, card, scores: [MIN_SCORE] };
  const reply = v.parse(replySchema, await browser?.run('detectors.ts', 'runDetectors', request));
  return sent.map(({ width, height, rgba }, index) => ({
    pixels: { width, height, data: new Uint8ClampedArray(Buffer.from(rgba, 'base64')) },
    faces: reply.found[0]?.[index] ?? [],
  }));
}

/** Each face of MediaPipe's with ours that overlaps it most; both are to have as many. */
async function pairsOf(seen: readonly Seen[], detector: FaceDetector, minFound: number): Promise<Pair[]> {
  const found = await Promise.all(seen.map(({ pixels }) => detector.detect(pixels, MIN_SCORE)));
  const counts = seen.map(({ faces }) => faces.length);
  expect(found.map((faces) => faces.length)).toEqual(counts);
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(minFound);
  return seen.flatMap(({ pixels, faces }, index) =>
    faces.map((theirs) => {
      const overlapOf = (one: Detection): number =>
        intersectionOverUnion(one.boundingBox, theirs.boundingBox);
      const [ours] = [...(found[index] ?? [])].sort((a, b) => overlapOf(b) - overlapOf(a));
      if (ours === undefined) throw new Error('no face');
      return { pixels, ours, theirs };
    }),
  );
}

/** From each of our points to MediaPipe's, as a share of the width of the face. */
function distances({ pixels, ours, theirs }: Pair): number[] {
  return LANDMARK_NAMES.map((name) => {
    const [one, other] = [ours.landmarks[name], theirs.landmarks[name]];
    const down = ((one.y - other.y) * pixels.height) / pixels.width;
    return Math.hypot(one.x - other.x, down) / theirs.boundingBox.width;
  });
}

/** How far a number lies above the one it is cut off to; never below. */
function beyond(number: number, cutOff: number): number {
  expect(number - cutOff).toBeGreaterThan(-ROUNDING);
  return number - cutOff;
}

function expectSame(pair: Pair): void {
  const { pixels, ours, theirs } = pair;
  expect(Math.abs(ours.score - theirs.score)).toBeLessThan(ROUNDING);
  expect(Math.max(...distances(pair))).toBeLessThan(ROUNDING);
  // MediaPipe cuts boxes off to whole pixels.
  const [own, cut] = [ours.boundingBox, theirs.boundingBox];
  expect(beyond(own.x, cut.x) * pixels.width).toBeLessThan(1);
  expect(beyond(own.y, cut.y) * pixels.height).toBeLessThan(1);
  expect(beyond(own.width, cut.width) * pixels.width).toBeLessThan(1);
  expect(beyond(own.height, cut.height) * pixels.height).toBeLessThan(1);
}

describe('the kernels give MediaPipe’s numbers', { timeout: 120_000 }, () => {
  let detector: FaceDetector;

  beforeAll(async () => {
    const module = await WebAssembly.compile((await compileKernels()).slice());
    detector = openKernelDetector(new KernelModule(module), model, card);
  }, 60_000);

  // As it is, shrunk, enlarged, and with black bars that end within a pixel.
  test.for([
    [card.input.width, true],
    [256, true],
    [150, true],
    [256, false],
    [640, false],
    [1000, false],
  ] as const)('on sample photos at %i px, as a square: %s', async ([widthPx, isSquare]) => {
    const seen = await look({ photos: PHOTOS, widthPx, isSquare });
    (await pairsOf(seen, detector, MIN_FOUND)).forEach(expectSame);
  });

  test.skipIf(!existsSync(SCENES))('on scenes with actors at 640 px', async () => {
    const names = readdirSync(SCENES).filter((name) => name.endsWith('.jpg'));
    const photos = names.map((name) => `/shared-faces/scenes/${name}`);
    (await pairsOf(await look({ photos, widthPx: 640 }), detector, MIN_SCENE_FACES)).forEach(expectSame);
  });
});
