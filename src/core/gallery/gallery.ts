/** @file The gallery: all anchors in the form that matching needs, for one model and one metric. */
import type { Metric } from '../embedding/metric.ts';

export interface GalleryEntry {
  readonly anchorId: string;
  readonly name: string;
  /** One embedding a sample, each of the model's dimension, in the metric's space. */
  readonly embeddings: readonly Float32Array[];
  /** By the index of `embeddings`. */
  readonly sampleIds: readonly string[];
  /** Faces of which the person said that they are not this anchor; in the same space. */
  readonly rejected: readonly Float32Array[];
  /** A limit of its own, below everybody's, where another anchor looks alike; Infinity for most. */
  readonly maxDistance: number;
  /** Stands for its own face against other names, and gives none. */
  readonly isNeverNamed: boolean;
}

export interface Gallery {
  /** Grows with every change; answers that were made with an older one are matched again. */
  readonly revision: number;
  readonly modelId: string;
  readonly metric: Metric;
  readonly entries: readonly GalleryEntry[];
}

/** An entry of which no more is known than its embeddings, each a sample of its own. */
export function entryOf(anchorId: string, name: string, embeddings: readonly Float32Array[]): GalleryEntry {
  const sampleIds = embeddings.map((_, index) => `${anchorId}/${String(index)}`);
  return { anchorId, name, embeddings, sampleIds, rejected: [], maxDistance: Infinity, isNeverNamed: false };
}
