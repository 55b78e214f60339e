/**
 * @file The face mesh by the product's own kernels and by ONNX Runtime: one file, the same points. And its
 * points lie on faces.
 */
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { compileKernels } from '../../scripts/kernels.mjs';
import {
  pointInRegion,
  squareAround,
  toPixelBox,
  type BoundingBox,
} from '../../src/core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection, type FaceLandmarks } from '../../src/core/geometry/landmarks.ts';
import { cutSquare, type Pixels } from '../../src/core/image/pixels.ts';
import { warp } from '../../src/core/image/warp.ts';
import { tfliteToOnnx } from '../../src/recognition/adapters/tflite-to-onnx.ts';
import { DETECTOR_CARD } from '../../src/recognition/detector-in-use.ts';
import { readFaceMesh } from '../../src/recognition/kernels/face-mesh-layers.ts';
import { createFaceMesh, type FaceMesh } from '../../src/recognition/kernels/face-mesh.ts';
import { KernelDetector } from '../../src/recognition/kernels/kernel-detector.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import { readTfliteConvolutions } from '../../src/recognition/kernels/tflite-layers.ts';
import { MAX_REGION_PX, REGION_FACTOR } from '../../src/recognition/pipeline/face-region.ts';
import { faceOfMesh } from '../../src/recognition/pipeline/mesh-face.ts';
import { betweenPixelCenters, meshView } from '../../src/recognition/pipeline/mesh-view.ts';
import { openModelBrowser } from './model-browser.ts';
import { FACE_COUNTS } from './sample-faces.ts';

/**
 * In pixels of the input: float32 rounding in another order; measured: up to 1.4e-4, in coordinates up to
 * 192.
 */
const MAX_POINT_DIFFERENCE = 1e-3;
/** Of a logit between -30 and 30; measured: up to 2.2e-5. */
const MAX_FLAG_DIFFERENCE = 1e-3;
const SIZE = 192;
const MIN_SCORE = 0.5;
/** Of 22, see kernel-detector.test.ts. */
const MIN_FACES = 21;
/** From the detector's landmarks to the mesh's, in sides of the detector's box; measured: up to 0.16. */
const MAX_DISTANCE = 0.2;
/** Between both boxes, likewise; measured: up to 0.28, of the face in profile, and 0.19 of all others. */
const MAX_BOX_DIFFERENCE = 0.35;
const NEAR_NAMES = ['rightEye', 'leftEye', 'noseTip', 'mouthCenter'] as const;

const sentSchema = v.array(v.object({ width: v.number(), height: v.number(), rgba: v.string() }));

/** A face of a sample photo, as the product looks at it. */
interface Region {
  readonly pixels: Pixels;
  readonly rough: FaceLandmarks;
}

let regions: Region[];
let model: Uint8Array;
let session: ort.InferenceSession;

beforeAll(async () => {
  await buildModels();
  model = await readBuilt('face-mesh.tflite');
  ort.env.wasm.numThreads = 1;
  const outputs = [
    [1, 1, 1, 1404],
    [1, 1, 1, 1],
  ];
  const converted = tfliteToOnnx(model, [1, SIZE, SIZE, 3], outputs);
  session = await ort.InferenceSession.create(converted, { executionProviders: ['wasm'] });
  const module = await WebAssembly.compile((await compileKernels()).slice());
  const convolutions = readTfliteConvolutions(await readBuilt('detector-full-range.tflite'));
  const detector = new KernelDetector(new KernelModule(module), convolutions, DETECTOR_CARD);
  regions = (await readPhotos()).flatMap((photo) =>
    detector.detect(photo, MIN_SCORE).map((face) => regionOf(photo, face)),
  );
}, 240_000);

afterAll(async () => {
  await session.release();
});

async function readBuilt(file: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(`../../models/built/${file}`, import.meta.url)));
}

