/**
 * @file What the face mesh sees of a face: a turned square of the picture, in which the eyes are level. Pure.
 */
import type { Affine } from '../../core/geometry/affine.ts';
import type { PixelBox, Point } from '../../core/geometry/bounding-box.ts';

/**
 * From the network's input to the picture, both in pixels from the upper left corner.
 *
 * @param box of the face in the picture
 * @param rightEye in the same pixels; where the eyes fall together the square stays upright
 * @param factor side of the square, in longer sides of the box
 * @param inputPx side of the network's input
 * Source: mediapipe/modules/face_landmark/face_detection_front_detection_to_roi.pbtxt
 */
export function meshView(
  box: PixelBox,
  { rightEye, leftEye }: { readonly rightEye: Point; readonly leftEye: Point },
  factor: number,
  inputPx: number,
): Affine {
  const scale = (factor * Math.max(box.widthPx, box.heightPx)) / inputPx;
  const angle = Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const middle = inputPx / 2;
  return {
    a,
    b,
    c: -b,
    d: a,
    e: box.leftPx + box.widthPx / 2 - (a - b) * middle,
    f: box.topPx + box.heightPx / 2 - (b + a) * middle,
  };
}

/** The same map where pixels' middles are at whole numbers, as `warp` wants it. */
export function betweenPixelCenters({ a, b, c, d, e, f }: Affine): Affine {
  return { a, b, c, d, e: e + (a + c - 1) / 2, f: f + (b + d - 1) / 2 };
}
