/** @file The detector by the product's own kernels and by MediaPipe: one file, the same faces in the same places. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { KERNEL_BUILDS, compileKernels } from '../../scripts/kernels.mjs';
import { intersectionOverUnion } from '../../src/core/geometry/bounding-box.ts';
import type { Detection, FaceLandmarks } from '../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';
import { KernelDetector } from '../../src/recognition/kernels/kernel-detector.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import {
  readTfliteConvolutions,
  type StoredConvolution,
} from '../../src/recognition/kernels/tflite-layers.ts';
import type { PhotoWish } from './page/photo.ts';
import { openModelBrowser, type ModelBrowser } from './model-browser.ts';
import { FACE_COUNTS } from './sample-faces.ts';
import { LANDMARK_NAMES } from '../landmark-names.ts';

/** The same numbers, but for float32 rounding in another order; measured: up to 2e-6. */
const ROUNDING = 1e-5;
/** Of 22, in pictures of 150 pixels and more. */
const MIN_FOUND = 21;

const FILE = 'detector-full-range.tflite';
const MIN_SCORE = 0.5;
/** Of the network, in MediaPipe always. */
const INPUT_PX = 192;
const PHOTOS = FACE_COUNTS.map((_, index) => index + 1);

const number = v.number();
const pointSchema = v.object({ x: number, y: number });
const boxSchema = v.object({ x: number, y: number, width: number, height: number });
const faceSchema = v.object({ box: boxSchema, points: v.array(pointSchema), score: number });
const repliesSchema = v.tuple([v.object({ photos: v.array(v.array(faceSchema)) })]);
const sentSchema = v.array(v.object({ width: number, height: number, rgba: v.string() }));

/** A photo as both look at it, and what MediaPipe sees in it, normalised. */
interface Seen {
  readonly pixels: Pixels;
  readonly faces: readonly v.InferOutput<typeof faceSchema>[];
}

/** One face in one photo, by our kernels and by MediaPipe. */
interface Pair {
  readonly pixels: Pixels;
  readonly ours: Detection;
  readonly theirs: Seen['faces'][number];
}

let browser: ModelBrowser | undefined;
let convolutions: StoredConvolution[];

beforeAll(async () => {
  await buildModels();
  const url = new URL(`../../models/built/${FILE}`, import.meta.url);
  convolutions = readTfliteConvolutions(new Uint8Array(await readFile(url)));
  browser = await openModelBrowser();
}, 240_000);

afterAll(async () => {
  await browser?.close();
});

const looks = new Map<string, Promise<Seen[]>>();

/** Once for both builds. */
function look(widthPx: number, isSquare = false): Promise<Seen[]> {
  const key = `${String(widthPx)} ${String(isSquare)}`;
  const known = looks.get(key) ?? readSeen({ photos: PHOTOS, widthPx, isSquare });
  looks.set(key, known);
  return known;
}

async function readSeen(wish: PhotoWish): Promise<Seen[]> {
  const sent = v.parse(sentSchema, await browser?.run('photo.ts', 'sendPhotos', wish));
  const request = { ...wish, models: [`/models/${FILE}`], minDetectionScore: MIN_SCORE };
  const replies = v.parse(repliesSchema, await browser?.run('detectors.ts', 'runDetectors', request));
  return sent.map(({ width, height, rgba }, index) => {
    const pixels = { width, height, data: new Uint8ClampedArray(Buffer.from(rgba, 'base64')) };
    const faces = (replies[0].photos[index] ?? []).map(({ box, ...face }) => ({
      ...face,
      box: { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height },
    }));
    return { pixels, faces };
  });
}

/** Each face of MediaPipe's with ours that overlaps it most; both are to have as many. */
function pairsOf(seen: readonly Seen[], detector: KernelDetector): Pair[] {
  const found = seen.map(({ pixels }) => detector.detect(pixels, MIN_SCORE));
  const counts = seen.map(({ faces }) => faces.length);
  expect(found.map((faces) => faces.length)).toEqual(counts);
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(MIN_FOUND);
  return seen.flatMap(({ pixels, faces }, index) =>
    faces.map((theirs) => {
      const overlapOf = (one: Detection): number => intersectionOverUnion(one.boundingBox, theirs.box);
      const [ours] = [...(found[index] ?? [])].sort((a, b) => overlapOf(b) - overlapOf(a));
      if (ours === undefined) throw new Error('no face');
      return { pixels, ours, theirs };
    }),
  );
}

/** From each of our points to MediaPipe's, as a share of the width of the face. */
function distances({ pixels, ours, theirs }: Pair, names: readonly (keyof FaceLandmarks)[]): number[] {
  return names.map((name) => {
    const { x, y } = theirs.points[LANDMARK_NAMES.indexOf(name)] ?? { x: Number.NaN, y: Number.NaN };
    const down = ((ours.landmarks[name].y - y) * pixels.height) / pixels.width;
    return Math.hypot(ours.landmarks[name].x - x, down) / theirs.box.width;
  });
}

/** How far a number lies above the one it is cut off to; never below. */
function beyond(number: number, cutOff: number): number {
  expect(number - cutOff).toBeGreaterThan(-ROUNDING);
  return number - cutOff;
}

describe.for(KERNEL_BUILDS)('%s kernels', { timeout: 120_000 }, (build) => {
  let detector: KernelDetector;

  beforeAll(async () => {
    const module = await WebAssembly.compile((await compileKernels(build)).slice());
    detector = new KernelDetector(new KernelModule(module), convolutions);
  }, 60_000);

  // As it is, shrunk, enlarged, and with black bars that end within a pixel.
  test.for([
    [INPUT_PX, true],
    [256, true],
    [150, true],
    [256, false],
    [640, false],
    [1000, false],
  ] as const)('give MediaPipe’s numbers at %i px, as a square: %s', async ([widthPx, isSquare]) => {
    for (const pair of pairsOf(await look(widthPx, isSquare), detector)) {
      const { pixels, ours, theirs } = pair;
      expect(Math.abs(ours.score - theirs.score)).toBeLessThan(ROUNDING);
      expect(Math.max(...distances(pair, LANDMARK_NAMES))).toBeLessThan(ROUNDING);
      // MediaPipe cuts boxes off to whole pixels.
      const { x, y, width, height } = ours.boundingBox;
      expect(beyond(x, theirs.box.x) * pixels.width).toBeLessThan(1);
      expect(beyond(y, theirs.box.y) * pixels.height).toBeLessThan(1);
      expect(beyond(width, theirs.box.width) * pixels.width).toBeLessThan(1);
      expect(beyond(height, theirs.box.height) * pixels.height).toBeLessThan(1);
    }
  });
});
