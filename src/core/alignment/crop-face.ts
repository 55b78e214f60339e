/** @file The part of a picture that a network gets to see of a face: by the eyes, or by the detector's box. */
import type { BoundingBox, PixelBox, Point } from '../geometry/bounding-box.ts';
import type { Pixels } from '../image/pixels.ts';
import { stretch, warp, type Warp } from '../image/warp.ts';
import { SAMPLE_CROP, alignFace } from './align-face.ts';

/** Eye targets in pixels of the crop (centres at integers); or the detector's box, see the model card. */
export type CropRule =
  | {
      readonly kind: 'eyes';
      readonly rightEye: readonly [x: number, y: number];
      readonly leftEye: readonly [x: number, y: number];
    }
  | { readonly kind: 'box'; readonly shape: 'stretched' | 'square'; readonly factor: number };

/** Where a face is in the pixels at hand: eyes with pixel centres at integers, the box in edges. */
export interface FacePlace {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly box: PixelBox;
}

/**
 * Where the face is in a stored sample. The box is not kept with it: this is the detector's typical one, the median over
 * the faces of the sample pictures, for networks that want boxes.
 */
export const SAMPLE_PLACE: FacePlace = {
  rightEye: SAMPLE_CROP.rightEye,
  leftEye: SAMPLE_CROP.leftEye,
  box: { leftPx: 29.7, topPx: 32.2, widthPx: 132.6, heightPx: 132.6 },
};

/** The face crop, `widthPx` x `heightPx`; outside the picture is black. */
export function cropFace(
  pixels: Pixels,
  { rightEye, leftEye, box }: FacePlace,
  rule: CropRule,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  warpWith: Warp = warp,
): Pixels {
  if (rule.kind === 'box') return warpWith(pixels, ...stretch(enlarge(box, rule), widthPx, heightPx));
  const crop = {
    widthPx,
    heightPx,
    rightEye: { x: rule.rightEye[0], y: rule.rightEye[1] },
    leftEye: { x: rule.leftEye[0], y: rule.leftEye[1] },
  };
  return alignFace(pixels, rightEye, leftEye, crop, warpWith);
}

/** The box of a face in a region that is the square of `factor` times its side around it, when nothing better is known. */
export function centralBox(factor: number): BoundingBox {
  const side = 1 / factor;
  return { x: (1 - side) / 2, y: (1 - side) / 2, width: side, height: side };
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
