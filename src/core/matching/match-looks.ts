/** @file Identification 1:N: which anchor the looks at a face resemble most, and how far behind the next one is. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace } from '../embedding/metric.ts';
import { isSameName } from '../gallery/anchor.ts';
import type { Gallery, GalleryEntry } from '../gallery/gallery.ts';

/** One embedded look at a face. */
export interface Look {
  /** As the network gave it: matching brings it into the gallery's metric. */
  readonly embedding: Float32Array;
  /** 0..1, the weight of the look. */
  readonly quality: number;
}

export interface Match {
  readonly entry: GalleryEntry;
  /** Mean over the looks of the L2 distance to the anchor's nearest sample. */
  readonly distance: number;
  /** The same for the next anchor of another name; Infinity when there is none. */
  readonly runnerUpDistance: number;
}

/**
 * The mean of distances, not the distance of a mean embedding: averaging embeddings draws them towards each other, and
 * strangers slip below a threshold that was measured on single looks. Undefined when the gallery has no sample or there
 * is no look.
 */
export function matchLooks(looks: readonly Look[], gallery: Gallery): Match | undefined {
  const probes = looks.map(({ embedding, quality }) => ({
    embedding: toMetricSpace(embedding, gallery.metric),
    quality,
  }));
  const ranked = gallery.entries
    .map((entry) => ({ entry, distance: distanceTo(entry, probes) }))
    .filter(({ distance }) => Number.isFinite(distance))
    .sort((a, b) => a.distance - b.distance);
  const [best, ...others] = ranked;
  if (best === undefined) return undefined;
  // Two anchors of one name are the same person to whoever named them: they do not dispute each other's face.
  const runnerUp = others.find(({ entry }) => !isSameName(entry.name, best.entry.name));
  return { ...best, runnerUpDistance: runnerUp?.distance ?? Infinity };
}

function distanceTo({ embeddings }: GalleryEntry, looks: readonly Look[]): number {
  let sum = 0;
  let weights = 0;
  for (const { embedding, quality } of looks) {
    let nearest = Infinity;
    for (const sample of embeddings) nearest = Math.min(nearest, euclideanDistance(embedding, sample));
    sum += nearest * quality;
    weights += quality;
  }
  return weights > 0 ? sum / weights : Infinity;
}
