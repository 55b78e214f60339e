/** @file How far apart strangers lie for a network, from its card; where the card does not say, a guess. Pure. */
import { chordOf, type Metric } from '../core/embedding/metric.ts';
import type { Impostors } from '../core/matching/calibration.ts';
import { thresholdsOf, type EmbedderCard } from './model-card.ts';

/**
 * What the card says of strangers; where it says nothing, what its default limit stands for if the network is like the
 * compact one, whose strangers lie 1.5 times as far apart as its limit, and 3.1 deviations beyond it. Such a guess weighs
 * little, and bears out little.
 */
export function impostorsOf(card: EmbedderCard, metric: Metric): Impostors {
  if (card.impostors !== undefined) return card.impostors[metric];
  const { maxDistance } = thresholdsOf(card, metric);
  const isUnitLength = metric === 'cosine' || card.output.isNormalized;
  // Strangers of unit length lie at right angles at most: no network makes opposites of them.
  const mean = isUnitLength ? Math.min(1.5 * maxDistance, chordOf(0)) : 1.5 * maxDistance;
  const deviation = Math.max(mean - maxDistance, maxDistance / 10) / 3.1;
  return { mean, deviation, pairs: 100, weight: 100, people: 28 };
}
