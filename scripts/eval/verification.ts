/** @file The result of comparing labelled pairs, as JSON. Pure. */
import type { Metric } from '../../src/core/embedding/metric.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';
import { DEFAULT_STRICTNESS, judgeFor } from './decision.ts';
import { createPairScorer } from './pair-score.ts';
import { decide, verify, type ScoredPair } from './statistics.ts';

export interface VerificationResult {
  readonly pairs: number;
  readonly auc: number | null;
  readonly eer: number | null;
  readonly accuracyAtDefault: number;
  readonly falseAccepts: number;
  readonly falseRejects: number;
  readonly bestAccuracy: number;
  /** In the terms of the card: a distance, or for the cosine a similarity. */
  readonly bestThreshold: number;
  readonly default: Readonly<Record<string, number | string | null>>;
}

export function describePairs(
  pairs: readonly ScoredPair[],
  card: EmbedderCard,
  metric: Metric,
): VerificationResult {
  const judge = judgeFor(card, metric);
  const scorer = createPairScorer(card, metric);
  const { accuracy, trueAccepts, falseAccepts, falseRejects } = decide(pairs, scorer.threshold);
  const figures = verify(pairs);
  const genuine = pairs.filter(({ isGenuine }) => isGenuine).length;
  const impostor = pairs.length - genuine;
  const inTerms = (distance: number | null): number | null =>
    distance === null ? null : rounded(judge.inCardTerms(distance));
  const { nearestImpostor } = figures;
  const [thresholdKind, threshold] =
    'minSimilarity' in judge.threshold
      ? ['minSimilarity', judge.threshold.minSimilarity]
      : ['maxDistance', judge.threshold.maxDistance];
  const margin = (distance: number): number =>
    Math.sign(distance - scorer.threshold) * Math.abs(judge.inCardTerms(distance) - threshold);
  return {
    pairs: pairs.length,
    auc: rounded(figures.auc),
    eer: rounded(figures.eer),
    accuracyAtDefault: rounded(accuracy),
    falseAccepts,
    falseRejects,
    bestAccuracy: rounded(figures.bestAccuracy),
    bestThreshold: rounded(judge.inCardTerms(figures.bestDistance)),
    default: {
      modelId: card.id,
      metric,
      strictness: DEFAULT_STRICTNESS,
      thresholdKind,
      threshold,
      ...judge.threshold,
      genuine,
      impostor,
      trueAccepts,
      trueAcceptRate: genuine === 0 ? null : rounded(trueAccepts / genuine),
      falseAcceptRate: impostor === 0 ? null : rounded(falseAccepts / impostor),
      trueAcceptsAt1PercentFalse: rounded(figures.trueAcceptsAt1PercentFalse),
      nearestImpostor: inTerms(nearestImpostor),
      farthestGenuine: inTerms(figures.farthestGenuine),
      marginToNearestImpostor: nearestImpostor === null ? null : rounded(margin(nearestImpostor)),
    },
  };
}

/** Six digits say more than these experiments can. */
function rounded(value: number): number;
function rounded(value: number | null): number | null;
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}
