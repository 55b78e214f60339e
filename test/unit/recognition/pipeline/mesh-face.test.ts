/** @file Landmarks are the points of the mesh that they are named after, normalised to the picture. */
import { expect, test } from 'vitest';
import { faceOfMesh } from '../../../../src/recognition/pipeline/mesh-face.ts';

const POINTS = 468;
const REGION = { width: 200, height: 100 };
/** Half as large, and shifted. */
const TO_REGION = { a: 0.5, b: 0, c: 0, d: 0.5, e: 10, f: 20 };

/** All points in one place, but for those that are named. */
function meshOf(places: Readonly<Record<number, readonly [x: number, y: number]>>): Float32Array {
  const points = new Float32Array(POINTS * 3);
  for (let index = 0; index < POINTS; index++) {
    const [x, y] = places[index] ?? [96, 96];
    points.set([x, y, 7], index * 3);
  }
  return points;
}

const MESH = meshOf({
  33: [50, 60],
  133: [70, 64],
  362: [120, 64],
  263: [140, 60],
  4: [96, 100],
  61: [76, 130],
  291: [120, 134],
  234: [20, 90],
  454: [172, 94],
  10: [96, 10],
  152: [96, 182],
});

test('eyes, nose, mouth and ears', () => {
  const { landmarks, mouthCorners } = faceOfMesh(MESH, TO_REGION, REGION);
  const at = (x: number, y: number) => ({ x: (x / 2 + 10) / 200, y: (y / 2 + 20) / 100 });
  expect(landmarks).toEqual({
    rightEye: at(60, 62),
    leftEye: at(130, 62),
    noseTip: at(96, 100),
    mouthCenter: at(98, 132),
    rightEarTragion: at(20, 90),
    leftEarTragion: at(172, 94),
  });
  expect(mouthCorners).toEqual([at(76, 130), at(120, 134)]);
});

test('the box is the square around all points, in pixels', () => {
  // 20..172 and 10..182 in the input: 86 pixels of the region are the longer side.
  const { boundingBox } = faceOfMesh(MESH, TO_REGION, REGION);
  expect(boundingBox.width * 200).toBeCloseTo(86, 9);
  expect(boundingBox.height * 100).toBeCloseTo(86, 9);
  expect((boundingBox.x + boundingBox.width / 2) * 200).toBeCloseTo(58, 9);
  expect(boundingBox.y * 100).toBeCloseTo(25, 9);
});

test('a turned view turns the points', () => {
  const { landmarks } = faceOfMesh(MESH, { a: 0, b: 1, c: -1, d: 0, e: 192, f: 0 }, REGION);
  expect(landmarks.noseTip).toEqual({ x: (192 - 100) / 200, y: 96 / 100 });
});
