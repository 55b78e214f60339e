/**
 * @file Which way a face looks, guessed from its landmarks. Apart from `face-quality.ts`, which only asks whether it looks
 * at the camera: whoever collects pictures of a face wants to know the side as well.
 */
import type { FaceLandmarks } from '../geometry/landmarks.ts';

/**
 * Where the nose tip lies, in shares of the distance between the eyes.
 *
 * The eyes span a plane, and the nose tip stands out of it by about half their distance. When the head turns by an
 * angle, the tip moves along the line through the eyes while the distance between the eyes shrinks, so that their
 * quotient grows with the angle's tangent: 0.15 is a turn of some 17 degrees, 0.5 one of 45.
 */
export interface FacePose {
  /** Along the line through the eyes, from its middle: above 0 the head is turned to the subject's left. */
  readonly yaw: number;
  /**
   * Across that line: how far the tip lies below the middle between eyes and mouth. Above 0 the head is lowered, below
   * it is raised. Noses are of different lengths, so that two people who look straight ahead differ a little.
   */
  readonly pitch: number;
}

/** Where the eyes fall together there is no line to measure by: such a face counts as looking straight ahead. */
export const STRAIGHT: FacePose = { yaw: 0, pitch: 0 };

/** @param landmarks in pixels, or in any other unit that is the same in both directions. */
export function poseOf({ rightEye, leftEye, noseTip, mouthCenter }: FaceLandmarks): FacePose {
  const dx = leftEye.x - rightEye.x;
  const dy = leftEye.y - rightEye.y;
  const square = dx * dx + dy * dy;
  if (square === 0) return STRAIGHT;
  const below = ({ x, y }: { readonly x: number; readonly y: number }): number =>
    ((y - rightEye.y) * dx - (x - rightEye.x) * dy) / square;
  const along = ((noseTip.x - rightEye.x) * dx + (noseTip.y - rightEye.y) * dy) / square;
  return { yaw: along - 0.5, pitch: below(noseTip) - below(mouthCenter) / 2 };
}
