/** @file Somebody who left a video and is back: what their track goes on with. */
import { joinEvidence } from '../../core/matching/evidence.ts';
import { findReturned } from '../../core/matching/find-returned.ts';
import type { Gallery } from '../../core/gallery/gallery.ts';
import type { MatchLimits } from '../../core/matching/limits.ts';
import type { FormerTrack } from './people-memory.ts';
import { joinKept, withoutBarred, type TrackState } from './track-state.ts';

/** A face that was not recognised as somebody who left by its third good look is somebody new. */
const MAX_LOOKS = 3;

/** The state of the track as that of somebody in `former`; undefined for somebody new. */
export function returnedAs(
  track: number,
  state: TrackState,
  former: readonly FormerTrack[],
  gallery: Gallery,
  limits: MatchLimits,
): { readonly state: TrackState; readonly formerTrack: number } | undefined {
  if (state.person !== track || state.evidence.looks.length > MAX_LOOKS) return undefined;
  const known = former.filter(({ modelId }) => modelId === gallery.modelId);
  const found = findReturned(state.evidence, known, gallery.metric, limits);
  if (found === undefined) return undefined;
  const joined: TrackState = {
    ...state,
    person: found.person,
    barred: new Set([...found.barred, ...state.barred]),
    kept: joinKept(found.kept, state.kept),
  };
  const evidence = joinEvidence(found.evidence, state.evidence, withoutBarred(gallery, joined), limits);
  return { state: { ...joined, evidence }, formerTrack: found.track };
}
