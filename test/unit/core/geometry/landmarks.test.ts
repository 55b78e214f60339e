/** @file Every landmark is mapped, each by itself. */
import { expect, test } from 'vitest';
import { mapLandmarks } from '../../../../src/core/geometry/landmarks.ts';
import { frontalLandmarks } from '../../faces.ts';

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
