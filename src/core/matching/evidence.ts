/** @file What the looks at one face have shown so far, and the verdict that follows from it. */
import { euclideanDistance, meanEmbedding } from '../embedding/embedding.ts';
import { toMetricSpace } from '../embedding/metric.ts';
import { isSameName } from '../gallery/anchor.ts';
import type { Gallery } from '../gallery/gallery.ts';
import type { MatchLimits } from './limits.ts';
import { matchLooks, type Look } from './match-looks.ts';
import { PENDING, UNKNOWN, anchorOf, type Verdict } from './verdict.ts';

export interface Evidence {
  /** The latest looks that are of one face, oldest first. */
  readonly looks: readonly Look[];
  /** The last look, where it contradicts them: the next one decides which of them is the face. */
  readonly suspect: Look | undefined;
  readonly verdict: Verdict;
  /** Near enough to be somebody, but as near to somebody else. */
  readonly isBetweenTwo?: boolean;
  /** Somebody whom the person does not want named. */
  readonly isNeverNamed?: boolean;
  /** L2 to the anchor of the verdict; Infinity without one. */
  readonly distance: number;
  /** By which the face is held against others of its picture. */
  readonly likeness?: Likeness;
}

export interface Likeness {
  /** Of the looks, in the metric's space. */
  readonly mean: Float32Array;
  /** L2 up to which a name is given. */
  readonly enterMaxDistance: number;
}

export const NO_EVIDENCE: Evidence = { looks: [], suspect: undefined, verdict: PENDING, distance: Infinity };

/** Five looks even out pose and blur, and a few seconds old is old enough. */
const MAX_LOOKS = 5;
/** One look may be a bad moment of somebody else: a name needs a second one that says the same. */
export const MIN_AGREEING_LOOKS = 2;

/**
 * [Note: Verdicts] A name needs all of: a mean distance within the limits, a margin to the next anchor of another name, at
 * least `MIN_AGREEING_LOOKS` looks that are nearest to this anchor and more than half of them all. What lacks but the last
 * bit is "maybe". A name that stands is kept a little beyond the limit. From one anchor to another the way leads through
 * unknown. A look that contradicts the others makes a name a "maybe"; the next look tells whether the face is another
 * one, and the evidence starts afresh, or whether it was a bad moment (a hand, a blur), which is forgotten.
 */
export function addLook(evidence: Evidence, look: Look, gallery: Gallery, limits: MatchLimits): Evidence {
  const { looks, suspect, verdict } = evidence;
  if (!contradicts(look, looks, gallery, limits)) {
    return judge([...looks, look].slice(-MAX_LOOKS), verdict, gallery, limits, MIN_AGREEING_LOOKS);
  }
  if (suspect === undefined) return { ...evidence, suspect: look, verdict: doubted(verdict) };
  const isConfirmed = !contradicts(look, [suspect], gallery, limits);
  return judge(isConfirmed ? [suspect, look] : [look], verdict, gallery, limits, MIN_AGREEING_LOOKS);
}

/** Whether `after`, which followed `before`, is of another face. */
export function isTakenOver(before: Evidence, after: Evidence): boolean {
  return before.looks.length > 0 && !after.looks.some((look) => before.looks.includes(look));
}

/**
 * Looks at a person who was away and is back: they go on where they ended. A name needs the looks of after the return to
 * speak of the same anchor: the former ones alone would name whoever is taken for the person.
 */
export function joinEvidence(
  before: Evidence,
  after: Evidence,
  gallery: Gallery,
  limits: MatchLimits,
): Evidence {
  const looks = [...before.looks, ...after.looks].slice(-MAX_LOOKS);
  const joined = judge(looks, before.verdict, gallery, limits, MIN_AGREEING_LOOKS);
  const isOwn = anchorOf(joined.verdict) === anchorOf(after.verdict);
  return isOwn ? joined : { ...joined, verdict: doubted(joined.verdict) };
}

/** What a still picture shows: no second look will come, so the only one decides. */
export function stillEvidence(look: Look, gallery: Gallery, limits: MatchLimits): Evidence {
  return judge([look], PENDING, gallery, limits, 1);
}

/** The verdict on a face that is judged alone. */
export function judgeStill(look: Look, gallery: Gallery, limits: MatchLimits): Verdict {
  return stillEvidence(look, gallery, limits).verdict;
}

/** The verdict of the same looks against a changed gallery or strictness; here one name may follow another at once. */
export function rejudge(evidence: Evidence, gallery: Gallery, limits: MatchLimits): Evidence {
  const { looks, suspect, verdict } = evidence;
  if (looks.length === 0) return evidence;
  const once = judge(looks, verdict, gallery, limits, MIN_AGREEING_LOOKS);
  const twice = judge(looks, once.verdict, gallery, limits, MIN_AGREEING_LOOKS);
  return suspect === undefined ? twice : { ...twice, suspect, verdict: doubted(twice.verdict) };
}

/** A name that may have become somebody else's: the same anchor, perhaps. */
export function doubted(verdict: Verdict): Verdict {
  return verdict.kind === 'named' ? { ...verdict, kind: 'maybe' } : verdict;
}

function contradicts(look: Look, others: readonly Look[], gallery: Gallery, limits: MatchLimits): boolean {
  if (others.length === 0) return false;
  const inSpace = ({ embedding }: Look): Float32Array => toMetricSpace(embedding, gallery.metric);
  return euclideanDistance(meanEmbedding(others.map(inSpace)), inSpace(look)) > limits.anotherFaceDistance;
}

function judge(
  looks: readonly Look[],
  before: Verdict,
  gallery: Gallery,
  limits: MatchLimits,
  minAgreeing: number,
): Evidence {
  const unknown: Evidence = { looks, suspect: undefined, verdict: UNKNOWN, distance: Infinity };
  const match = matchLooks(looks, gallery, limits.minMargin);
  if (match === undefined) return unknown;
  const { entry, distance, quality, runnerUpDistance, agreeing } = match;
  const withinLimit = (limit: number): boolean => distance <= Math.min(limit, entry.maxDistance);
  if (!withinLimit(limits.maybeMaxDistance)) return unknown;
  if (entry.isNeverNamed) return { ...unknown, isNeverNamed: true };
  if (runnerUpDistance - distance < limits.minMargin) return { ...unknown, isBetweenTwo: true };
  if ('anchorId' in before && before.anchorId !== entry.anchorId && !isSameName(before.name, entry.name)) {
    return unknown;
  }
  const limit = before.kind === 'named' ? limits.leaveMaxDistance : limits.enterMaxDistance;
  const reserve = limits.poorLookReserve * (1 - quality);
  const isNamed = withinLimit(limit - reserve) && agreeing >= minAgreeing && agreeing * 2 > looks.length;
  const { anchorId, name } = entry;
  const mean = meanEmbedding(looks.map(({ embedding }) => toMetricSpace(embedding, gallery.metric)));
  return {
    ...unknown,
    verdict: { kind: isNamed ? 'named' : 'maybe', anchorId, name },
    distance,
    likeness: { mean, enterMaxDistance: limits.enterMaxDistance },
  };
}
