/** @file Limits for a network of which nothing was measured: raised where the gallery's own people come too close. Pure. */
import { isSameName } from '../../core/gallery/anchor.ts';
import type { EmbedderCard } from '../model-card.ts';
import { distancesOf, type Similarities } from './draft-card.ts';

export interface TriedSample {
  readonly name: string;
  /** Of unit length. */
  readonly embedding: Float32Array;
}

/** How much nearer than the nearest two people a face has to be. */
const RESERVE = 0.05;

/** The largest similarity of two samples of different people; undefined with fewer than two people. */
export function nearestPeople(samples: readonly TriedSample[]): number | undefined {
  let nearest: number | undefined;
  for (const [index, one] of samples.entries()) {
    for (const other of samples.slice(index + 1)) {
      if (isSameName(one.name, other.name)) continue;
      nearest = Math.max(nearest ?? -1, dot(one.embedding, other.embedding));
    }
  }
  return nearest;
}

/**
 * The limits, raised where two people of the gallery are more alike than they allow. Close to similarity 1, where many
 * weak networks have all their faces, the reserve is a third of what is left.
 */
export function raiseSimilarities(limits: Similarities, nearest: number): Similarities {
  const top = Math.min(nearest, 0.999);
  const minSimilarity = top + Math.min(RESERVE, (1 - top) / 3);
  if (minSimilarity <= limits.minSimilarity) return limits;
  const room = 1 - minSimilarity;
  return {
    minSimilarity,
    strictMinSimilarity:
      minSimilarity + Math.min(limits.strictMinSimilarity - limits.minSimilarity, room / 3),
    // Never below the two people who were found to be that alike.
    lenientMinSimilarity: Math.max(limits.lenientMinSimilarity, (top + minSimilarity) / 2),
  };
}

/** The card with limits for this gallery, and the reason for them. */
export function calibrateThresholds(card: EmbedderCard, samples: readonly TriedSample[]): EmbedderCard {
  const nearest = nearestPeople(samples);
  if (nearest === undefined) return card;
  const { reason, ...limits } = card.thresholds.cosine;
  const raised = raiseSimilarities(limits, nearest);
  if (raised === limits) return card;
  const why =
    `Raised from ${limits.minSimilarity.toFixed(2)}: two different people of the gallery had a similarity of ` +
    `${nearest.toFixed(3)} when the model was added. Before: ${reason}`;
  return {
    ...card,
    thresholds: {
      cosine: { ...raised, reason: why },
      euclidean: { ...distancesOf(raised), reason: why },
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
