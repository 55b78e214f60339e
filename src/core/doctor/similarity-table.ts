/** @file How near everybody is to everybody, in an order that shows groups: what the picture of the gallery is drawn from. */
import { triangle, pairIndex, type Comparison } from './comparison.ts';
import { orderBySimilarity } from './order-by-similarity.ts';

export interface SimilarityTable {
  /** In the order to draw them. */
  readonly anchorIds: readonly string[];
  /** Each pair once, at `pairIndex` of their places in `anchorIds`: L2 of their nearest two samples. */
  readonly distances: Float32Array;
  /** By place: the samples that `nearest` speaks of. */
  readonly sampleIds: readonly (readonly string[])[];
  /** At twice the `pairIndex`: which of their samples are the nearest, the later place's first. */
  readonly nearest: Uint8Array;
}

/** As many as a picture shows with four pixels each. */
export const MAX_IN_TABLE = 200;

/** Of more people, those who are nearest to somebody else. */
export function tabulateSimilarity(comparison: Comparison): SimilarityTable {
  const { entries, entryDistance } = comparison;
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
  const places = order.map((place) => chosen[place] ?? -1);
  const distances = new Float32Array(triangle(places.length));
  const nearestSamples = new Uint8Array(distances.length * 2);
  const indexOf = (row: number | undefined, entry: number): number =>
    Math.max(0, comparison.rowsOf[entry]?.indexOf(row ?? -1) ?? 0);
  for (const [later, a] of places.entries()) {
    for (const [earlier, b] of places.slice(0, later).entries()) {
      const at = pairIndex(later, earlier);
      const [rowA, rowB] = comparison.nearestRows(a, b) ?? [];
      distances[at] = entryDistance(a, b);
      nearestSamples.set([indexOf(rowA, a), indexOf(rowB, b)], at * 2);
    }
  }
  return {
    anchorIds: places.map((entry) => entries[entry]?.anchorId ?? ''),
    distances,
    sampleIds: places.map((entry) =>
      (comparison.rowsOf[entry] ?? []).map((row) => comparison.rows[row]?.sampleId ?? ''),
    ),
    nearest: nearestSamples,
  };
}

export interface NearestPair {
  readonly distance: number;
  /** The sample of the first, and that of the second. */
  readonly sampleIds: readonly [string, string];
}

/** What the table says of two places; undefined of a place and itself. */
export function pairAt(
  { distances, sampleIds, nearest }: SimilarityTable,
  a: number,
  b: number,
): NearestPair | undefined {
  if (a === b) return undefined;
  const at = pairIndex(a, b);
  const [later, earlier] = [nearest[at * 2] ?? 0, nearest[at * 2 + 1] ?? 0];
  const [forA, forB] = a > b ? [later, earlier] : [earlier, later];
  return {
    distance: distances[at] ?? Infinity,
    sampleIds: [sampleIds[a]?.[forA] ?? '', sampleIds[b]?.[forB] ?? ''],
  };
}
