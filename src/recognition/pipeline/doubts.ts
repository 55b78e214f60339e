/**
 * @file Faces that have to prove that they are still themselves: those that were away, those that were in the way of another, and
 * those around which the picture has suddenly become another one.
 */
import {
  centerOf,
  intersectionOverUnion,
  isInside,
  type BoundingBox,
} from '../../core/geometry/bounding-box.ts';
import type { Track } from '../../core/tracking/track-faces.ts';
import type { TrackState } from './track-state.ts';

/** Away for longer, another face may have taken the place. */
const RETURNED_AFTER_MS = 500;
/** A call's tile changes hands in less; so long a face is also missed now and then, and need not lose its name for it. */
const CHECKED_AFTER_MS = 150;
/** Boxes that share this much of their area can be mistaken for each other. */
const CROWDED_OVERLAP = 0.1;

/**
 * What is new about the track in doubt; undefined where nothing is. `awayMs` is the time since the frame that showed it last;
 * `wasMissed` tells whether there was another frame since. Slow machines have few.
 */
export function doubtsOf(
  track: Track,
  visible: readonly Track[],
  state: TrackState,
  awayMs: number,
  wasMissed: boolean,
): Pick<TrackState, 'isCrowded' | 'isDoubtful' | 'needsCheck'> | undefined {
  const { boundingBox } = track.detection;
  const isCrowded = visible.some(
    ({ id, detection }) =>
      id !== track.id && intersectionOverUnion(detection.boundingBox, boundingBox) > CROWDED_OVERLAP,
  );
  const hasParted = state.isCrowded && !isCrowded;
  const isDoubtful = state.isDoubtful || track.isUncertain || awayMs > RETURNED_AFTER_MS || hasParted;
  const needsCheck = state.needsCheck || (wasMissed && awayMs > CHECKED_AFTER_MS);
  const isNew =
    isCrowded !== state.isCrowded || isDoubtful !== state.isDoubtful || needsCheck !== state.needsCheck;
  return isNew ? { isCrowded, isDoubtful, needsCheck } : undefined;
}

/** Of a face's box, what belongs to its person: hair, shoulders, and some of the wall behind. */
const SURROUNDINGS = 2;
/** Tiles change hands one by one. Where the picture changes around more faces, it has stuttered, or moves as a whole. */
const MAX_EXCHANGED = 2;

/** Whose place somebody else may have taken between two frames. `news` are the parts of the picture that changed at once. */
export function amidNews(visible: readonly Track[], news: readonly BoundingBox[]): readonly Track[] {
  const amid = visible.filter(({ box }) => news.some((place) => isInside(centerOf(place), around(box))));
  return amid.length > MAX_EXCHANGED ? [] : amid;
}

function around({ x, y, width, height }: BoundingBox): BoundingBox {
  const grow = (SURROUNDINGS - 1) / 2;
  return {
    x: x - width * grow,
    y: y - height * grow,
    width: width * SURROUNDINGS,
    height: height * SURROUNDINGS,
  };
}
