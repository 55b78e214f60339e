/**
 * @file A gallery's samples as one block of numbers: of ten thousand anchors a probe is compared with all, several times a
 * second, and objects in between would cost more than the arithmetic.
 */
import { meanEmbedding } from '../embedding/embedding.ts';
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
  const rows = entries.flatMap(({ embeddings }, index) =>
    [...embeddings, ...middleOf(embeddings)].map((embedding) => ({ index, embedding })),
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
 * What the samples of one person have in common: the direction of their mean, as long as they are. What light and pose add
 * to each sample is mostly gone from it, so faces unlike any single sample may still be near. Two samples say too little.
 */
function middleOf(embeddings: readonly Float32Array[]): Float32Array[] {
  if (embeddings.length < FEWEST_FOR_MIDDLE) return [];
  const mean = meanEmbedding(embeddings);
  const length = embeddings.reduce((sum, one) => sum + Math.hypot(...one), 0) / embeddings.length;
  const scale = length / Math.hypot(...mean);
  return Number.isFinite(scale) ? [mean.map((value) => value * scale)] : [];
}

const FEWEST_FOR_MIDDLE = 3;
