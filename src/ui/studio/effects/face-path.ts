/** @file The ellipse around a face. */
import { centerOf, type BoundingBox } from '../../../core/geometry/bounding-box.ts';

/** `scale` times the box, which reaches from brow to chin. */
export function facePath(box: BoundingBox, widthPx: number, heightPx: number, scale: number): Path2D {
  const { x, y } = centerOf(box);
  const path = new Path2D();
  path.ellipse(
    x * widthPx,
    y * heightPx,
    (box.width * widthPx * scale) / 2,
    (box.height * heightPx * scale) / 2,
    0,
    0,
    Math.PI * 2,
  );
  return path;
}
