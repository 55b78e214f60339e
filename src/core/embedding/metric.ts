/**
 * @file The two metrics, brought to one: a metric's space is chosen so that plain L2 distance in it is what the metric
 * means, and nothing after this file has to know which one it was.
 */

export const METRICS = ['euclidean', 'cosine'] as const;
export type Metric = (typeof METRICS)[number];

/**
 * `euclidean`: the embedding itself. `cosine`: the embedding at unit length, in which two of similarity `s` lie
 * `chordOf(s)` apart, so that a larger similarity is always a smaller distance.
 */
export function toMetricSpace(embedding: Float32Array, metric: Metric): Float32Array {
  return metric === 'cosine' ? toUnitLength(embedding) : embedding;
}

/** A new embedding of length 1 in the same direction; one of zeros stays as it is. */
export function toUnitLength(embedding: Float32Array): Float32Array {
  let sum = 0;
  for (const value of embedding) sum += value * value;
  const length = Math.sqrt(sum);
  return length > 0 ? embedding.map((value) => value / length) : embedding;
}

/** L2 distance of two unit vectors with this cosine similarity: |a - b|² = 2 - 2·cos. */
export function chordOf(similarity: number): number {
  return Math.sqrt(Math.max(0, 2 - 2 * similarity));
}
