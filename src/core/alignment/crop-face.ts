/** @file The part of a picture that a network gets to see of a face: by its points, or by the detector's box. */
import type { BoundingBox, PixelBox, Point } from '../geometry/bounding-box.ts';
import type { Pixels } from '../image/pixels.ts';
import { stretch, warp, type Warp } from '../image/warp.ts';
import { SAMPLE_CROP, alignFace, type FacePoints } from './align-face.ts';

type Place = readonly [x: number, y: number];

/** Targets in pixels of the crop (centers at integers); or the detector's box. See the model card. */
export type CropRule =
  | { readonly kind: 'eyes'; readonly rightEye: Place; readonly leftEye: Place }
  | {
      readonly kind: 'points';
      readonly rightEye: Place;
      readonly leftEye: Place;
      readonly noseTip: Place;
      readonly rightMouthCorner: Place;
      readonly leftMouthCorner: Place;
    }
  | { readonly kind: 'box'; readonly shape: 'stretched' | 'square'; readonly factor: number };

/** Where a face is in the pixels at hand: points with pixel centers at integers, the box in edges. */
export interface FacePlace extends FacePoints {
  readonly box: PixelBox;
}

/**
 * Where the face is in a stored sample, unless it is looked for. The box is the detector's typical one, the median over
 * the faces of the sample pictures.
 */
export const SAMPLE_PLACE: FacePlace = {
  ...SAMPLE_CROP.points,
  box: { leftPx: 29.7, topPx: 32.2, widthPx: 132.6, heightPx: 132.6 },
};

/** The face crop, `widthPx` x `heightPx`; outside the picture is black. */
export function cropFace(
  pixels: Pixels,
  place: FacePlace,
  rule: CropRule,
  size: { readonly widthPx: number; readonly heightPx: number },
  warpWith: Warp = warp,
): Pixels {
  if (rule.kind === 'box') {
    return warpWith(pixels, ...stretch(enlarge(place.box, rule), size.widthPx, size.heightPx));
  }
  return alignFace(pixels, place, { ...size, points: targetsOf(rule) }, rule.kind, warpWith);
}

/** As if the face had been found elsewhere: its middle by so many pixels, and so much larger around it. */
export function moveFace(
  place: FacePlace,
  by: { readonly x: number; readonly y: number; readonly scale: number },
): FacePlace {
  const { leftPx, topPx, widthPx, heightPx } = place.box;
  const middle = { x: leftPx + widthPx / 2, y: topPx + heightPx / 2 };
  const move = ({ x, y }: Point): Point => ({
    x: middle.x + (x - middle.x) * by.scale + by.x,
    y: middle.y + (y - middle.y) * by.scale + by.y,
  });
  const corner = move({ x: leftPx, y: topPx });
  return {
    rightEye: move(place.rightEye),
    leftEye: move(place.leftEye),
    noseTip: move(place.noseTip),
    mouthCenter: move(place.mouthCenter),
    mouthCorners: place.mouthCorners && ([move(place.mouthCorners[0]), move(place.mouthCorners[1])] as const),
    box: {
      leftPx: corner.x,
      topPx: corner.y,
      widthPx: widthPx * by.scale,
      heightPx: heightPx * by.scale,
    },
  };
}

/** The box of a face in a region that is the square of `factor` times its side around it, when nothing better is known. */
export function centralBox(factor: number): BoundingBox {
  const side = 1 / factor;
  return { x: (1 - side) / 2, y: (1 - side) / 2, width: side, height: side };
}

function targetsOf(rule: Exclude<CropRule, { kind: 'box' }>): FacePoints {
  const rightEye = pointAt(rule.rightEye);
  const leftEye = pointAt(rule.leftEye);
  // Two eyes need no more: what else a face has is not asked for then.
  if (rule.kind === 'eyes') return { ...SAMPLE_CROP.points, rightEye, leftEye };
  const right = pointAt(rule.rightMouthCorner);
  const left = pointAt(rule.leftMouthCorner);
  return {
    rightEye,
    leftEye,
    noseTip: pointAt(rule.noseTip),
    mouthCenter: { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 },
    mouthCorners: [right, left],
  };
}

function pointAt([x, y]: Place): Point {
  return { x, y };
}

function enlarge(box: PixelBox, { shape, factor }: Extract<CropRule, { kind: 'box' }>): PixelBox {
  const side = Math.max(box.widthPx, box.heightPx);
  const widthPx = (shape === 'square' ? side : box.widthPx) * factor;
  const heightPx = (shape === 'square' ? side : box.heightPx) * factor;
  return {
    leftPx: box.leftPx + (box.widthPx - widthPx) / 2,
    topPx: box.topPx + (box.heightPx - heightPx) / 2,
    widthPx,
    heightPx,
  };
}
