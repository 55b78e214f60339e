/** @file How near everybody is to everybody, in an order that shows groups: what the picture of the gallery is drawn from. */
import { triangle, pairIndex, type Comparison } from './comparison.ts';
import { orderBySimilarity } from './order-by-similarity.ts';

export interface SimilarityTable {
  /** In the order to draw them. */
  readonly anchorIds: readonly string[];
  /** Each pair once, at `pairIndex` of their places in `anchorIds`: L2 of their nearest two samples. */
  readonly distances: Float32Array;
}

/** As many as a picture shows with four pixels each. */
export const MAX_IN_TABLE = 200;

/** Of more people, those who are nearest to somebody else. */
export function tabulateSimilarity({ entries, entryDistance }: Comparison): SimilarityTable {
  const nearest = new Float64Array(entries.length).fill(Infinity);
  for (const a of entries.keys()) {
    for (let b = 0; b < a; b++) {
      const distance = entryDistance(a, b);
      nearest[a] = Math.min(nearest[a] ?? Infinity, distance);
      nearest[b] = Math.min(nearest[b] ?? Infinity, distance);
    }
  }
  const chosen = [...entries.keys()]
    .sort((a, b) => (nearest[a] ?? 0) - (nearest[b] ?? 0))
    .slice(0, MAX_IN_TABLE);
  const between = (a: number, b: number): number => entryDistance(chosen[a] ?? -1, chosen[b] ?? -1);
  const order = orderBySimilarity(chosen.length, between);
  const distances = new Float32Array(triangle(order.length));
  for (const [a, placeA] of order.entries()) {
    for (let b = 0; b < a; b++) distances[pairIndex(a, b)] = between(placeA, order[b] ?? -1);
  }
  return { anchorIds: order.map((place) => entries[chosen[place] ?? -1]?.anchorId ?? ''), distances };
}