async function readPhotos(): Promise<Pixels[]> {
  const browser = await openModelBrowser();
  try {
    const wish = { photos: FACE_COUNTS.map((_, index) => index + 1), widthPx: 1000 };
    const sent = v.parse(sentSchema, await browser.run('photo.ts', 'sendPhotos', wish));
    return sent.map(({ width, height, rgba }) => ({
      width,
      height,
      data: new Uint8ClampedArray(Buffer.from(rgba, 'base64')),
    }));
  } finally {
    await browser.close();
  }
}

function regionOf(photo: Pixels, { boundingBox, landmarks }: Detection): Region {
  const region = squareAround(boundingBox, REGION_FACTOR, photo.width, photo.height);
  const sidePx = Math.round(Math.min(MAX_REGION_PX, region.width * photo.width));
  return {
    pixels: cutSquare(photo, toPixelBox(region, photo.width, photo.height), sidePx),
    rough: mapLandmarks(landmarks, (point) => pointInRegion(point, region)),
  };
}

const MIDDLE: BoundingBox = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

function viewOf({ pixels: { width, height }, rough }: Region) {
  const eyes = mapLandmarks(rough, ({ x, y }) => ({ x: x * width, y: y * height }));
  return meshView(toPixelBox(MIDDLE, width, height), eyes, 1.5, SIZE);
}

function inputOf(region: Region): Pixels {
  const toRegion = betweenPixelCenters(viewOf(region));
  return warp(region.pixels, toRegion, { widthPx: SIZE, heightPx: SIZE, taps: 1 });
}

/** 1,404 numbers of points and the flag. */
async function runOnnx({ data }: Pixels): Promise<Float32Array> {
  const colors = Float32Array.from({ length: SIZE * SIZE * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return (data[pixel * 4 + (index % 3)] ?? Number.NaN) / 255;
  });
  const result = await session.run({ input: new ort.Tensor('float32', colors, [1, SIZE, SIZE, 3]) });
  const output = result['output']?.data;
  if (!(output instanceof Float32Array)) throw new Error('ONNX Runtime gave no points');
  return output;
}

describe('the kernels', { timeout: 120_000 }, () => {
  let mesh: FaceMesh;

  beforeAll(async () => {
    const module = await WebAssembly.compile((await compileKernels()).slice());
    mesh = createFaceMesh(new KernelModule(module), readFaceMesh(model));
  }, 60_000);

  test('give the points and flags of ONNX Runtime', async () => {
    const blank = { width: SIZE, height: SIZE, data: new Uint8ClampedArray(SIZE * SIZE * 4).fill(128) };
    const inputs = [...regions.map(inputOf), blank];
    expect(inputs.length).toBeGreaterThan(MIN_FACES);
    for (const input of inputs) {
      const [expected, { points, flag }] = [await runOnnx(input), mesh.run(input)];
      const differences = points.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN)));
      expect(Math.max(...differences)).toBeLessThan(MAX_POINT_DIFFERENCE);
      expect(Math.abs(flag - (expected[points.length] ?? Number.NaN))).toBeLessThan(MAX_FLAG_DIFFERENCE);
    }
  });

  test('find every face that the detector finds, in the same place', () => {
    expect(regions.length).toBeGreaterThanOrEqual(MIN_FACES);
    for (const region of regions) {
      const { points, flag } = mesh.run(inputOf(region));
      expect(flag).toBeGreaterThan(0);
      const { boundingBox, landmarks } = faceOfMesh(points, viewOf(region), region.pixels);
      for (const name of NEAR_NAMES) {
        const [one, other] = [landmarks[name], region.rough[name]];
        const distance = Math.hypot(one.x - other.x, one.y - other.y) / MIDDLE.width;
        expect(distance, name).toBeLessThan(MAX_DISTANCE);
      }
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        const difference = Math.abs(boundingBox[side] - MIDDLE[side]) / MIDDLE.width;
        expect(difference, side).toBeLessThan(MAX_BOX_DIFFERENCE);
      }
    }
  });

  test('find no face in a region without one', () => {
    for (const shade of [0, 128, 255]) {
      const data = new Uint8ClampedArray(SIZE * SIZE * 4).fill(shade);
      expect(mesh.run({ width: SIZE, height: SIZE, data }).flag).toBeLessThan(0);
    }
  });
});
