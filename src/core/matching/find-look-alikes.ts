/**
 * @file Who looks like whom in a gallery. Pure; a generator that stops every now and then, so that a large gallery can be gone
 * through in slices.
 */
import { euclideanDistance, meanEmbedding } from '../embedding/embedding.ts';
import { isSameName } from '../gallery/anchor.ts';
import type { GalleryEntry } from '../gallery/gallery.ts';
import { nearestSamples } from './nearest-sample.ts';
import type { LookAlike } from './look-alikes.ts';

/** By anchor, its nearest look-alikes, nearest first: all of them, or `MAX_LINKS`. */
export type Links = ReadonlyMap<string, readonly Link[]>;

interface Link {
  readonly other: string;
  readonly distance: number;
}

/** The nearest one makes the limit; the others take its place when it is deleted. */
export const MAX_LINKS = 4;
/**
 * Two anchors are compared sample by sample only when their means lie within this many times the wanted distance. Samples
 * scatter around their mean in all directions, so that they rarely lie nearer than the means do: of all pairs of 8 actors
 * with five samples each, the means were at most 1.06 times as far apart as the nearest samples.
 */
const MEANS_WITHIN = 1.1;
/**
 * An anchor with a sample this many times the wanted distance from its mean holds more than one face, perhaps by mistake:
 * its mean says little, so the whole way to that sample is allowed for. The actors' samples lay within 0.81.
 */
const SPREAD_OUT = 0.9;
/** Between two stops: half a millisecond to a millisecond. */
const COMPARISONS_A_SLICE = 2000;

/** `isKnown`: those are not compared with each other, their links in `before` hold. */
export function* findLookAlikes(
  entries: readonly GalleryEntry[],
  maxDistance: number,
  before: Links,
  isKnown: (anchorId: string) => boolean,
): Generator<undefined, Links> {
  const links = new Map<string, Link[]>();
  for (const [anchorId, list] of before) {
    if (isKnown(anchorId))
      links.set(
        anchorId,
        list.filter(({ other }) => isKnown(other)),
      );
  }
  const hulls = entries.map(({ embeddings }) => hullOf(embeddings, maxDistance));
  const isOld = entries.map(({ anchorId }) => isKnown(anchorId));
  let work = 0;
  for (const [index, entry] of entries.entries()) {
    const own = hulls[index];
    if (isOld[index] || own === undefined) continue;
    for (const [at, other] of entries.entries()) {
      const its = hulls[at];
      // Two new ones meet once.
      if (its === undefined || at === index || (at < index && !isOld[at])) continue;
      if (++work >= COMPARISONS_A_SLICE) {
        work = 0;
        yield;
      }
      const reach = MEANS_WITHIN * maxDistance + own.reach + its.reach;
      if (isFarther(own.mean, its.mean, reach)) continue;
      work += entry.embeddings.length * other.embeddings.length;
      const distance = nearestSamples(entry, other);
      if (distance > maxDistance || isSameName(entry.name, other.name)) continue;
      insert(links, entry.anchorId, { other: other.anchorId, distance });
      insert(links, other.anchorId, { other: entry.anchorId, distance });
    }
  }
  return links;
}

/** Each pair once, most alike first. */
export function pairsOf(links: Links): LookAlike[] {
  const pairs = new Map<string, LookAlike>();
  for (const [anchorId, list] of links) {
    for (const { other, distance } of list) {
      const [one, two] = anchorId < other ? [anchorId, other] : [other, anchorId];
      pairs.set(JSON.stringify([one, two]), { one, other: two, distance });
    }
  }
  return [...pairs.values()].sort((a, b) => a.distance - b.distance);
}

function insert(links: Map<string, Link[]>, anchorId: string, link: Link): void {
  const list = links.get(anchorId) ?? [];
  const place = list.findIndex(({ distance }) => distance > link.distance);
  list.splice(place < 0 ? list.length : place, 0, link);
  links.set(anchorId, list.slice(0, MAX_LINKS));
}

function hullOf(embeddings: readonly Float32Array[], maxDistance: number) {
  const mean = meanEmbedding(embeddings);
  const radius = Math.max(...embeddings.map((sample) => euclideanDistance(mean, sample)));
  return { mean, reach: radius > SPREAD_OUT * maxDistance ? radius : 0 };
}

/** Whether two lie farther apart than `limit`; most do, and are known to well before the last number. */
function isFarther(a: Float32Array, b: Float32Array, limit: number): boolean {
  const most = limit * limit;
  let sum = 0;
  for (let start = 0; start < a.length; start += CHUNK) {
    const end = Math.min(start + CHUNK, a.length);
    for (let i = start; i < end; i++) {
      const difference = (a[i] ?? 0) - (b[i] ?? 0);
      sum += difference * difference;
    }
    if (sum > most) return true;
  }
  return false;
}

const CHUNK = 32;
