/** @file The landmarks of a face, in MediaPipe's order. */
import type { FaceLandmarks } from '../src/core/geometry/landmarks.ts';

export const LANDMARK_NAMES: readonly (keyof FaceLandmarks)[] = [
  'rightEye',
  'leftEye',
  'noseTip',
  'mouthCenter',
  'rightEarTragion',
  'leftEarTragion',
];
