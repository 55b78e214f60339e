/** @file What a look that is too poor to enroll lacks, as far as somebody in front of a camera could change it. */
import type { CoachLook } from './coach.ts';

export const LACKS = ['size', 'light', 'shade', 'front', 'cover', 'stillness'] as const;
export type Lack = (typeof LACKS)[number];

/** The quality of these parts begins to fall here, see `face-quality.ts`. */
const AMPLE_EYES_PX = 30;
const DARK_LUMA = 50;
const BRIGHT_LUMA = 215;
/** Beyond it half of the quality is gone. */
const WIDE_YAW = 0.37;

/** The most likely cause, in the order in which they spoil most looks; movement when no other is left. */
export function lackOf({ eyesPx, luma, pose, isCovered }: CoachLook): Lack {
  if (eyesPx !== undefined && eyesPx < AMPLE_EYES_PX * SMALL_SHARE) return 'size';
  if (luma !== undefined && luma < DARK_LUMA) return 'light';
  if (luma !== undefined && luma > BRIGHT_LUMA) return 'shade';
  if (pose !== undefined && Math.abs(pose.yaw) > WIDE_YAW) return 'front';
  if (isCovered === true) return 'cover';
  return eyesPx !== undefined && eyesPx < AMPLE_EYES_PX ? 'size' : 'stillness';
}

/** Smaller than this, size alone costs half of the quality. */
const SMALL_SHARE = 2 / 3;

/** Whether more pixels would make the look better. */
export function isSmall({ eyesPx }: CoachLook): boolean {
  return eyesPx !== undefined && eyesPx < AMPLE_EYES_PX;
}
