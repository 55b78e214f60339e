/**
 * @file Distances that mean the same for everyone. Networks give faces of kinds that their training rarely showed a
 * common part: two strangers of such a kind come closer to each other than two others do, so that one limit for all is
 * too loose for them. Taking away what a face shares with its neighborhood leaves what tells it from its neighbors.
 *
 * Nobody is sorted into a group: the centers are k-means clusters of many people's embeddings, without any labels, and a
 * face lies near several of them. Source of the idea of calibrating by clusters of embeddings: Salvador et al., "FairCal:
 * Fairness Calibration for Face Verification", ICLR 2022 (arXiv 2106.03761). Measured: docs/accuracy.md.
 */
import { toUnitLength } from './metric.ts';

export interface Neighborhoods {
  /** Means of unit embeddings of many people each; shorter than 1, the more so the less alike those people are. */
  readonly centers: readonly Float32Array[];
  /** How fast a center's share falls with the distance to it: a factor of the cosine before the softmax. */
  readonly sharpness: number;
  /** 0..1: how much of what is shared is taken away. Below 1, because what two people share is partly their own. */
  readonly share: number;
}

/**
 * The embedding without the part that its neighborhood has in common, at unit length: `x - share · Σ wₖ·cₖ`, where `w` is
 * the softmax of `sharpness` times the cosines of `x` to the centers. The lengths of the embedding and of all centers agree.
 */
export function leaveNeighborhood(
  embedding: Float32Array,
  { centers, sharpness, share }: Neighborhoods,
): Float32Array {
  const unit = toUnitLength(embedding);
  const likeness = centers.map((center) => dot(unit, center) / Math.max(lengthOf(center), 1e-12));
  const nearest = Math.max(...likeness);
  const weights = likeness.map((cosine) => Math.exp(sharpness * (cosine - nearest)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const rest = Float32Array.from(unit);
  for (const [index, center] of centers.entries()) {
    const taken = (share * (weights[index] ?? 0)) / sum;
    for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - taken * (center[i] ?? 0);
  }
  return toUnitLength(rest);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}
