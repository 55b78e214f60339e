/** @file What a session knows of one track besides where it is. */
import { isSameName } from '../../core/gallery/anchor.ts';
import type { Gallery } from '../../core/gallery/gallery.ts';
import { NO_EVIDENCE, doubted } from '../../core/matching/evidence.ts';
import { UNKNOWN, anchorOf, type Verdict } from '../../core/matching/verdict.ts';
import type { FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { FacePose } from '../../core/quality/face-pose.ts';
import { MIN_ENROLL_QUALITY, type Weakness } from '../../core/quality/face-quality.ts';
import type { LookState } from './look-schedule.ts';

/** A look as the networks give it. */
export interface TrackLook {
  /** Looks by different networks are never compared. */
  readonly modelId: string;
  readonly embedding: Float32Array;
  readonly quality: number;
  /** Whether something lies over nose or mouth, such as a mask or a hand. */
  readonly isCovered?: boolean;
  readonly crop: Pixels;
  /** Why it is of no use; missing where it is. */
  readonly weakness?: Weakness;
  /** For whoever collects looks that differ, see `FaceLook`. */
  readonly pose?: FacePose;
  readonly luma?: number;
  readonly eyesPx?: number;
}

/** As many as an enrollment takes. */
const MAX_KEPT_LOOKS = 5;

export interface TrackState extends LookState {
  /** The track by which this person was first seen. */
  readonly person: number;
  /** The latest looks that are good enough to enroll, oldest first. */
  readonly kept: readonly TrackLook[];
  readonly rough: FaceLandmarks | undefined;
  /** The last look of any quality: the face's picture. */
  readonly latest: TrackLook | undefined;
  /** How well the face could be seen when its region was asked for. */
  readonly askedView: number;
  /** Anchors that this face is not, as the person said. */
  readonly barred: ReadonlySet<string>;
}

export function newTrackState(track: number): TrackState {
  return {
    person: track,
    evidence: NO_EVIDENCE,
    kept: [],
    rough: undefined,
    latest: undefined,
    askedMs: undefined,
    askedView: 0,
    lookedMs: undefined,
    misses: 0,
    steadyLooks: 0,
    bestView: 0,
    isDoubtful: false,
    needsCheck: false,
    isCrowded: false,
    barred: new Set(),
  };
}

/** A face that may have been exchanged while it was away bears its name with doubt until the next look. */
export function verdictOf({ evidence, isDoubtful, barred }: TrackState): Verdict {
  // Judged before it was barred.
  if (barred.has(anchorOf(evidence.verdict) ?? '')) return UNKNOWN;
  return isDoubtful ? doubted(evidence.verdict) : evidence.verdict;
}

/** With the look, if it is good enough to enroll. */
export function keepLook(kept: readonly TrackLook[], look: TrackLook): readonly TrackLook[] {
  return look.quality < MIN_ENROLL_QUALITY ? kept : joinKept(kept, [look]);
}

export function joinKept(before: readonly TrackLook[], after: readonly TrackLook[]): readonly TrackLook[] {
  return [...before, ...after].slice(-MAX_KEPT_LOOKS);
}

export function without(barred: ReadonlySet<string>, anchorId: string): ReadonlySet<string> {
  return new Set([...barred].filter((one) => one !== anchorId));
}

/** The gallery without the anchors that the face is not. Two anchors of one name are one person. */
export function withoutBarred(gallery: Gallery, { barred }: TrackState): Gallery {
  if (barred.size === 0) return gallery;
  const known = restOf.get(barred);
  if (known?.gallery === gallery) return known.rest;
  const names = gallery.entries.filter(({ anchorId }) => barred.has(anchorId)).map(({ name }) => name);
  const entries = gallery.entries.filter(
    ({ anchorId, name }) => !barred.has(anchorId) && !names.some((one) => isSameName(one, name)),
  );
  const rest = { ...gallery, entries };
  restOf.set(barred, { gallery, rest });
  return rest;
}

/** One and the same object for every look: what was measured against a gallery is known by it. */
const restOf = new WeakMap<ReadonlySet<string>, { readonly gallery: Gallery; readonly rest: Gallery }>();
