/** @file The middle of each anchor's samples, laid out for telling most pairs apart soon. See: [Note: Fifty million pairs]. Pure. */
import { euclideanDistance, meanEmbedding } from '../embedding/embedding.ts';
import type { FaceRows } from './face-rows.ts';

export interface AnchorMeans {
  /** By position, the index of the anchor. */
  readonly order: Int32Array;
  /** Length of each row, and how many of its numbers are looked at first; even. */
  readonly dimension: number;
  readonly head: number;
  /** One row a position, and `AT_ONCE - 1` more of zeros. */
  readonly values: Float32Array;
  /** By position: the sum of the squares of the first numbers, and the length of the rest. */
  readonly headSquares: Float64Array;
  readonly tailLengths: Float64Array;
  /** By position: as far as a sample may lie where the mean says little of it; mostly 0. */
  readonly reaches: Float64Array;
  /** By position: as much farther apart than the samples the means may lie. */
  readonly scatters: Float64Array;
}

/** Rows that `headProducts` takes at once: each number of the one they are multiplied with is read once for all. */
export const AT_ONCE = 4;
/**
 * Two anchors are compared sample by sample only when their means lie within this many times the wanted distance. Samples
 * scatter around their mean in all directions, so that they rarely lie nearer than the means do: of all pairs of 8 actors
 * with five samples each, the means were at most 1.06 times as far apart as the nearest samples. Of single samples, the
 * means are the samples.
 */
const MEANS_WITHIN = 1.1;
/**
 * An anchor with a sample this many times the wanted distance from its mean holds more than one face, perhaps by mistake:
 * its mean says little, so the whole way to that sample is allowed for. The actors' samples lay within 0.81.
 */
const SPREAD_OUT = 0.9;

export function meansOf(
  { dimension, values, starts }: FaceRows,
  order: Int32Array,
  maxDistance: number,
): AnchorMeans {
  // Half of the numbers tell three in four pairs of strangers apart.
  const head = 2 * Math.floor((dimension + 2) / 4);
  const means: AnchorMeans = {
    order,
    dimension,
    head,
    values: new Float32Array((order.length + AT_ONCE - 1) * dimension),
    headSquares: new Float64Array(order.length + AT_ONCE - 1),
    tailLengths: new Float64Array(order.length + AT_ONCE - 1),
    reaches: new Float64Array(order.length + AT_ONCE - 1),
    scatters: new Float64Array(order.length + AT_ONCE - 1),
  };
  for (const [position, index] of order.entries()) {
    const samples: Float32Array[] = [];
    for (let row = starts[index] ?? 0; row < (starts[index + 1] ?? 0); row++)
      samples.push(values.subarray(row * dimension, (row + 1) * dimension));
    const mean = meanEmbedding(samples);
    const radius = Math.max(...samples.map((sample) => euclideanDistance(mean, sample)));
    means.values.set(mean, position * dimension);
    means.headSquares[position] = squares(mean, 0, head);
    means.tailLengths[position] = Math.sqrt(squares(mean, head, dimension));
    means.reaches[position] = radius > SPREAD_OUT * maxDistance ? radius : 0;
    means.scatters[position] = samples.length > 1 ? (MEANS_WITHIN - 1) * maxDistance : 0;
  }
  return means;
}

/** Into `products`: the products of the first numbers of the row at `position` with those of the `AT_ONCE` rows from `from` on. */
export function headProducts(
  { values, dimension, head }: AnchorMeans,
  position: number,
  from: number,
  products: Float64Array,
): void {
  const own = position * dimension;
  const first = from * dimension;
  const second = first + dimension;
  const third = second + dimension;
  const fourth = third + dimension;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < head; i += 2) {
    const a = values[own + i] ?? 0;
    const b = values[own + i + 1] ?? 0;
    sum0 += a * (values[first + i] ?? 0) + b * (values[first + i + 1] ?? 0);
    sum1 += a * (values[second + i] ?? 0) + b * (values[second + i + 1] ?? 0);
    sum2 += a * (values[third + i] ?? 0) + b * (values[third + i + 1] ?? 0);
    sum3 += a * (values[fourth + i] ?? 0) + b * (values[fourth + i + 1] ?? 0);
  }
  products[0] = sum0;
  products[1] = sum1;
  products[2] = sum2;
  products[3] = sum3;
}

function squares(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (values[i] ?? 0) ** 2;
  return sum;
}
