/** @file Re-identification: which of the people who left a video has come back, by the looks at both. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../embedding/metric.ts';
import type { Evidence } from './evidence.ts';
import type { MatchLimits } from './limits.ts';
import type { Look } from './match-looks.ts';

export interface FormerPerson {
  readonly person: number;
  readonly evidence: Evidence;
}

/**
 * The former person that `evidence` shows again: the one of the same sure name, else the one whose looks are nearest, within
 * `samePersonDistance` and clearly before the next. Undefined where nobody is, or two are.
 */
export function findReturned<Former extends FormerPerson>(
  evidence: Evidence,
  former: readonly Former[],
  metric: Metric,
  limits: MatchLimits,
): Former | undefined {
  const { verdict, looks } = evidence;
  if (verdict.kind === 'named') {
    const same = former.filter(
      (one) => one.evidence.verdict.kind === 'named' && one.evidence.verdict.anchorId === verdict.anchorId,
    );
    if (same.length > 0) return same.at(-1);
  }
  const [best, next] = former
    .map((one) => ({ one, distance: distanceBetween(looks, one.evidence.looks, metric) }))
    .sort((a, b) => a.distance - b.distance);
  if (best === undefined || !(best.distance <= limits.samePersonDistance)) return undefined;
  return (next?.distance ?? Infinity) - best.distance < limits.minMargin ? undefined : best.one;
}

/** Mean over the looks of the L2 distance to the nearest of the others, in the metric's space. */
function distanceBetween(looks: readonly Look[], others: readonly Look[], metric: Metric): number {
  const [own, theirs] = [looks, others].map((list) =>
    list.map(({ embedding }) => toMetricSpace(embedding, metric)),
  );
  if (own === undefined || theirs === undefined || own.length === 0) return Infinity;
  const sum = own.reduce(
    (total, one) => total + Math.min(...theirs.map((other) => euclideanDistance(one, other))),
    0,
  );
  return sum / own.length;
}
