/**
 * @file Faces that a tile shows only faintly, looked at from close by. [Note: Faint faces] A portrait on the tile of a large call
 * ends in straight lines right at the face, and scores low until hardly anything but itself is in view. So does much
 * that is no face: what two views from different distances both show surely is one.
 */
import { centerOf, intersectionOverUnion, isInside, squareAround } from '../../core/geometry/bounding-box.ts';
import type { BoundingBox } from '../../core/geometry/bounding-box.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import { isWhole, isWithinView, type Pass } from '../../core/tracking/pass.ts';
import { isVisible, type Track } from '../../core/tracking/track-faces.ts';

/** The `minDetectionScore` of the detector's card. */
export const SURE_SCORE = 0.5;
/**
 * Of 40 tight portraits at 4.5 % of the height on grey, a tile shows 43 % at the sure score and 75 % at this one. At 0.2 it would be
 * 85 %, but with twice as many places that are no face, and within two seconds no more were found.
 */
export const FAINT_SCORE = 0.3;
/**
 * Sides of the views, in faces, and the score that a face that is not known yet must have in both: at 2.5 that of 80 % of those
 * portraits, at 4 of 90 %. Of some fifty places without a face in photos and in pictures of screens and circuit boards, which tiles
 * showed faintly, each was below 0.6 at one of the two at least.
 */
const DISTANCES = [2.5, 4] as const;
const CLOSE_SCORE = 0.65;
/** How many wait, at most. */
const MAX_WAITING = 4;
/** What was no face is taken for none at that place for so long. */
const REFUSED_MS = 6000;
/** Places that were no faces, remembered at most. */
const MAX_REFUSED = 64;
/** Of two boxes at one place. */
const SAME_PLACE_OVERLAP = 0.2;

interface Candidate {
  readonly box: BoundingBox;
  readonly score: number;
  /** Views that showed it surely. */
  readonly confirmed: number;
}

interface Refused {
  readonly box: BoundingBox;
  readonly untilMs: number;
}

/** Of one video. */
export class CloseLooks {
  #waiting: readonly Candidate[] = [];
  #refused: readonly Refused[] = [];
  #asked: { readonly candidate: Candidate; readonly view: BoundingBox } | undefined;

  /** The picture was cut. */
  restart(): void {
    this.#waiting = [];
    this.#refused = [];
    this.#asked = undefined;
  }

  /** Whether this view was asked for by `next`. */
  isOwn(view: BoundingBox): boolean {
    return this.#asked !== undefined && isEqual(this.#asked.view, view);
  }

  /** What to look at from close by now, if anything. */
  next(pictureWidthPx: number, pictureHeightPx: number): BoundingBox | undefined {
    const [candidate] = this.#waiting;
    this.#asked = undefined;
    if (candidate === undefined) return undefined;
    const distance = DISTANCES[candidate.confirmed] ?? DISTANCES[0];
    const view = inPicture(squareAround(candidate.box, distance, pictureWidthPx, pictureHeightPx));
    this.#asked = { candidate, view };
    return view;
  }

  /**
   * Those of a frame's detections that are taken for faces: sure ones, faint ones where a face is known, and what was looked at
   * from close by often enough. The rest of the faint ones wait for such a look.
   *
   * @param seen in the picture's terms
   */
  sift(seen: readonly Detection[], { view }: Pass, tracks: readonly Track[], nowMs: number): Detection[] {
    const known = tracks.filter(isVisible);
    const sure = seen.filter(({ score }) => score >= SURE_SCORE);
    if (this.isOwn(view)) return this.#judge(sure, known, nowMs);
    this.#refused = this.#refused.filter(({ untilMs }) => untilMs > nowMs);
    const faint = seen
      .filter((one) => one.score >= FAINT_SCORE && one.score < SURE_SCORE && !isAtOneOf(one, sure))
      .sort((a, b) => b.score - a.score);
    const kept = known
      .filter((track) => track.isFine && !sure.some((one) => isAtOneOf(one, [track.detection])))
      .flatMap((track) => faint.find((one) => isAtOneOf(one, [track.detection])) ?? []);
    const knownFaces = known.map(({ detection }) => detection);
    for (const one of faint)
      if (!isAtOneOf(one, knownFaces)) this.#wait({ box: one.boundingBox, score: one.score, confirmed: 0 });
    return [...sure, ...new Set(kept)];
  }

  /** Small faces that the frame should have shown and did not are looked for from close by before they are given up. */
  noteTracks(tracks: readonly Track[], pass: Pass): void {
    if (isWhole(pass)) return;
    for (const track of tracks)
      if (track.isFine && isVisible(track) && track.misses > 0 && isWithinView(track.box, pass.view))
        this.#wait({ box: track.box, score: 1, confirmed: DISTANCES.length - 1 });
  }

  #judge(sure: readonly Detection[], known: readonly Track[], nowMs: number): Detection[] {
    const knownFaces = known.map(({ detection }) => detection);
    const isKnown = (one: Detection): boolean => isAtOneOf(one, knownFaces);
    const candidate = this.#asked?.candidate;
    this.#asked = undefined;
    if (candidate === undefined) return [];
    this.#waiting = this.#waiting.filter((one) => one !== candidate);
    const face = sure.find(
      (one) => (one.score >= CLOSE_SCORE || isKnown(one)) && isSamePlace(candidate.box, one.boundingBox),
    );
    const faces = sure.filter((one) => one !== face && isKnown(one));
    if (face === undefined) {
      this.#refused = [...this.#refused, { box: candidate.box, untilMs: nowMs + REFUSED_MS }].slice(
        -MAX_REFUSED,
      );
      return faces;
    }
    const confirmed = candidate.confirmed + 1;
    if (confirmed === DISTANCES.length || isKnown(face)) return [...faces, face];
    this.#wait({ box: face.boundingBox, score: 1, confirmed });
    return faces;
  }

  #wait(candidate: Candidate): void {
    const isAt = ({ box }: { readonly box: BoundingBox }): boolean => isSamePlace(box, candidate.box);
    if (this.#waiting.some(isAt) || this.#refused.some(isAt)) return;
    this.#waiting = [...this.#waiting, candidate].sort((a, b) => b.score - a.score).slice(0, MAX_WAITING);
  }
}

function isAtOneOf({ boundingBox }: Detection, others: readonly Detection[]): boolean {
  return others.some((other) => isSamePlace(other.boundingBox, boundingBox));
}

/** A part of a known face is no face of its own. */
function isSamePlace(known: BoundingBox, box: BoundingBox): boolean {
  return intersectionOverUnion(known, box) > SAME_PLACE_OVERLAP || isInside(centerOf(box), known);
}

function isEqual(a: BoundingBox, b: BoundingBox): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** Moved inwards where it leaves the picture. */
function inPicture({ x, y, width, height }: BoundingBox): BoundingBox {
  const [ownWidth, ownHeight] = [Math.min(1, width), Math.min(1, height)];
  return {
    x: Math.min(1 - ownWidth, Math.max(0, x)),
    y: Math.min(1 - ownHeight, Math.max(0, y)),
    width: ownWidth,
    height: ownHeight,
  };
}
