/**
 * @file How far apart two faces lie, and how near they must be to count as one person. Pure.
 *
 * Every figure of `npm run eval` about pairs goes through `between`: replace it to measure another decision.
 */
import { euclideanDistance } from '../../src/core/embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../../src/core/embedding/metric.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';
import { judgeFor } from './decision.ts';

/** What is computed once for each face, not once for each pair. */
export interface PreparedFace {
  /** In the metric's space. */
  readonly values: Float32Array;
}

export interface PairScorer {
  /** The shipped default: a pair at this distance or nearer counts as one person. */
  readonly threshold: number;
  /** The same embedding is prepared only once. */
  readonly prepare: (embedding: Float32Array) => PreparedFace;
  /** The decision's distance; smaller is more alike. */
  readonly between: (a: PreparedFace, b: PreparedFace) => number;
  /** `between` for embeddings as the product gives them. */
  readonly distance: (a: Float32Array, b: Float32Array) => number;
}

export function createPairScorer(card: EmbedderCard, metric: Metric): PairScorer {
  const prepared = new WeakMap<Float32Array, PreparedFace>();
  const prepare = (embedding: Float32Array): PreparedFace => {
    const known = prepared.get(embedding);
    if (known !== undefined) return known;
    const face: PreparedFace = { values: toMetricSpace(embedding, metric) };
    prepared.set(embedding, face);
    return face;
  };
  const between = (a: PreparedFace, b: PreparedFace): number => euclideanDistance(a.values, b.values);
  return {
    threshold: judgeFor(card, metric).limits.enterMaxDistance,
    prepare,
    between,
    distance: (a, b) => between(prepare(a), prepare(b)),
  };
}
