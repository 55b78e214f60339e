/** @file The few sides of a face that an enrollment wants to have seen. */
import { STRAIGHT, type FacePose } from '../quality/face-pose.ts';

/** Sides of the subject: "left" is a head turned to its own left. */
export const POSE_SLOTS = ['left', 'front', 'right', 'up', 'down'] as const;
export type PoseSlot = (typeof POSE_SLOTS)[number];

/** Without these an enrollment is not complete. Up and down are welcome: few people nod in front of a camera. */
export const NEEDED_SLOTS: readonly PoseSlot[] = ['left', 'front', 'right'];

/** A turn of some 17 degrees. Beyond it lie 5 of 40 publicity portraits, and whoever talks to somebody at their side. */
const TURNED_YAW = 0.15;
/** The middle of 29 portraits that look straight ahead, and so far from it that one of them is beyond. */
const LEVEL_PITCH = 0.05;
const TILTED_PITCH = 0.16;

/** A face whose pose nobody has told counts as looking straight ahead. */
export function slotOf({ yaw, pitch }: FacePose = STRAIGHT): PoseSlot {
  if (yaw >= TURNED_YAW) return 'left';
  if (yaw <= -TURNED_YAW) return 'right';
  if (pitch - LEVEL_PITCH >= TILTED_PITCH) return 'down';
  return pitch - LEVEL_PITCH <= -TILTED_PITCH ? 'up' : 'front';
}
