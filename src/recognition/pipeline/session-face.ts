/** @file A face as a session shows it: where it is by now, whose it is, and under which number. */
import type { BoundingBox, Point } from '../../core/geometry/bounding-box.ts';
import { undisputed, type Claim } from '../../core/matching/undisputed.ts';
import { UNKNOWN, type Verdict } from '../../core/matching/verdict.ts';
import { shownBox, type Track } from '../../core/tracking/track-faces.ts';
import { verdictOf, type TrackState } from './track-state.ts';

export interface SessionFace {
  readonly track: number;
  /** The track by which this person was first seen, see `protocol/video-port.ts`. */
  readonly person: number;
  readonly box: BoundingBox;
  /** In picture widths and heights a second. */
  readonly velocity: Point;
  readonly verdict: Verdict;
}

/** All faces of one picture. See: [Note: One name, two faces] */
export function labelFaces(
  tracks: readonly Track[],
  stateOf: (id: number) => TrackState,
  nowMs: number,
): SessionFace[] {
  const claims = tracks.map(({ id }): Claim => {
    const state = stateOf(id);
    return { ...state.evidence, track: id, verdict: verdictOf(state) };
  });
  return tracks.map((track, index) => {
    const claim = claims[index];
    return {
      track: track.id,
      person: stateOf(track.id).person,
      box: shownBox(track, nowMs),
      velocity: { x: track.velocity.x * 1000, y: track.velocity.y * 1000 },
      verdict: claim === undefined ? UNKNOWN : undisputed(claim, claims),
    };
  });
}
