/** @file The similarity transform (shift, turn, one scale) that brings points nearest to where they should lie. Pure. */
import type { Point } from '../geometry/bounding-box.ts';

/** `x' = a·x - b·y + tx`, `y' = b·x + a·y + ty`. */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** A point, where it should come to lie, and how much it counts. */
export interface PointPair {
  readonly from: Point;
  readonly to: Point;
  /** Above 0. */
  readonly weight: number;
}

/**
 * The transform with the least sum of weighted squared distances. Of two pairs it takes both points exactly to their places.
 * At least two of the `from` points must differ.
 * Source: Umeyama, "Least-squares estimation of transformation parameters between two point patterns", IEEE Transactions on
 * Pattern Analysis and Machine Intelligence 13 (1991) 376, in the plane and without mirroring.
 */
export function fitSimilarity(pairs: readonly PointPair[]): SimilarityTransform {
  const from = centroid(pairs, 'from');
  const to = centroid(pairs, 'to');
  let [norm, along, across] = [0, 0, 0];
  for (const pair of pairs) {
    const [x, y] = [pair.from.x - from.x, pair.from.y - from.y];
    const [u, v] = [pair.to.x - to.x, pair.to.y - to.y];
    norm += pair.weight * (x * x + y * y);
    along += pair.weight * (x * u + y * v);
    across += pair.weight * (x * v - y * u);
  }
  const [a, b] = [along / norm, across / norm];
  return { a, b, tx: to.x - (a * from.x - b * from.y), ty: to.y - (b * from.x + a * from.y) };
}

/** The transform that undoes it. */
export function invertSimilarity({ a, b, tx, ty }: SimilarityTransform): SimilarityTransform {
  const norm = a * a + b * b;
  const [inverseA, inverseB] = [a / norm, -b / norm];
  return {
    a: inverseA,
    b: inverseB,
    tx: -(inverseA * tx - inverseB * ty),
    ty: -(inverseB * tx + inverseA * ty),
  };
}

function centroid(pairs: readonly PointPair[], key: 'from' | 'to'): Point {
  let [weights, x, y] = [0, 0, 0];
  for (const pair of pairs) {
    weights += pair.weight;
    x += pair.weight * pair[key].x;
    y += pair.weight * pair[key].y;
  }
  return { x: x / weights, y: y / weights };
}
