/** @file Looks for the coach, drawn by hand: embeddings on a line, so that distances can be read off. */
import type { CoachLimits, CoachLook } from '../../../../src/core/enrollment/coach.ts';
import type { PoseSlot } from '../../../../src/core/enrollment/pose-slots.ts';
import type { FacePose } from '../../../../src/core/quality/face-pose.ts';

/** Something new lies 0.25 or more from what is there, another face more than 0.5 from the best. */
export const LIMITS: CoachLimits = { metric: 'euclidean', maxSpread: 0.5 };

export const POSES: Readonly<Record<PoseSlot, FacePose>> = {
  left: { yaw: 0.25, pitch: 0.05 },
  front: { yaw: 0, pitch: 0.05 },
  right: { yaw: -0.25, pitch: 0.05 },
  up: { yaw: 0, pitch: -0.2 },
  down: { yaw: 0, pitch: 0.3 },
};

export function lookAt(
  position: number,
  slot: PoseSlot = 'front',
  changes: Partial<CoachLook> = {},
): CoachLook {
  const embedding = Float32Array.of(position);
  return {
    modelId: 'compact',
    embedding,
    quality: 0.6,
    pose: POSES[slot],
    luma: 120,
    eyesPx: 60,
    ...changes,
  };
}
