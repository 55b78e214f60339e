/** @file Landmarks are looked for in a face's region by the mesh; where it finds nothing, the rough ones serve. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openKernelFaceMesh } from '../../../../src/recognition/adapters/kernel-face-mesh.ts';
import { openKernels } from '../../../../src/recognition/adapters/kernel-files.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { createWarp } from '../../../../src/recognition/kernels/kernel-warp.ts';
import {
  openLandmarkFinder,
  type LandmarkSetup,
  type OpenLandmarker,
} from '../../../../src/recognition/workers/landmark-finder.ts';
import { warp } from '../../../../src/core/image/warp.ts';
import { centerOf, type Point } from '../../../../src/core/geometry/bounding-box.ts';
import { mapLandmarks, type FaceLandmarks } from '../../../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { frontalLandmarks } from '../../faces.ts';
import { paintGrey } from '../../pictures.ts';
import { KERNEL_BASE, serve } from '../published-detector.ts';
import { readPublishedFaceMesh } from '../published-face-mesh.ts';

const URL_OF_MODEL = 'models/face-mesh.tflite';
const ROUGH = frontalLandmarks({ x: 0.2, y: 0.3, width: 0.5, height: 0.5 });

let setup: LandmarkSetup;
let kernels: KernelModule;
const onKernels: OpenLandmarker = (model, card) => openKernelFaceMesh(kernels, model, card);

beforeEach(async () => {
  const model = await readPublishedFaceMesh();
  const text = await readFile(new URL('../../../../models/landmarks.json', import.meta.url), 'utf8');
  const card: unknown = JSON.parse(text);
  setup = { card, source: { kind: 'package', url: URL_OF_MODEL } };
  await serve({ [URL_OF_MODEL]: model });
  kernels = await openKernels(KERNEL_BASE);
}, 60_000);

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a region without a face keeps the rough landmarks, and its face is in the middle', async () => {
  const find = await openLandmarkFinder(setup, onKernels, createWarp(kernels));
  const grey = paintGrey(80, 80, () => 90);
  expect(await find(grey, ROUGH)).toEqual({
    boundingBox: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 },
    landmarks: ROUGH,
    visibility: 0,
  });
});

/** Half axes and shades of ovals: dark eyes, brows, nostrils and a mouth on a bright face. It is enough for the mesh. */
const OVALS = [
  [0, 0, 0.24, 0.31, 200],
  [-0.1, -0.06, 0.045, 0.022, 40],
  [0.1, -0.06, 0.045, 0.022, 40],
  [-0.1, -0.115, 0.06, 0.012, 70],
  [0.1, -0.115, 0.06, 0.012, 70],
  [0, 0.07, 0.035, 0.014, 110],
  [0, 0.17, 0.075, 0.022, 80],
] as const;
/** A region's pixels on a side. */
const SIDE = 200;

/** @param middle of the face, in sides of the region */
function paintFace(middle: Point, angle: number): Pixels {
  const turnBack = turnBy(-angle);
  return paintGrey(SIDE, SIDE, (column, row) => {
    const at = turnBack({ x: (column + 0.5) / SIDE - middle.x, y: (row + 0.5) / SIDE - middle.y });
    return OVALS.reduce<number>((shade, [x, y, width, height, own]) => {
      const [across, down] = [(at.x - x) / width, (at.y - y) / height];
      return across ** 2 + down ** 2 < 1 ? own : shade;
    }, 110);
  });
}

function turnBy(angle: number): (point: Point) => Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ({ x, y }) => ({ x: cos * x - sin * y, y: sin * x + cos * y });
}

/** In sides of the region: a tenth of the distance between the eyes. */
const NEAR = 0.02;

describe('a drawn face', () => {
  test.for([
    ['upright in the middle', { x: 0.5, y: 0.5 }, 0],
    ['beside the middle', { x: 0.45, y: 0.53 }, 0],
    ['tilted to one side', { x: 0.5, y: 0.5 }, 0.6],
    ['tilted to the other side', { x: 0.52, y: 0.48 }, -0.6],
  ] as const)('%s is found where it is drawn', async ([, middle, angle]) => {
    const find = await openLandmarkFinder(setup, onKernels, createWarp(kernels));
    const turn = turnBy(angle);
    const at = (x: number, y: number): Point => {
      const turned = turn({ x, y });
      return { x: turned.x + middle.x, y: turned.y + middle.y };
    };
    // The coarse detection is wrong by a fifth of the distance between the eyes.
    const rough = mapLandmarks(DRAWN, ({ x, y }) => at(x + 0.04, y * 1.1 + 0.03));
    const { boundingBox, landmarks, mouthCorners, visibility } = await find(paintFace(middle, angle), rough);
    expect(visibility).toBeGreaterThan(0.5);
    for (const name of ['rightEye', 'leftEye', 'mouthCenter'] as const) {
      const { x, y } = DRAWN[name];
      expect(distance(landmarks[name], at(x, y)), name).toBeLessThan(NEAR);
    }
    const [right, left] = mouthCorners ?? [];
    expect(distance(right, at(-0.075, 0.17))).toBeLessThan(2 * NEAR);
    expect(distance(left, at(0.075, 0.17))).toBeLessThan(2 * NEAR);
    expect(distance(centerOf(boundingBox), at(0, 0))).toBeLessThan(3 * NEAR);
  });
});

/** From the middle of the face, upright. */
const DRAWN: FaceLandmarks = {
  ...frontalLandmarks({ x: -0.25, y: -0.25, width: 0.5, height: 0.5 }),
  rightEye: { x: -0.1, y: -0.06 },
  leftEye: { x: 0.1, y: -0.06 },
  mouthCenter: { x: 0, y: 0.17 },
};

function distance(one: Point | undefined, other: Point): number {
  return one === undefined ? Number.NaN : Math.hypot(one.x - other.x, one.y - other.y);
}

test.for([
  ['that differs from its card is damaged', { sha256: '0'.repeat(64) }, 'model-damaged'],
  ['whose card is wrong is refused', { kind: 'embedder' }, 'model-card-invalid'],
] as const)('a network %s', async ([, wrong, code]) => {
  const card = { ...(setup.card as object), ...wrong };
  await expect(openLandmarkFinder({ ...setup, card }, onKernels, warp)).rejects.toMatchObject({ code });
});

test('a network that is not there is missing', async () => {
  const source = { kind: 'package', url: 'models/other.tflite' } as const;
  await expect(openLandmarkFinder({ ...setup, source }, onKernels, warp)).rejects.toMatchObject({
    code: 'model-missing',
  });
});
