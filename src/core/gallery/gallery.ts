/** @file The gallery: all anchors in the form that matching needs, for one model. */
import type { Anchor } from './anchor.ts';

export interface GalleryEntry {
  readonly anchorId: string;
  readonly name: string;
  /** One embedding a sample, each of the model's dimension. */
  readonly embeddings: readonly Float32Array[];
}

export interface Gallery {
  /** Grows with every change; answers that were made with an older one are matched again. */
  readonly revision: number;
  readonly modelId: string;
  readonly entries: readonly GalleryEntry[];
}

/** Anchors whose samples have no embedding of this model stay in the list without taking part in matching. */
export function buildGallery(anchors: readonly Anchor[], modelId: string, revision: number): Gallery {
  const entries = anchors.map((anchor) => ({
    anchorId: anchor.id,
    name: anchor.name,
    embeddings: anchor.samples.flatMap((sample) => {
      const embedding = sample.embeddings[modelId];
      return embedding === undefined ? [] : [embedding];
    }),
  }));
  return { revision, modelId, entries };
}
