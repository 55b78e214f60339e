/** @file The detector looks at pictures of any shape, in the square that it knows, and says where in the picture faces are. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Point } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { DETECTOR_CARD } from '../../../../src/recognition/detector-in-use.ts';
import { createBlazeFace } from '../../../../src/recognition/kernels/blaze-face.ts';
import { KernelDetector } from '../../../../src/recognition/kernels/kernel-detector.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import { PictureInput } from '../../../../src/recognition/kernels/picture-input.ts';
import { detectionsOfCells } from '../../../../src/recognition/pipeline/cell-detections.ts';
import { paint, repeatableNoise } from '../../pictures.ts';
import { openTestKernels } from './kernel-fixtures.ts';
import { RandomBlazeFace } from './random-blaze-face.ts';
import { LANDMARK_NAMES } from '../../../landmark-names.ts';

const { convolutions } = new RandomBlazeFace(1);
/** Of random weights, some tens of cells of a picture of noise reach this. */
const MIN_SCORE = 0.55;

let module: KernelModule;
let detector: KernelDetector;
beforeEach(async () => {
  module = await openTestKernels();
  detector = new KernelDetector(module, convolutions, DETECTOR_CARD);
}, 60_000);

/** Coarse, so that something of it remains when it is made smaller. */
function noise(width: number, height: number, seed = 1): Pixels {
  const next = repeatableNoise(seed);
  const blocks = Array.from({ length: 4096 }, () => Math.floor(next() * 256));
  return paint(width, height, (x, y) => {
    const grey = blocks[(Math.floor((x * 48) / width) + 61 * Math.floor((y * 48) / height)) % 4096] ?? 0;
    return [grey, 255 - grey, grey];
  });
}

/** The same, put together by hand. */
function define(pixels: Pixels, inputPx: number): Detection[] {
  const network = createBlazeFace(module, convolutions, inputPx);
  const { scale, left, top } = new PictureInput(module, network.input).write(pixels);
  return detectionsOfCells(network.run(Math.log(MIN_SCORE / (1 - MIN_SCORE))), 4, 0.3, ({ x, y }) => ({
    x: (x - left) / (scale * pixels.width),
    y: (y - top) / (scale * pixels.height),
  }));
}

function expectSame(found: readonly Detection[], expected: readonly Detection[]): void {
  const numbersOf = ({ boundingBox: { x, y, width, height }, landmarks, score }: Detection): number[] => {
    const points = LANDMARK_NAMES.map((name): Point => landmarks[name]);
    return [score, x, y, width, height, ...points.flatMap((point) => [point.x, point.y])];
  };
  expect(found.length).toBeGreaterThan(0);
  expect(found).toHaveLength(expected.length);
  const wanted = expected.flatMap(numbersOf);
  for (const [at, number] of found.flatMap(numbersOf).entries())
    expect(number).toBeCloseTo(wanted[at] ?? NaN, 6);
}

describe('the whole picture lies in a square of 192 pixels', () => {
  test.for([
    ['16:9', 256, 144],
    ['16:9, larger', 640, 360],
    ['1:1', 100, 100],
    ['9:16', 144, 256],
    ['a panorama', 1200, 60],
    ['a tower', 40, 900],
  ] as const)('%s', ([, width, height]) => {
    const pixels = noise(width, height);
    expectSame(detector.detect(pixels, MIN_SCORE), define(pixels, 192));
  });

  test.for([
    [5000, 1],
    [1, 5000],
    [1, 1],
  ])('and %i x %i pixels do no harm', ([width = 0, height = 0]) => {
    const before = detector.detect(noise(256, 144), MIN_SCORE);
    for (const { boundingBox } of detector.detect(noise(width, height), MIN_SCORE)) {
      expect(Object.values(boundingBox).every(Number.isFinite)).toBe(true);
    }
    expect(detector.detect(noise(256, 144), MIN_SCORE)).toEqual(before);
  });
});

test('pictures of several sizes and shapes by turns: each as if it were the first', () => {
  const pictures = [noise(256, 144, 2), noise(144, 256, 3), noise(320, 180, 4), noise(90, 90, 5)];
  const alone = pictures.map((pixels) =>
    new KernelDetector(module, convolutions, DETECTOR_CARD).detect(pixels, MIN_SCORE),
  );
  const turns = [...pictures, ...pictures].map((pixels) => detector.detect(pixels, MIN_SCORE));
  expect(turns).toEqual([...alone, ...alone]);
});

test('takes memory once for each input, whatever comes after', () => {
  const run = (): void => {
    for (const [width, height] of [
      [256, 144],
      [320, 180],
      [144, 256],
      [256, 192],
      [64, 64],
    ] as const) {
      detector.detect(noise(width, height), MIN_SCORE);
    }
  };
  run();
  const used = module.allocate(0);
  run();
  expect(module.allocate(0)).toBe(used);
});

test('gives those that are sure enough, the surest first', () => {
  const pixels = noise(256, 144);
  const scores = detector.detect(pixels, MIN_SCORE).map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  const [surest = 0] = scores;
  expect(Math.min(...scores)).toBeGreaterThanOrEqual(MIN_SCORE - 1e-6);
  expect(detector.detect(pixels, surest + 1e-4)).toEqual([]);
  expect(detector.detect(pixels, surest - 1e-4).map(({ score }) => score)).toEqual(
    scores.filter((score) => score >= surest - 1e-4),
  );
});
