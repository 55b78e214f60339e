/** @file Which of the collected looks are enrolled: good ones, of one person, and unlike each other. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../embedding/metric.ts';

export interface Candidate {
  readonly embedding: Float32Array;
  readonly quality: number;
}

/**
 * Whether all candidates can be the same face: the farthest from the best one tells.
 * @param maxSpread in the space of `metric`, see `MatchLimits`.
 */
export function areOneFace(candidates: readonly Candidate[], metric: Metric, maxSpread: number): boolean {
  const best = bestOf(candidates);
  if (best === undefined) return true;
  const center = toMetricSpace(best.embedding, metric);
  return candidates.every(
    ({ embedding }) => euclideanDistance(toMetricSpace(embedding, metric), center) <= maxSpread,
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
