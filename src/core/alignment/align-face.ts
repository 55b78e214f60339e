/**
 * @file Face alignment: a similarity transform (shift, turn, one scale) that puts the two eyes where the model saw them in
 * training. Two eyes only: with nose and mouth fitted as well the compact network was measurably worse.
 */
import type { Point } from '../geometry/bounding-box.ts';
import type { Pixels } from '../image/pixels.ts';
import { warp, type Warp } from '../image/warp.ts';

/** Where the eyes come to lie in a face crop of the given size, in pixels (pixel centres at integers). */
export interface CropGeometry {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rightEye: Point;
  readonly leftEye: Point;
}

/** Side of the crop with margin that samples keep: any model's own crop can be cut out of it later. */
export const CROP_SIZE_PX = 192;

/** Inter-eye distance 52 px: the crops of all known cards (chin and forehead included) fit into it. */
export const SAMPLE_CROP: CropGeometry = {
  widthPx: CROP_SIZE_PX,
  heightPx: CROP_SIZE_PX,
  rightEye: { x: 70, y: 76 },
  leftEye: { x: 122, y: 76 },
};

/** `x' = a·x - b·y + tx`, `y' = b·x + a·y + ty`. */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** The one similarity transform that takes `from[0]` to `to[0]` and `from[1]` to `to[1]`; the points of a pair must differ. */
export function similarityFromPairs(
  from: readonly [Point, Point],
  to: readonly [Point, Point],
): SimilarityTransform {
  const fromX = from[1].x - from[0].x;
  const fromY = from[1].y - from[0].y;
  const toX = to[1].x - to[0].x;
  const toY = to[1].y - to[0].y;
  const norm = fromX * fromX + fromY * fromY;
  const a = (fromX * toX + fromY * toY) / norm;
  const b = (fromX * toY - fromY * toX) / norm;
  return {
    a,
    b,
    tx: to[0].x - (a * from[0].x - b * from[0].y),
    ty: to[0].y - (b * from[0].x + a * from[0].y),
  };
}

/**
 * The aligned face crop. `rightEye` and `leftEye` are in pixels of `pixels` (centres at integers). Where several source
 * pixels fall into one target pixel their mean is taken; outside the picture is black.
 */
export function alignFace(
  pixels: Pixels,
  rightEye: Point,
  leftEye: Point,
  crop: CropGeometry,
  warpWith: Warp = warp,
): Pixels {
  const { a, b, tx, ty } = similarityFromPairs([crop.rightEye, crop.leftEye], [rightEye, leftEye]);
  const taps = Math.max(1, Math.round(Math.hypot(a, b)));
  const { widthPx, heightPx } = crop;
  return warpWith(pixels, { a, b, c: -b, d: a, e: tx, f: ty }, { widthPx, heightPx, taps });
}
