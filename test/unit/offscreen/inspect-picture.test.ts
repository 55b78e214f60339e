/** @file The faces of a still picture: their order, their regions, and what shows only with a margin. */
import { expect, test } from 'vitest';
import type { Detection } from '../../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../../src/core/image/pixels.ts';
import { inspectPicture } from '../../../src/offscreen/inspect-picture.ts';
import type { Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { detectionAt } from '../faces.ts';
import { paintGrey } from '../pictures.ts';

interface Calls {
  /** Sizes of the pictures in which faces were looked for. */
  readonly detected: [number, number][];
  /** Sizes of the regions that were looked at, with source pixels for one of theirs. */
  readonly looked: [number, number][];
}

/** A recognizer that finds `detections(picture)`, and whose looks are all alike. */
function fakeRecognizer(detections: (picture: Pixels) => readonly Detection[]): [Recognizer, Calls] {
  const calls: Calls = { detected: [], looked: [] };
  const recognizer = {
    detect: (picture: Pixels) => {
      calls.detected.push([picture.width, picture.height]);
      const value = detections(picture);
      // Takes over the memory, as the worker does.
      structuredClone(picture.data, { transfer: [picture.data.buffer] });
      return Promise.resolve({ value, durationMs: 1 });
    },
    look: (region: Pixels, _: unknown, sourceScale: number) => {
      calls.looked.push([region.width, sourceScale]);
      const value = { embedding: Float32Array.of(1), quality: 0.9, crop: region };
      return Promise.resolve({ value, durationMs: 1 });
    },
  };
  return [recognizer as unknown as Recognizer, calls];
}

const picture = (width: number, height: number) => paintGrey(width, height, () => 90);

test('faces come left to right, each looked at in a region of twice its box', async () => {
  const [recognizer, calls] = fakeRecognizer(({ width }) =>
    width === 200 ? [detectionAt(0.6, 0.2, 0.2, 0.4), detectionAt(0.1, 0.2, 0.1, 0.1)] : [],
  );
  const found = await inspectPicture(picture(200, 100), recognizer);
  expect(found.map(({ box }) => box.x)).toEqual([0.1, 0.6]);
  // 40 x 40 px and 20 x 10 px: 80 and 40 px, at their own scale, the larger one first.
  expect(calls.looked).toEqual([
    [80, 1],
    [40, 1],
  ]);
});

test('a large face is looked at in 256 pixels, and the scale says how many it had', async () => {
  const [recognizer, calls] = fakeRecognizer(({ width }) =>
    width === 512 ? [detectionAt(0.25, 0.25, 0.5, 0.5)] : [],
  );
  await inspectPicture(picture(512, 512), recognizer);
  expect(calls.looked).toEqual([[256, 2]]);
});

test('it looks again with half a side of black all around', async () => {
  // In the padded picture of 200 x 200 the face covers exactly the picture of 100 x 100.
  const [recognizer, calls] = fakeRecognizer(({ width }) =>
    width === 100 ? [] : [detectionAt(0.25, 0.25, 0.5, 0.5)],
  );
  const found = await inspectPicture(picture(100, 100), recognizer);
  expect(calls.detected).toContainEqual([200, 200]);
  expect(found.map(({ box }) => box)).toEqual([{ x: 0, y: 0, width: 1, height: 1 }]);
});

test('a picture on its side is turned, and its boxes lie in the picture as it is', async () => {
  // Upright only where the 200 x 100 px are turned to 100 x 200; the eyes lie on one line there.
  const [recognizer] = fakeRecognizer(({ width, height }) =>
    width === 100 && height === 200 ? [detectionAt(0.2, 0.1, 0.4, 0.2)] : [],
  );
  const [found] = await inspectPicture(picture(200, 100), recognizer);
  expect(found?.box.width).toBeCloseTo(0.2);
  expect(found?.box.height).toBeCloseTo(0.4);
});

test('a picture without a face gives none', async () => {
  const [recognizer] = fakeRecognizer(() => []);
  expect(await inspectPicture(picture(50, 80), recognizer)).toEqual([]);
});

test('the caller’s picture stays usable', async () => {
  const [recognizer] = fakeRecognizer(() => []);
  const own = picture(20, 20);
  await inspectPicture(own, recognizer);
  expect(own.data).toHaveLength(1600);
});

test('of a crowd it takes as many of the largest as one answer holds', async () => {
  const faces = Array.from({ length: 70 }, (_, index) =>
    detectionAt((index % 10) / 10, Math.floor(index / 10) / 10, 0.01 + index / 10_000, 0.05),
  );
  const [recognizer] = fakeRecognizer(({ width }) => (width === 100 ? faces : []));
  const found = await inspectPicture(picture(100, 100), recognizer);
  expect(found).toHaveLength(64);
  expect(Math.min(...found.map(({ box }) => box.width))).toBeCloseTo(0.01 + 6 / 10_000, 9);
});
