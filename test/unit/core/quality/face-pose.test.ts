/** @file The pose that landmarks tell: which way, by how much, whatever the face's size, place and tilt. */
import { describe, expect, test } from 'vitest';
import type { Point } from '../../../../src/core/geometry/bounding-box.ts';
import { mapLandmarks, type FaceLandmarks } from '../../../../src/core/geometry/landmarks.ts';
import { STRAIGHT, poseOf } from '../../../../src/core/quality/face-pose.ts';
import { frontalLandmarks } from '../../faces.ts';

/** Eyes 40 apart at a height of 40, nose at 60, mouth at 80: straight ahead, and level. */
const face = frontalLandmarks({ x: 0, y: 0, width: 100, height: 100 });
const withNose = (x: number, y: number): FaceLandmarks => ({ ...face, noseTip: { x, y } });

describe('poseOf', () => {
  test('a nose midway between the eyes, and midway between eyes and mouth, looks straight ahead', () => {
    expect(poseOf(face)).toEqual({ yaw: 0, pitch: 0 });
  });

  test.for([
    ['left, where x grows', withNose(58, 60), 0.2],
    ['right', withNose(42, 60), -0.2],
    ['all the way to an eye', withNose(70, 60), 0.5],
  ] as const)('turned to the subject’s %s', ([, landmarks, yaw]) => {
    expect(poseOf(landmarks).yaw).toBeCloseTo(yaw, 9);
    expect(poseOf(landmarks).pitch).toBeCloseTo(0, 9);
  });

  test.for([
    ['lowered', withNose(50, 68), 0.2],
    ['raised', withNose(50, 52), -0.2],
  ] as const)('%s', ([, landmarks, pitch]) => {
    expect(poseOf(landmarks).pitch).toBeCloseTo(pitch, 9);
    expect(poseOf(landmarks).yaw).toBeCloseTo(0, 9);
  });

  test.for([10, 45, 90, 170, -30])(
    'stays the same when the head is tilted by %i degrees, and enlarged',
    (degrees) => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const turn = ({ x, y }: Point): Point => ({
        x: 3 * (cos * x - sin * y) + 7,
        y: 3 * (sin * x + cos * y) - 2,
      });
      const turned = withNose(58, 66);
      const { yaw, pitch } = poseOf(mapLandmarks(turned, turn));
      expect(yaw).toBeCloseTo(poseOf(turned).yaw, 9);
      expect(pitch).toBeCloseTo(poseOf(turned).pitch, 9);
    },
  );

  test('turns around in a mirror', () => {
    const { rightEye, leftEye, ...rest } = mapLandmarks(withNose(58, 60), ({ x, y }) => ({ x: 100 - x, y }));
    expect(poseOf({ ...rest, rightEye: leftEye, leftEye: rightEye }).yaw).toBeCloseTo(-0.2, 9);
  });

  test('eyes in one place tell nothing', () => {
    expect(poseOf({ ...face, leftEye: face.rightEye })).toEqual(STRAIGHT);
  });
});
