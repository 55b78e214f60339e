/** @file Identification 1:N: which anchor the looks at a face resemble most, and how far behind the next one is. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace } from '../embedding/metric.ts';
import { isSameName } from '../gallery/anchor.ts';
import type { Gallery, GalleryEntry } from '../gallery/gallery.ts';
import { matrixOf, nearestRows } from './gallery-matrix.ts';

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
  /** The next anchor of another name; undefined when there is none. */
  readonly runnerUp: GalleryEntry | undefined;
  /** Its `distance`; Infinity when there is none. */
  readonly runnerUpDistance: number;
  /** 0..1 of the looks, each weighed by itself. */
  readonly quality: number;
  /** How many of the looks are nearest to this anchor when each is asked alone. */
  readonly agreeing: number;
}

/**
 * The mean of distances, not the distance of a mean embedding: averaging embeddings draws them towards each other, and
 * strangers slip below a threshold that was measured on single looks. Undefined when the gallery has no sample that may
 * match, or there is no look.
 *
 * [Note: Rejected faces] "Not X" keeps the face that X was told not to be. It stands beside X as a rival for X alone: an
 * anchor to whose rejected faces the looks are as near as to its samples, but for `minMargin`, is out of the question. X
 * itself, who is nearer to the own samples, goes on being X.
 */
export function matchLooks(looks: readonly Look[], gallery: Gallery, minMargin = 0): Match | undefined {
  const { entries } = gallery;
  const weights = looks.reduce((sum, { quality }) => sum + quality, 0);
  if (!(weights > 0)) return undefined;
  const rows = looks.map((look) => rowOf(look, gallery));
  const distances = meanOver(rows, looks, weights);
  for (const index of matrixOf(gallery).rejecting) {
    const toRejected = rows.reduce(
      (sum, { rejected }, at) => sum + weigh(rejected.get(index), looks[at]?.quality),
      0,
    );
    if (toRejected / weights - (distances[index] ?? Infinity) < minMargin) distances[index] = Infinity;
  }
  const best = nearestOf(distances);
  const entry = entries[best];
  if (entry === undefined) return undefined;
  // Two anchors of one name are the same person to whoever named them: they do not dispute each other's face.
  const isSame = (index: number): boolean => isSameName(entries[index]?.name ?? '', entry.name);
  const next = nearestOf(distances, isSame);
  const isOut = (index: number): boolean => !Number.isFinite(distances[index]);
  const agreeing = rows.filter(({ first, nearest }) => {
    const own = isOut(first) ? nearestOf(nearest, isOut) : first;
    return own >= 0 && isSame(own);
  }).length;
  return {
    entry,
    distance: distances[best] ?? Infinity,
    quality: looks.reduce((sum, { quality }) => sum + quality * quality, 0) / weights,
    runnerUp: entries[next],
    runnerUpDistance: distances[next] ?? Infinity,
    agreeing,
  };
}

/** Of one look, by the index of the gallery's entries: L2 to the nearest sample, and to the nearest rejected face. */
interface Row {
  readonly gallery: Gallery;
  readonly nearest: Float64Array;
  /** The index of the first of the nearest, as `nearestOf` gives it. */
  readonly first: number;
  /** Of those entries that have any. */
  readonly rejected: ReadonlyMap<number, number>;
}

/** A look is judged again with every look that follows it: its distances to a gallery are measured once. */
const measured = new WeakMap<Look, Row>();

function rowOf(look: Look, gallery: Gallery): Row {
  const known = measured.get(look);
  if (known?.gallery === gallery) return known;
  const probe = toMetricSpace(look.embedding, gallery.metric);
  const matrix = matrixOf(gallery);
  const nearest = nearestRows(probe, matrix, gallery.entries.length);
  const row: Row = {
    gallery,
    nearest,
    first: nearestOf(nearest),
    rejected: new Map(
      matrix.rejecting.map((index) => [index, nearestTo(probe, gallery.entries[index]?.rejected ?? [])]),
    ),
  };
  measured.set(look, row);
  return row;
}

function nearestTo(probe: Float32Array, embeddings: readonly Float32Array[]): number {
  let nearest = Infinity;
  for (const embedding of embeddings) nearest = Math.min(nearest, euclideanDistance(probe, embedding));
  return nearest;
}

/** What `meanOver` answers with: it is asked several times a second, of as many entries each time. */
let means = new Float64Array();

/** The looks' distances to each entry, weighed by their quality; valid until the next call. */
function meanOver(rows: readonly Row[], looks: readonly Look[], weights: number): Float64Array {
  const entries = rows[0]?.nearest.length ?? 0;
  if (means.length === entries) means.fill(0);
  else means = new Float64Array(entries);
  for (const [at, { nearest }] of rows.entries()) {
    const quality = looks[at]?.quality ?? 0;
    // A look of no weight says nothing, also where nothing is near it.
    if (quality === 0) continue;
    for (let index = 0; index < means.length; index++) {
      means[index] = (means[index] ?? 0) + (nearest[index] ?? 0) * quality;
    }
  }
  for (let index = 0; index < means.length; index++) means[index] = (means[index] ?? 0) / weights;
  return means;
}

/** The index of the first of the nearest that is not `isOut`; -1 where none is at a finite distance. */
function nearestOf(distances: Float64Array, isOut?: (index: number) => boolean): number {
  let [best, least] = [-1, Infinity];
  for (let index = 0; index < distances.length; index++) {
    const distance = distances[index] ?? Infinity;
    // Names and the like are asked only of the few that would be nearest so far.
    if (distance < least && isOut?.(index) !== true) [best, least] = [index, distance];
  }
  return best;
}

function weigh(distance = Infinity, quality = 0): number {
  return quality === 0 ? 0 : distance * quality;
}
