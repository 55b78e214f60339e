/** @file Landmarks are mapped each by itself, and the largest faces chosen. */
import { expect, test } from 'vitest';
import { largestFaces, mapLandmarks } from '../../../../src/core/geometry/landmarks.ts';
import { detectionAt, frontalLandmarks } from '../../faces.ts';

test('mapLandmarks maps all six points and leaves the original alone', () => {
  const landmarks = frontalLandmarks({ x: 0, y: 0, width: 10, height: 10 });
  const before = structuredClone(landmarks);
  expect(mapLandmarks(landmarks, ({ x, y }) => ({ x: x * 2, y: y + 1 }))).toEqual({
    rightEye: { x: 6, y: 5 },
    leftEye: { x: 14, y: 5 },
    noseTip: { x: 10, y: 7 },
    mouthCenter: { x: 10, y: 9 },
    rightEarTragion: { x: 0, y: 6 },
    leftEarTragion: { x: 20, y: 6 },
  });
  expect(landmarks).toEqual(before);
});

test('largestFaces takes the largest by area, in order, and leaves the list alone', () => {
  const [small, wide, large] = [
    detectionAt(0, 0, 0.1, 0.1),
    detectionAt(0, 0, 0.5, 0.05),
    detectionAt(0, 0, 0.2, 0.2),
  ];
  const detections = [small, wide, large];
  expect(largestFaces(detections, 2)).toEqual([large, wide]);
  expect(largestFaces(detections, 9)).toEqual([large, wide, small]);
  expect(detections).toEqual([small, wide, large]);
});
