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
  const weights = looks.reduce((sum, { quality }) => sum + quality, 0);
  if (!(weights > 0)) return undefined;
  const rows = looks.map((look) => rowOf(look, gallery));
  const meanOver = (values: (row: Row) => Float64Array, index: number): number =>
    rows.reduce((sum, row, at) => sum + weigh(values(row)[index], looks[at]?.quality), 0) / weights;

  const candidates: Candidate[] = [];
  for (const [index, entry] of gallery.entries.entries()) {
    const distance = meanOver(({ nearest }) => nearest, index);
    if (!Number.isFinite(distance)) continue;
    if (entry.rejected.length > 0 && meanOver(({ rejected }) => rejected, index) - distance < minMargin)
      continue;
    candidates.push({ entry, index, distance });
  }
  const best = nearestOf(candidates);
  if (best === undefined) return undefined;
  // Two anchors of one name are the same person to whoever named them: they do not dispute each other's face.
  const isSame = ({ entry }: Candidate): boolean => isSameName(entry.name, best.entry.name);
  const runnerUp = nearestOf(candidates.filter((candidate) => !isSame(candidate)));
  const agreeing = rows.filter(({ nearest }) => {
    const own = nearestOf(candidates.map((one) => ({ ...one, distance: nearest[one.index] ?? Infinity })));
    return own !== undefined && isSame(own);
  }).length;
  return {
    entry: best.entry,
    distance: best.distance,
    quality: looks.reduce((sum, { quality }) => sum + quality * quality, 0) / weights,
    runnerUp: runnerUp?.entry,
    runnerUpDistance: runnerUp?.distance ?? Infinity,
    agreeing,
  };
}

interface Candidate {
  readonly entry: GalleryEntry;
  readonly index: number;
  readonly distance: number;
}

/** Of one look, by the index of the gallery's entries: L2 to the nearest sample, and to the nearest rejected face. */
interface Row {
  readonly gallery: Gallery;
  readonly nearest: Float64Array;
  readonly rejected: Float64Array;
}

/** A look is judged again with every look that follows it: its distances to a gallery are measured once. */
const measured = new WeakMap<Look, Row>();

function rowOf(look: Look, gallery: Gallery): Row {
  const known = measured.get(look);
  if (known?.gallery === gallery) return known;
  const probe = toMetricSpace(look.embedding, gallery.metric);
  const row: Row = {
    gallery,
    nearest: Float64Array.from(gallery.entries, ({ embeddings }) => nearestTo(probe, embeddings)),
    rejected: Float64Array.from(gallery.entries, ({ rejected }) => nearestTo(probe, rejected)),
  };
  measured.set(look, row);
  return row;
}

function nearestTo(probe: Float32Array, embeddings: readonly Float32Array[]): number {
  let nearest = Infinity;
  for (const embedding of embeddings) nearest = Math.min(nearest, euclideanDistance(probe, embedding));
  return nearest;
}

/** The first of the nearest. */
function nearestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let nearest: Candidate | undefined;
  for (const candidate of candidates) {
    if (nearest === undefined || candidate.distance < nearest.distance) nearest = candidate;
  }
  return nearest;
}

/** A look of no weight says nothing, also where nothing is near it. */
function weigh(distance = Infinity, quality = 0): number {
  return quality === 0 ? 0 : distance * quality;
}
