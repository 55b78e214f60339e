/** @file What the looks at one track have shown so far, and the verdict that follows from it. */
import { euclideanDistance, meanEmbedding } from '../embedding/embedding.ts';
import { toMetricSpace } from '../embedding/metric.ts';
import type { Gallery } from '../gallery/gallery.ts';
import type { MatchLimits } from './limits.ts';
import { matchLooks, type Look } from './match-looks.ts';
import { PENDING, UNKNOWN, type Verdict } from './verdict.ts';

export interface Evidence {
  /** The latest looks, oldest first. */
  readonly looks: readonly Look[];
  readonly verdict: Verdict;
  /** Near enough to be somebody, but as near to somebody else. */
  readonly isBetweenTwo?: boolean;
  /** L2 to the anchor of the verdict; Infinity without a name. */
  readonly distance: number;
}

export const NO_EVIDENCE: Evidence = { looks: [], verdict: PENDING, distance: Infinity };

/** Five looks even out pose and blur, and a few seconds old is old enough. */
const MAX_LOOKS = 5;

/** A look that contradicts the earlier ones starts the evidence, and the name, afresh. */
export function addLook(evidence: Evidence, look: Look, gallery: Gallery, limits: MatchLimits): Evidence {
  const inSpace = ({ embedding }: Look): Float32Array => toMetricSpace(embedding, gallery.metric);
  const isAnother =
    evidence.looks.length > 0 &&
    euclideanDistance(meanEmbedding(evidence.looks.map(inSpace)), inSpace(look)) > limits.anotherFaceDistance;
  const looks = isAnother ? [look] : [...evidence.looks, look].slice(-MAX_LOOKS);
  return judge(looks, isAnother ? PENDING : evidence.verdict, gallery, limits);
}

/** The verdict on a still picture: no second look will come, so the only one decides as later ones would. */
export function judgeStill(look: Look, gallery: Gallery, limits: MatchLimits): Verdict {
  const settled = { ...limits, firstLookMaxDistance: limits.enterMaxDistance };
  return addLook(NO_EVIDENCE, look, gallery, settled).verdict;
}

/** The verdict of the same looks against a changed gallery or strictness. */
export function rejudge(evidence: Evidence, gallery: Gallery, limits: MatchLimits): Evidence {
  if (evidence.looks.length === 0) return evidence;
  return judge(evidence.looks, evidence.verdict, gallery, limits);
}

function judge(looks: readonly Look[], before: Verdict, gallery: Gallery, limits: MatchLimits): Evidence {
  const unknown: Evidence = { looks, verdict: UNKNOWN, distance: Infinity };
  const match = matchLooks(looks, gallery);
  if (match === undefined) return unknown;
  const { entry, distance, runnerUpDistance } = match;
  const isKept = before.kind === 'named' && before.anchorId === entry.anchorId;
  const enterMaxDistance = looks.length === 1 ? limits.firstLookMaxDistance : limits.enterMaxDistance;
  const maxDistance = Math.min(isKept ? limits.leaveMaxDistance : enterMaxDistance, entry.maxDistance);
  if (distance > maxDistance) return unknown;
  if (runnerUpDistance - distance < limits.minMargin) return { ...unknown, isBetweenTwo: true };
  return { looks, verdict: { kind: 'named', anchorId: entry.anchorId, name: entry.name }, distance };
}
