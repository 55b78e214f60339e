/** @file What the looks at one track have shown so far, and the verdict that follows from it. */
import { euclideanDistance, meanEmbedding } from '../embedding/embedding.ts';
import type { Gallery } from '../gallery/gallery.ts';
import type { MatchLimits } from './limits.ts';
import { matchProbe } from './match-probe.ts';
import { PENDING, UNKNOWN, type Verdict } from './verdict.ts';

/** One embedded look at a face. */
export interface Look {
  readonly embedding: Float32Array;
  /** 0..1, the weight of the look. */
  readonly quality: number;
}

export interface Evidence {
  /** The latest looks, oldest first. */
  readonly looks: readonly Look[];
  readonly verdict: Verdict;
}

export const NO_EVIDENCE: Evidence = { looks: [], verdict: PENDING };

/** The mean of this many looks is the probe: it evens out pose and blur, and a few seconds old is old enough. */
const MAX_LOOKS = 5;
/**
 * A look this far from the mean of the earlier ones is another face on the same track. Different people lie beyond 0.6 in the
 * compact network's space, looks at one person within a track below 0.45 (measured on the test clips).
 */
const ANOTHER_FACE_DISTANCE = 0.6;

/** A look that contradicts the earlier ones starts the evidence, and the name, afresh. */
export function addLook(evidence: Evidence, look: Look, gallery: Gallery, limits: MatchLimits): Evidence {
  const isAnother =
    evidence.looks.length > 0 &&
    euclideanDistance(probeOf(evidence.looks), look.embedding) > ANOTHER_FACE_DISTANCE;
  const looks = isAnother ? [look] : [...evidence.looks, look].slice(-MAX_LOOKS);
  return { looks, verdict: judge(looks, isAnother ? PENDING : evidence.verdict, gallery, limits) };
}

/** The verdict of the same looks against a changed gallery or strictness. */
export function rejudge(evidence: Evidence, gallery: Gallery, limits: MatchLimits): Evidence {
  if (evidence.looks.length === 0) return evidence;
  return { looks: evidence.looks, verdict: judge(evidence.looks, evidence.verdict, gallery, limits) };
}

function judge(looks: readonly Look[], before: Verdict, gallery: Gallery, limits: MatchLimits): Verdict {
  const match = matchProbe(probeOf(looks), gallery);
  if (match === undefined) return UNKNOWN;
  const isKept = before.kind === 'named' && before.anchorId === match.entry.anchorId;
  const maxDistance = isKept ? limits.leaveMaxDistance : limits.enterMaxDistance;
  const isAmbiguous = match.runnerUpDistance - match.distance < limits.minMargin;
  if (match.distance > maxDistance || isAmbiguous) return UNKNOWN;
  return { kind: 'named', anchorId: match.entry.anchorId, name: match.entry.name };
}

function probeOf(looks: readonly Look[]): Float32Array {
  return meanEmbedding(
    looks.map(({ embedding }) => embedding),
    looks.map(({ quality }) => quality),
  );
}
