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
import { DETECTOR_CARD } from '../detector-in-use.ts';

const { minDetectionScore: SURE_SCORE, faintDetectionScore: FAINT_SCORE } = DETECTOR_CARD.thresholds;
/** Of a tile that takes many turns in different places, and so has many chances to err, a new face is sure from here on. */
const PLAIN_SCORE = 0.7;
/**
 * The views from close by: their sides, in faces, and the mean score of all looks so far from which on the place is a face. Below the
 * least mean it is none, nor where the last look leaves it open. So 95 to 98 % of 44 faces of group photos pass, and 94 % of tight ones;
 * and of 429 places in pictures of screens, drawings and circuit boards that tiles showed as faces, most of them faintly, 2.
 */
export const CLOSE_LOOKS = [
  { distance: 4, faceScore: 0.75 },
  { distance: 2.5, faceScore: 0.66 },
  { distance: 2, faceScore: 0.6 },
] as const;
const LEAST_SCORE = 0.5;
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
  /** Of the tile that showed it. */
  readonly score: number;
  /** Of the looks from close by. */
  readonly closeScores: readonly number[];
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
    const { distance } = CLOSE_LOOKS[candidate.closeScores.length] ?? CLOSE_LOOKS[0];
    const view = inPicture(squareAround(candidate.box, distance, pictureWidthPx, pictureHeightPx));
    this.#asked = { candidate, view };
    return view;
  }

  /**
   * Those of a frame's detections that are taken for faces: sure ones, faint ones where a face is known, and what was looked at
   * from close by often enough. The rest of the faint ones wait for such a look.
   *
   * @param seen in the picture's terms
   * @param isPlain whether the frame shows what it would have shown at any time
   */
  sift(
    seen: readonly Detection[],
    { view }: Pass,
    tracks: readonly Track[],
    nowMs: number,
    isPlain = true,
  ): Detection[] {
    const known = tracks.filter(isVisible);
    if (this.isOwn(view)) return this.#judge(seen, known, nowMs);
    const knownFaces = known.map(({ detection }) => detection);
    const isKnown = (one: Detection): boolean => isAtOneOf(one, knownFaces);
    const isSure = (one: Detection): boolean =>
      one.score >= (isPlain || isKnown(one) ? SURE_SCORE : PLAIN_SCORE);
    const sure = seen.filter(isSure);
    this.#refused = this.#refused.filter(({ untilMs }) => untilMs > nowMs);
    const faint = seen
      .filter((one) => one.score >= FAINT_SCORE && !isSure(one) && !isAtOneOf(one, sure))
      .sort((a, b) => b.score - a.score);
    const kept = known
      .filter((track) => track.isFine && !sure.some((one) => isAtOneOf(one, [track.detection])))
      .flatMap((track) => faint.find((one) => isAtOneOf(one, [track.detection])) ?? []);
    for (const one of faint)
      if (!isKnown(one)) this.#wait({ box: one.boundingBox, score: one.score, closeScores: [] });
    return [...sure, ...new Set(kept)];
  }

  /** Small faces that the frame should have shown and did not are looked for from close by before they are given up. */
  noteTracks(tracks: readonly Track[], pass: Pass): void {
    if (isWhole(pass)) return;
    for (const track of tracks)
      if (track.isFine && isVisible(track) && track.misses > 0 && isWithinView(track.box, pass.view))
        this.#wait({ box: track.box, score: 1, closeScores: [] });
  }

  #judge(seen: readonly Detection[], known: readonly Track[], nowMs: number): Detection[] {
    const knownFaces = known.map(({ detection }) => detection);
    const candidate = this.#asked?.candidate;
    this.#asked = undefined;
    if (candidate === undefined) return [];
    this.#waiting = this.#waiting.filter((one) => one !== candidate);
    const face = seen
      .filter(({ boundingBox }) => isSamePlace(candidate.box, boundingBox))
      .reduce<Detection | undefined>((best, one) => (one.score > (best?.score ?? 0) ? one : best), undefined);
    const others = seen.filter(
      (one) => one !== face && one.score >= SURE_SCORE && isAtOneOf(one, knownFaces),
    );
    const verdict = face === undefined ? 'none' : judge(candidate, face, isAtOneOf(face, knownFaces));
    if (face === undefined || verdict === 'none') {
      this.#refused = [...this.#refused, { box: candidate.box, untilMs: nowMs + REFUSED_MS }].slice(
        -MAX_REFUSED,
      );
      return others;
    }
    if (verdict === 'face') return [...others, face];
    this.#wait({ box: face.boundingBox, score: 1, closeScores: [...candidate.closeScores, face.score] });
    return others;
  }

  #wait(candidate: Candidate): void {
    const isAt = ({ box }: { readonly box: BoundingBox }): boolean => isSamePlace(box, candidate.box);
    if (this.#waiting.some(isAt) || this.#refused.some(isAt)) return;
    this.#waiting = [...this.#waiting, candidate].sort((a, b) => b.score - a.score).slice(0, MAX_WAITING);
  }
}

function judge(
  { closeScores }: Candidate,
  { score }: Detection,
  isKnown: boolean,
): 'face' | 'none' | 'perhaps' {
  if (isKnown) return score >= SURE_SCORE ? 'face' : 'none';
  return judgeCloseScores([...closeScores, score]);
}

/**
 * What the looks from close by at one place say so far; `perhaps` asks for the next one.
 * @param scores one for each of `CLOSE_LOOKS`, in their order, at least one
 */
export function judgeCloseScores(scores: readonly number[]): 'face' | 'none' | 'perhaps' {
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  if (mean >= (CLOSE_LOOKS[scores.length - 1]?.faceScore ?? 1)) return 'face';
  return mean >= LEAST_SCORE && scores.length < CLOSE_LOOKS.length ? 'perhaps' : 'none';
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
export function inPicture({ x, y, width, height }: BoundingBox): BoundingBox {
  const [ownWidth, ownHeight] = [Math.min(1, width), Math.min(1, height)];
  return {
    x: Math.min(1 - ownWidth, Math.max(0, x)),
    y: Math.min(1 - ownHeight, Math.max(0, y)),
    width: ownWidth,
    height: ownHeight,
  };
}
