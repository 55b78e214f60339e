/** @file Faces that have to prove that they are still themselves: those that were away, and those that were in the way of another. */
import { intersectionOverUnion } from '../../core/geometry/bounding-box.ts';
import type { Track } from '../../core/tracking/track-faces.ts';
import type { TrackState } from './track-state.ts';

/** Away for longer, another face may have taken the place. */
const RETURNED_AFTER_MS = 500;
/** Boxes that share this much of their area can be mistaken for each other. */
const CROWDED_OVERLAP = 0.1;

/** What is new about the track in doubt; undefined where nothing is. `awayMs` is the time since the frame that showed it last. */
export function doubtsOf(
  track: Track,
  visible: readonly Track[],
  state: TrackState,
  awayMs: number,
): Pick<TrackState, 'isCrowded' | 'isDoubtful'> | undefined {
  const { boundingBox } = track.detection;
  const isCrowded = visible.some(
    ({ id, detection }) =>
      id !== track.id && intersectionOverUnion(detection.boundingBox, boundingBox) > CROWDED_OVERLAP,
  );
  const hasParted = state.isCrowded && !isCrowded;
  const isDoubtful = state.isDoubtful || track.isUncertain || awayMs > RETURNED_AFTER_MS || hasParted;
  const isNew = isCrowded !== state.isCrowded || isDoubtful !== state.isDoubtful;
  return isNew ? { isCrowded, isDoubtful } : undefined;
}
