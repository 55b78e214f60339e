/** @file The gallery: all anchors in the form that matching needs, for one model and one metric. */
import type { Metric } from '../embedding/metric.ts';

export interface GalleryEntry {
  readonly anchorId: string;
  readonly name: string;
  /** One embedding a sample, each of the model's dimension, in the metric's space. */
  readonly embeddings: readonly Float32Array[];
}

export interface Gallery {
  /** Grows with every change; answers that were made with an older one are matched again. */
  readonly revision: number;
  readonly modelId: string;
  readonly metric: Metric;
  readonly entries: readonly GalleryEntry[];
}
