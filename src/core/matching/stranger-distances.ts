/** @file How near strangers come to the gallery's people. Pure. */
import type { GalleryEntry } from '../gallery/gallery.ts';
import { NO_DISTANCES, addDistances, type DistanceSums } from './calibration.ts';
import { nearestSample } from './nearest-sample.ts';

export interface StrangerDistances {
  readonly strangers: number;
  readonly distances: DistanceSums;
}

/** Each stranger is held against at most so many anchors, evenly spread: 64 of them take some 10 ms then. */
const MAX_ANCHORS = 200;

/** Whoever lies within `knownWithin` of an anchor is not counted: saved in the meantime, or never a stranger. */
export function strangerDistances(
  faces: readonly Float32Array[],
  entries: readonly GalleryEntry[],
  knownWithin: number,
): StrangerDistances {
  const known = entries.filter(({ embeddings }) => embeddings.length > 0);
  const step = Math.ceil(known.length / MAX_ANCHORS);
  const asked = known.filter((_, index) => index % step === 0);
  let [strangers, distances] = [0, NO_DISTANCES];
  for (const face of faces) {
    const own = asked.map((entry) => nearestSample(face, entry));
    if (own.length === 0 || Math.min(...own) <= knownWithin) continue;
    strangers++;
    distances = addDistances(distances, {
      count: own.length,
      sum: own.reduce((sum, distance) => sum + distance, 0),
      squares: own.reduce((sum, distance) => sum + distance * distance, 0),
    });
  }
  return { strangers, distances };
}
