/** @file Arithmetic on embeddings. */

/** L2 distance. The lengths must be equal. */
export function euclideanDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

/** The weighted mean; weights of zero in total count as equal ones. `embeddings` must not be empty. */
export function meanEmbedding(
  embeddings: readonly Float32Array[],
  weights?: readonly number[],
): Float32Array {
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? 0;
  const mean = new Float32Array(embeddings[0]?.length ?? 0);
  for (const [index, embedding] of embeddings.entries()) {
    const share = total > 0 ? (weights?.[index] ?? 0) / total : 1 / embeddings.length;
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (embedding[i] ?? 0) * share;
  }
  return mean;
}

export function isFiniteEmbedding(embedding: Float32Array, dimension: number): boolean {
  return embedding.length === dimension && embedding.every(Number.isFinite);
}
