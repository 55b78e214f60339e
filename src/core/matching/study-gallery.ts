/**
 * @file What a gallery's own faces say: who looks like whom, and how far apart different people lie. Pure; a generator that
 * stops every now and then, so that a large gallery can be studied in slices.
 */
import { isSameName } from '../gallery/anchor.ts';
import type { GalleryEntry } from '../gallery/gallery.ts';
import { NO_DISTANCES, type DistanceSums, type OwnPeople } from './calibration.ts';
import { MAX_LINKS, findLookAlikes, pairsOf, type Links } from './find-look-alikes.ts';
import type { LookAlike } from './look-alikes.ts';
import { nearestSample } from './nearest-sample.ts';

export interface GalleryStudy extends OwnPeople {
  /** Each anchor with its nearest ones at least, most alike first. */
  readonly lookAlikes: readonly LookAlike[];
  /** For the next study. */
  readonly links: Links;
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
  links: new Map(),
  marks: new Map(),
};

/** Each anchor is held against as many others for the distances; of up to 201 anchors it is all pairs. */
const PARTNERS = 100;
/** Between two stops: about half a millisecond. */
const DISTANCES_A_SLICE = 500;

/** `before` is any earlier study with the same bounds, model and metric. */
export function* studyGallery(
  entries: readonly GalleryEntry[],
  bounds: StudyBounds,
  before = NO_STUDY,
): Generator<undefined, GalleryStudy> {
  const known = withSamples(entries);
  const marks = marksOf(known);
  const isUnchanged = (anchorId: string): boolean => {
    const mark = marks.get(anchorId);
    return mark !== undefined && before.marks.get(anchorId) === mark;
  };
  // Of as many look-alikes as are kept all have gone: farther ones were not kept.
  const lostAll = (anchorId: string): boolean => {
    const links = before.links.get(anchorId) ?? [];
    return links.length === MAX_LINKS && !links.some(({ other }) => isUnchanged(other));
  };
  const compared = new Set([...marks.keys()].filter((id) => isUnchanged(id) && !lostAll(id)));
  const distances = yield* sumDistances(known, bounds.nearest);
  const links = yield* findLookAlikes(known, bounds.lookAlike, before.links, (id) => compared.has(id));
  const samples = known.reduce((sum, { embeddings }) => sum + embeddings.length, 0);
  return {
    anchors: known.filter(({ isNeverNamed }) => !isNeverNamed).length,
    samplesPerAnchor: known.length === 0 ? 1 : samples / known.length,
    distances,
    lookAlikes: pairsOf(links),
    links,
    marks,
  };
}

/** How many pairs of anchors a study would compare, about. */
export function pairsToStudy(entries: readonly GalleryEntry[], before = NO_STUDY): number {
  const marks = marksOf(withSamples(entries));
  const changed = [...marks].filter(([anchorId, mark]) => before.marks.get(anchorId) !== mark).length;
  return changed * marks.size - (changed * (changed + 1)) / 2;
}

/** Whether a study of these would find what the one before found. */
export function isStudied(entries: readonly GalleryEntry[], { marks }: GalleryStudy): boolean {
  const known = withSamples(entries);
  return known.length === marks.size && known.every((entry) => marks.get(entry.anchorId) === markOf(entry));
}

/** Around a circle of the anchors, each with the next ones: no pair twice. */
function* sumDistances(
  entries: readonly GalleryEntry[],
  atLeast: number,
): Generator<undefined, DistanceSums> {
  let [count, sum, squares, work] = [0, 0, 0, 0];
  for (const [index, entry] of entries.entries()) {
    const face = entry.embeddings.at(-1);
    for (let step = 1; step <= PARTNERS && step * 2 <= entries.length; step++) {
      // Half-way round an even circle, both would choose the other.
      if (step * 2 === entries.length && index >= step) continue;
      if (++work >= DISTANCES_A_SLICE) {
        work = 0;
        yield;
      }
      const other = entries[(index + step) % entries.length];
      if (other === undefined || face === undefined || isSameName(entry.name, other.name)) continue;
      const distance = Math.max(atLeast, nearestSample(face, other));
      count++;
      sum += distance;
      squares += distance * distance;
    }
  }
  return { count, sum, squares };
}

function withSamples(entries: readonly GalleryEntry[]): GalleryEntry[] {
  return entries.filter(({ embeddings }) => embeddings.length > 0);
}

function marksOf(entries: readonly GalleryEntry[]): Map<string, string> {
  return new Map(entries.map((entry) => [entry.anchorId, markOf(entry)]));
}

/** The embeddings of one sample by one model do not change, unless its crop was embedded anew: hence the first number. */
function markOf({ name, isNeverNamed, sampleIds, embeddings }: GalleryEntry): string {
  const first = embeddings.map((embedding) => embedding[0] ?? 0);
  return JSON.stringify([name, isNeverNamed, sampleIds, first]);
}
