/** @file Landmarks are looked for in a face's region; where nothing is found, the rough ones serve. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openKernels } from '../../../../src/recognition/adapters/kernel-files.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { sha256Of } from '../../../../src/recognition/workers/model-file.ts';
import {
  openLandmarkFinder,
  type LandmarkSetup,
} from '../../../../src/recognition/workers/landmark-finder.ts';
import { frontalLandmarks } from '../../faces.ts';
import { paintGrey } from '../../pictures.ts';
import { KERNEL_BASE, readPublishedDetector, serve } from '../published-detector.ts';

const URL_OF_MODEL = 'models/detector.tflite';
const ROUGH = frontalLandmarks({ x: 0.2, y: 0.3, width: 0.5, height: 0.5 });

let setup: LandmarkSetup;
let kernels: KernelModule;

beforeEach(async () => {
  const model = await readPublishedDetector();
  const text = await readFile(
    new URL('../../../../models/detector-full-range.json', import.meta.url),
    'utf8',
  );
  const card: unknown = { ...(JSON.parse(text) as object), sha256: await sha256Of(model.buffer) };
  setup = { card, source: { kind: 'package', url: URL_OF_MODEL } };
  await serve({ [URL_OF_MODEL]: model });
  kernels = await openKernels(KERNEL_BASE);
}, 60_000);

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a region without a face keeps the rough landmarks, and its face is in the middle', async () => {
  const find = await openLandmarkFinder(setup, kernels);
  expect(
    find(
      paintGrey(80, 80, () => 90),
      ROUGH,
    ),
  ).toEqual({
    boundingBox: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 },
    landmarks: ROUGH,
  });
});

test.for([
  ['that differs from its card is damaged', { sha256: '0'.repeat(64) }, 'model-damaged'],
  ['whose card is wrong is refused', { kind: 'embedder' }, 'model-card-invalid'],
] as const)('a network %s', async ([, wrong, code]) => {
  const card = { ...(setup.card as object), ...wrong };
  await expect(openLandmarkFinder({ ...setup, card }, kernels)).rejects.toMatchObject({ code });
});

test('a network that is not there is missing', async () => {
  const source = { kind: 'package', url: 'models/other.tflite' } as const;
  await expect(openLandmarkFinder({ ...setup, source }, kernels)).rejects.toMatchObject({
    code: 'model-missing',
  });
});
