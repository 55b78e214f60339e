/** @file Distances to an anchor: those to its nearest sample. Pure. */
import { euclideanDistance } from '../embedding/embedding.ts';
import type { GalleryEntry } from '../gallery/gallery.ts';

/** Infinity to an anchor without samples. */
export function nearestSample(face: Float32Array, { embeddings }: GalleryEntry): number {
  let nearest = Infinity;
  for (const sample of embeddings) nearest = Math.min(nearest, euclideanDistance(face, sample));
  return nearest;
}
