/** @file Of many looks at a face, the few that say something which the others, or the gallery, do not say already. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../embedding/metric.ts';
import { chooseSamples, type Candidate } from './choose-samples.ts';

/**
 * Two looks nearer than this share of the limit for a name are one: by the triangle inequality the second brings no face
 * nearer to the anchor by more than that.
 */
const NEARLY_SAME = 0.2;

export interface UnlikeWishes {
  readonly most: number;
  readonly metric: Metric;
  /** The limit for a name. */
  readonly maxDistance: number;
  /** What is known already, in the space of `metric`. */
  readonly known: readonly Float32Array[];
}

/** The best first, then those farthest from it; none that is nearly the same as another or as what is known. */
export function chooseUnlike<Kind extends Candidate>(
  candidates: readonly Kind[],
  { most, metric, maxDistance, known }: UnlikeWishes,
): Kind[] {
  const chosen: Kind[] = [];
  const taken = [...known];
  for (const candidate of chooseSamples(candidates, candidates.length)) {
    const embedding = toMetricSpace(candidate.embedding, metric);
    const isNews = taken.every((other) => euclideanDistance(embedding, other) > NEARLY_SAME * maxDistance);
    if (!isNews || chosen.length >= most) continue;
    chosen.push(candidate);
    taken.push(embedding);
  }
  return chosen;
}
