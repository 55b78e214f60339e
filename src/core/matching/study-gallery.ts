/**
 * @file What a gallery's own faces say: who looks like whom, and how far apart different people lie. Pure; a generator that
 * stops every now and then, so that a large gallery can be studied in slices.
 */
import { euclideanDistance, meanEmbedding } from '../embedding/embedding.ts';
import { isSameName } from '../gallery/anchor.ts';
import type { GalleryEntry } from '../gallery/gallery.ts';
import { NO_DISTANCES, type DistanceSums, type OwnPeople } from './calibration.ts';
import type { LookAlike } from './look-alikes.ts';

export interface GalleryStudy extends OwnPeople {
  readonly lookAlikes: readonly LookAlike[];
  /** By anchor, what its part rests on: unchanged ones are not compared with each other again. */
  readonly marks: ReadonlyMap<string, string>;
}

export interface StudyBounds {
  /** See `lookAlikeDistance`. */
  readonly lookAlike: number;
  /**
   * Own distances count as at least this: the few look-alikes have their limits, and one person saved under two names
   * must not make everybody's stricter.
   */
  readonly nearest: number;
}

export const NO_STUDY: GalleryStudy = {
  anchors: 0,
  samplesPerAnchor: 1,
  distances: NO_DISTANCES,
  lookAlikes: [],
  marks: new Map(),
};

/**
 * Two anchors are compared sample by sample only when their means lie within this many times the wanted distance. Samples
 * scatter around their mean in all directions, so that they rarely lie nearer than the means do: of all pairs of 8 actors
 * with five samples each, the means were at most 1.06 times as far apart as the nearest samples.
 */
const MEANS_WITHIN = 1.1;
/** Each anchor is held against as many others for the distances; of up to 201 anchors it is all pairs. */
const PARTNERS = 100;
/** Between two stops: about a millisecond. */
const COMPARISONS_A_SLICE = 2000;

/** `before` is any earlier study with the same bounds, model and metric. */
export function* studyGallery(
  entries: readonly GalleryEntry[],
  bounds: StudyBounds,
  before = NO_STUDY,
): Generator<undefined, GalleryStudy> {
  const known = entries.filter(({ embeddings }) => embeddings.length > 0);
  const marks = new Map(known.map((entry) => [entry.anchorId, markOf(entry)]));
  const isUnchanged = (anchorId: string): boolean => {
    const mark = marks.get(anchorId);
    return mark !== undefined && before.marks.get(anchorId) === mark;
  };
  const kept = before.lookAlikes.filter(({ one, other }) => isUnchanged(one) && isUnchanged(other));
  const found = yield* findLookAlikes(known, bounds.lookAlike, isUnchanged);
  const distances = yield* sumDistances(known, bounds.nearest);
  const samples = known.reduce((sum, { embeddings }) => sum + embeddings.length, 0);
  return {
    anchors: known.filter(({ isNeverNamed }) => !isNeverNamed).length,
    samplesPerAnchor: known.length === 0 ? 1 : samples / known.length,
    distances,
    lookAlikes: [...kept, ...found].sort((a, b) => a.distance - b.distance),
    marks,
  };
}

/** Whether a study of these would find what the one before found. */
export function isStudied(entries: readonly GalleryEntry[], { marks }: GalleryStudy): boolean {
  const known = entries.filter(({ embeddings }) => embeddings.length > 0);
  return known.length === marks.size && known.every((entry) => marks.get(entry.anchorId) === markOf(entry));
}

/** How many pairs of anchors a study would compare. */
export function pairsToStudy(entries: readonly GalleryEntry[], before = NO_STUDY): number {
  const changed = entries.filter((entry) => before.marks.get(entry.anchorId) !== markOf(entry)).length;
  return changed * entries.length - (changed * (changed + 1)) / 2;
}

/** The distance of the nearest two samples. */
export function nearestSamples(a: GalleryEntry, b: GalleryEntry): number {
  let nearest = Infinity;
  for (const one of a.embeddings) nearest = Math.min(nearest, nearestSample(one, b));
  return nearest;
}

export function nearestSample(face: Float32Array, { embeddings }: GalleryEntry): number {
  let nearest = Infinity;
  for (const sample of embeddings) nearest = Math.min(nearest, euclideanDistance(face, sample));
  return nearest;
}

function* findLookAlikes(
  entries: readonly GalleryEntry[],
  maxDistance: number,
  isUnchanged: (anchorId: string) => boolean,
): Generator<undefined, LookAlike[]> {
  const found: LookAlike[] = [];
  const means = entries.map(({ embeddings }) => meanEmbedding(embeddings));
  const isOld = entries.map(({ anchorId }) => isUnchanged(anchorId));
  const pause = every(COMPARISONS_A_SLICE);
  for (const [index, entry] of entries.entries()) {
    if (isOld[index]) continue;
    const mean = means[index];
    for (const [at, other] of entries.entries()) {
      // Two new ones meet once.
      if (mean === undefined || at === index || (at < index && !isOld[at])) continue;
      const otherMean = means[at];
      if (pause()) yield;
      if (otherMean === undefined || euclideanDistance(mean, otherMean) > MEANS_WITHIN * maxDistance)
        continue;
      const distance = nearestSamples(entry, other);
      if (distance > maxDistance || isSameName(entry.name, other.name)) continue;
      found.push({ one: entry.anchorId, other: other.anchorId, distance });
    }
  }
  return found;
}

/** Around a circle of the anchors, each with the next ones: no pair twice. */
function* sumDistances(
  entries: readonly GalleryEntry[],
  atLeast: number,
): Generator<undefined, DistanceSums> {
  let [count, sum, squares] = [0, 0, 0];
  const pause = every(COMPARISONS_A_SLICE / 5);
  for (const [index, entry] of entries.entries()) {
    for (let step = 1; step <= PARTNERS && step * 2 <= entries.length; step++) {
      // Half-way round an even circle, both would choose the other.
      if (step * 2 === entries.length && index >= step) continue;
      const other = entries[(index + step) % entries.length];
      const face = entry.embeddings.at(-1);
      if (pause()) yield;
      if (other === undefined || face === undefined || isSameName(entry.name, other.name)) continue;
      const distance = Math.max(atLeast, nearestSample(face, other));
      count++;
      sum += distance;
      squares += distance * distance;
    }
  }
  return { count, sum, squares };
}

function every(times: number): () => boolean {
  let left = times;
  return () => {
    left--;
    if (left > 0) return false;
    left = times;
    return true;
  };
}

/** The embeddings of one sample by one model do not change, unless its crop was embedded anew: hence the first number. */
function markOf({ name, isNeverNamed, sampleIds, embeddings }: GalleryEntry): string {
  const first = embeddings.map((embedding) => embedding[0] ?? 0);
  return JSON.stringify([name, isNeverNamed, sampleIds, first]);
}
