/** @file Which of the collected looks are enrolled: good ones, of one person, and unlike each other. */
import { euclideanDistance } from '../embedding/embedding.ts';

export interface Candidate {
  readonly embedding: Float32Array;
  readonly quality: number;
}

/** Looks at one person within seconds lay within 0.385, the nearest strangers 0.546 apart: see matching/evidence.ts. */
const MAX_SPREAD = 0.5;

/** Whether all candidates can be the same face: the farthest from the best one tells. */
export function areOneFace(candidates: readonly Candidate[]): boolean {
  const best = bestOf(candidates);
  return candidates.every(
    ({ embedding }) => best !== undefined && euclideanDistance(embedding, best.embedding) <= MAX_SPREAD,
  );
}

/**
 * At most `most` candidates, the best first, then always the one farthest from those chosen: five equal frames teach the
 * gallery less than two different ones.
 */
export function chooseSamples<Kind extends Candidate>(candidates: readonly Kind[], most: number): Kind[] {
  const left = [...candidates];
  const chosen: Kind[] = [];
  while (left.length > 0 && chosen.length < most) {
    const next =
      chosen.length === 0
        ? bestOf(left)
        : left.reduce((far, one) => (gain(one, chosen) > gain(far, chosen) ? one : far));
    if (next === undefined) break;
    chosen.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return chosen;
}

function gain(candidate: Candidate, chosen: readonly Candidate[]): number {
  const nearest = Math.min(
    ...chosen.map(({ embedding }) => euclideanDistance(candidate.embedding, embedding)),
  );
  return nearest * candidate.quality;
}

function bestOf<Kind extends Candidate>(candidates: readonly Kind[]): Kind | undefined {
  return candidates.reduce<Kind | undefined>(
    (best, one) => (best === undefined || one.quality > best.quality ? one : best),
    undefined,
  );
}
