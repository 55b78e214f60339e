/** @file What the product's default decides about distances, in the words of the model's card. Pure. */
import type { Metric } from '../../src/core/embedding/metric.ts';
import { limitsFor, type MatchLimits } from '../../src/core/matching/limits.ts';
import { thresholdsOf, type EmbedderCard } from '../../src/recognition/model-card.ts';

/** The middle of the slider: what a fresh installation has. */
export const DEFAULT_STRICTNESS = 0.5;

export interface Judge {
  readonly limits: MatchLimits;
  /** A distance as the card would write it: as it is, or as the similarity that it stands for. */
  readonly inCardTerms: (distance: number) => number;
  /** The default threshold as the card writes it. */
  readonly threshold: { readonly maxDistance: number } | { readonly minSimilarity: number };
}

export function judgeFor(card: EmbedderCard, metric: Metric): Judge {
  const limits = limitsFor(thresholdsOf(card, metric), DEFAULT_STRICTNESS);
  // |a - b|² = 2 - 2·cos on unit vectors.
  const inCardTerms = (distance: number): number =>
    metric === 'cosine' ? 1 - (distance * distance) / 2 : distance;
  return {
    limits,
    inCardTerms,
    threshold:
      metric === 'cosine'
        ? { minSimilarity: card.thresholds.cosine.minSimilarity }
        : { maxDistance: card.thresholds.euclidean.maxDistance },
  };
}
