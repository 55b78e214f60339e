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

/** The mean of at least one embedding, all of one length. */
export function meanEmbedding(embeddings: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(embeddings[0]?.length ?? 0);
  for (const embedding of embeddings) {
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (embedding[i] ?? 0) / embeddings.length;
  }
  return mean;
}

export function isFiniteEmbedding(embedding: Float32Array, dimension: number): boolean {
  return embedding.length === dimension && embedding.every(Number.isFinite);
}
