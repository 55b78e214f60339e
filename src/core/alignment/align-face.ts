/**
 * @file Face alignment: a similarity transform (shift, turn, one scale) that puts a face's points where the network saw
 * them in training. Two eyes fix a face that looks at the camera. A turned one needs nose and mouth as well: with its eyes
 * alone, it is scaled up as they come closer together.
 */
import type { Point } from '../geometry/bounding-box.ts';
import type { Pixels } from '../image/pixels.ts';
import { warp, type Warp } from '../image/warp.ts';
import { fitSimilarity, invertSimilarity, type PointPair } from './fit-points.ts';

/** The points that fix where a face is, in pixels (pixel centers at integers); "right" is the subject's. */
export interface FacePoints {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly noseTip: Point;
  /** Midway between the corners. */
  readonly mouthCenter: Point;
  /** The right and the left corner, where they are known. */
  readonly mouthCorners?: readonly [right: Point, left: Point] | undefined;
}

/** Which points decide: the eyes alone, or all there are. */
export type AlignmentKind = 'eyes' | 'points';

/** Where the points come to lie in a face crop of the given size. */
export interface CropGeometry {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly points: FacePoints;
}

/** Side of the crop with margin that samples keep: any model's own crop can be cut out of it later. */
export const CROP_SIZE_PX = 192;

/**
 * Eyes 52 px apart: the crops of all known cards (chin and forehead included) fit into it. Nose and mouth lie as in the
 * template of ArcFace, 1.4756 times as large.
 * Source: Deng et al., "ArcFace" (arXiv 1801.07698), the five points of insightface's `face_align.py`.
 */
export const SAMPLE_CROP: CropGeometry = {
  widthPx: CROP_SIZE_PX,
  heightPx: CROP_SIZE_PX,
  points: {
    rightEye: { x: 70, y: 76 },
    leftEye: { x: 122, y: 76 },
    noseTip: { x: 96.2, y: 105.7 },
    mouthCenter: { x: 96.3, y: 136 },
    mouthCorners: [
      { x: 74.8, y: 136.1 },
      { x: 117.8, y: 135.9 },
    ],
  },
};

/**
 * The detector's nose tip and mouth jitter more than its eyes, and so count as the eyes or less. Of 1, 0.5 and 1 for
 * eyes, nose and mouth no other weights between 0 and 1.5 were clearly better. The five points of the mesh count alike.
 */
const DETECTOR_WEIGHTS = { eye: 1, nose: 0.5, mouth: 1 };

/**
 * The aligned face crop. `points` are in pixels of `pixels` (centers at integers). Where several source pixels fall into
 * one target pixel their mean is taken; outside the picture is black.
 */
export function alignFace(
  pixels: Pixels,
  points: FacePoints,
  { widthPx, heightPx, points: targets }: CropGeometry,
  kind: AlignmentKind = 'points',
  warpWith: Warp = warp,
): Pixels {
  // Fitted in the crop: errors count by how far a point misses its place there.
  const { a, b, tx, ty } = invertSimilarity(fitSimilarity(pairsOf(points, targets, kind)));
  const taps = Math.max(1, Math.round(Math.hypot(a, b)));
  return warpWith(pixels, { a, b, c: -b, d: a, e: tx, f: ty }, { widthPx, heightPx, taps });
}

function pairsOf(from: FacePoints, to: FacePoints, kind: AlignmentKind): PointPair[] {
  const { eye, nose, mouth } = DETECTOR_WEIGHTS;
  const eyes = [
    { from: from.rightEye, to: to.rightEye, weight: eye },
    { from: from.leftEye, to: to.leftEye, weight: eye },
  ];
  if (kind === 'eyes') return eyes;
  if (from.mouthCorners === undefined || to.mouthCorners === undefined) {
    return [
      ...eyes,
      { from: from.noseTip, to: to.noseTip, weight: nose },
      { from: from.mouthCenter, to: to.mouthCenter, weight: mouth },
    ];
  }
  return [
    ...eyes,
    { from: from.noseTip, to: to.noseTip, weight: 1 },
    { from: from.mouthCorners[0], to: to.mouthCorners[0], weight: 1 },
    { from: from.mouthCorners[1], to: to.mouthCorners[1], weight: 1 },
  ];
}
