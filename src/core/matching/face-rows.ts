/** @file All samples of a gallery as one block of numbers that can go to a worker whole, without names and ids. Pure. */
import type { GalleryEntry } from '../gallery/gallery.ts';
import { numberPeople } from '../gallery/number-people.ts';

export interface FaceRows {
  /** Length of each row. */
  readonly dimension: number;
  /** One row a sample, anchor by anchor. */
  readonly values: Float32Array;
  /** The first row of each anchor, and last the number of rows. */
  readonly starts: Int32Array;
  /** Who each anchor is: two of one name have the same number. */
  readonly people: Int32Array;
}

/** Of anchors that have samples, all embeddings of one length. */
export function rowsOf(entries: readonly GalleryEntry[]): FaceRows {
  const dimension = entries[0]?.embeddings[0]?.length ?? 0;
  const starts = new Int32Array(entries.length + 1);
  for (const [index, { embeddings }] of entries.entries())
    starts[index + 1] = (starts[index] ?? 0) + embeddings.length;
  const values = new Float32Array((starts[entries.length] ?? 0) * dimension);
  let at = 0;
  for (const { embeddings } of entries) {
    for (const embedding of embeddings) {
      values.set(embedding, at);
      at += dimension;
    }
  }
  return { dimension, values, starts, people: Int32Array.from(numberPeople(entries)) };
}

/**
 * The square of the distance between two rows of `length` numbers, which begin at `a` and `b`; or, as soon as it is sure to be
 * larger than `most`, anything larger.
 */
export function squaredBetween(
  values: Float32Array,
  a: number,
  b: number,
  length: number,
  most = Infinity,
): number {
  let total = 0;
  let i = 0;
  while (i < length) {
    const end = Math.min(i + CHUNK, length);
    // Four sums that do not wait for each other.
    let sum = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (; i + 3 < end; i += 4) {
      const d0 = (values[a + i] ?? 0) - (values[b + i] ?? 0);
      const d1 = (values[a + i + 1] ?? 0) - (values[b + i + 1] ?? 0);
      const d2 = (values[a + i + 2] ?? 0) - (values[b + i + 2] ?? 0);
      const d3 = (values[a + i + 3] ?? 0) - (values[b + i + 3] ?? 0);
      sum += d0 * d0;
      second += d1 * d1;
      third += d2 * d2;
      fourth += d3 * d3;
    }
    for (; i < end; i++) sum += ((values[a + i] ?? 0) - (values[b + i] ?? 0)) ** 2;
    total += sum + second + third + fourth;
    if (total > most) return total;
  }
  return total;
}

/** Most pairs of strangers are known to be farther apart than any limit well before the last number. */
const CHUNK = 32;
