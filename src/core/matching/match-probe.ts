/** @file Identification 1:N: the nearest sample of the nearest anchor, and how far behind the next anchor is. */
import { euclideanDistance } from '../embedding/embedding.ts';
import type { Gallery, GalleryEntry } from '../gallery/gallery.ts';

export interface Match {
  readonly entry: GalleryEntry;
  /** L2 to the nearest sample. */
  readonly distance: number;
  /** L2 to the nearest sample of any other anchor; Infinity when there is none. */
  readonly runnerUpDistance: number;
}

/** Undefined when the gallery has no sample. */
export function matchProbe(probe: Float32Array, gallery: Gallery): Match | undefined {
  let best: { entry: GalleryEntry; distance: number } | undefined;
  let runnerUpDistance = Infinity;
  for (const entry of gallery.entries) {
    let distance = Infinity;
    for (const embedding of entry.embeddings)
      distance = Math.min(distance, euclideanDistance(probe, embedding));
    if (distance === Infinity) continue;
    if (best === undefined || distance < best.distance) {
      runnerUpDistance = best?.distance ?? Infinity;
      best = { entry, distance };
    } else {
      runnerUpDistance = Math.min(runnerUpDistance, distance);
    }
  }
  return best === undefined ? undefined : { ...best, runnerUpDistance };
}
