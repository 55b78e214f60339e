/**
 * @file A gallery's samples as one block of numbers: of ten thousand anchors a probe is compared with all, several times a
 * second, and objects in between would cost more than the arithmetic.
 */
import { meanEmbedding } from '../embedding/embedding.ts';
import { toUnitLength } from '../embedding/metric.ts';
import type { Gallery, GalleryEntry } from '../gallery/gallery.ts';

export interface GalleryMatrix {
  /** Length of each row. */
  readonly dimension: number;
  /** All samples, one row each. */
  readonly values: Float32Array;
  /** The index of the gallery's entry that each row belongs to. */
  readonly owners: Int32Array;
  /** The indices of the entries that have rejected faces. */
  readonly rejecting: readonly number[];
}

const known = new WeakMap<readonly GalleryEntry[], GalleryMatrix>();

/** Made once for the same entries. Their embeddings all have one length. */
export function matrixOf({ entries }: Gallery): GalleryMatrix {
  let matrix = known.get(entries);
  if (matrix === undefined) {
    matrix = pack(entries);
    known.set(entries, matrix);
  }
  return matrix;
}

/** L2 of the probe to the nearest row of each owner, by the index of its entry; Infinity for an entry without a row. */
export function nearestRows(probe: Float32Array, matrix: GalleryMatrix, entries: number): Float64Array {
  const { dimension, values, owners } = matrix;
  const nearest = new Float64Array(entries).fill(Infinity);
  const evenEnd = dimension - (dimension % 4);
  for (let row = 0, at = 0; row < owners.length; row++, at += dimension) {
    // Four sums that do not wait for each other: with one, the loop takes three times as long.
    let [sum, second, third, fourth] = [0, 0, 0, 0];
    for (let i = 0; i < evenEnd; i += 4) {
      const d0 = (probe[i] ?? 0) - (values[at + i] ?? 0);
      const d1 = (probe[i + 1] ?? 0) - (values[at + i + 1] ?? 0);
      const d2 = (probe[i + 2] ?? 0) - (values[at + i + 2] ?? 0);
      const d3 = (probe[i + 3] ?? 0) - (values[at + i + 3] ?? 0);
      sum += d0 * d0;
      second += d1 * d1;
      third += d2 * d2;
      fourth += d3 * d3;
    }
    for (let i = evenEnd; i < dimension; i++) sum += ((probe[i] ?? 0) - (values[at + i] ?? 0)) ** 2;
    sum += second + third + fourth;
    const owner = owners[row] ?? 0;
    if (sum < (nearest[owner] ?? 0)) nearest[owner] = sum;
  }
  // In place: of ten thousand, each array more is 80 KB for the garbage collector.
  for (let entry = 0; entry < entries; entry++) nearest[entry] = Math.sqrt(nearest[entry] ?? 0);
  return nearest;
}

function pack(entries: readonly GalleryEntry[]): GalleryMatrix {
  const rows = entries.flatMap((entry, index) =>
    [...entry.embeddings, ...middleOf(entry)].map((embedding) => ({ index, embedding })),
  );
  const dimension = rows[0]?.embedding.length ?? 0;
  const values = new Float32Array(rows.length * dimension);
  for (const [row, { embedding }] of rows.entries()) values.set(embedding, row * dimension);
  return {
    dimension,
    values,
    owners: Int32Array.from(rows, ({ index }) => index),
    rejecting: entries.flatMap(({ rejected }, index) => (rejected.length > 0 ? [index] : [])),
  };
}

/**
 * What the samples of one person have in common: the direction of their mean. What light and pose add to each sample is
 * mostly gone from it, so faces unlike any single sample may still be near. With four samples, 3 to 7 of a hundred further
 * looks are recognized (dev pictures, all groups), and a quarter more strangers of the few that are taken for someone.
 *
 * None for two samples, which say too little; for embeddings whose length means something too; and for an anchor with a
 * limit of its own, which was measured to its samples alone.
 */
function middleOf({ embeddings, maxDistance }: GalleryEntry): Float32Array[] {
  const isUnitLength = embeddings.every((one) => Math.abs(Math.hypot(...one) - 1) < UNIT_TOLERANCE);
  if (embeddings.length < FEWEST_FOR_MIDDLE || Number.isFinite(maxDistance) || !isUnitLength) return [];
  const mean = meanEmbedding(embeddings);
  return Math.hypot(...mean) < LEAST_IN_COMMON ? [] : [toUnitLength(mean)];
}

const FEWEST_FOR_MIDDLE = 3;
/** Length of the mean: with less, the samples are of several faces. Two people's have 0.7 together, four people's 0.5. */
const LEAST_IN_COMMON = 0.6;
/** Storage rounds a little. */
const UNIT_TOLERANCE = 1e-3;
