/**
 * @file Strangers met in this session: faces that nobody's name fits after several looks. Only their embeddings are kept, in
 * memory, to see how near strangers come to the saved people.
 */
import { euclideanDistance } from '../core/embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../core/embedding/metric.ts';

export interface Stranger {
  readonly modelId: string;
  /** As the network gave it. */
  readonly embedding: Float32Array;
}

/** The latest ones; more would hardly move the estimate and take time at each change of the gallery. */
const MAX_STRANGERS = 64;

export class Strangers {
  readonly #byFace = new Map<string, Stranger>();

  /** Nearer than `sameWithin` to one that is kept, it is the same person once more. Returns whether it is a new one. */
  note(face: string, stranger: Stranger, metric: Metric, sameWithin: number): boolean {
    if (this.#byFace.has(face)) return false;
    const embedding = toMetricSpace(stranger.embedding, metric);
    const isKnown = this.of(stranger.modelId, metric).some(
      (kept) => euclideanDistance(kept, embedding) < sameWithin,
    );
    if (isKnown) return false;
    this.#byFace.set(face, stranger);
    for (const oldest of this.#byFace.keys()) {
      if (this.#byFace.size <= MAX_STRANGERS) break;
      this.#byFace.delete(oldest);
    }
    return true;
  }

  /** It has a name after all. Returns whether it was kept. */
  forget(face: string): boolean {
    return this.#byFace.delete(face);
  }

  /** The embeddings by this model, in the metric's space. */
  of(modelId: string, metric: Metric): Float32Array[] {
    return [...this.#byFace.values()]
      .filter((stranger) => stranger.modelId === modelId)
      .map(({ embedding }) => toMetricSpace(embedding, metric));
  }
}
