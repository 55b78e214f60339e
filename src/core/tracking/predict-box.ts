/** @file Where a face has got to since it was looked at: boxes move with the picture between one detection and the next. Pure. */
import type { BoundingBox, Point } from '../geometry/bounding-box.ts';

/** Nobody knows where a head is going after that. */
const MAX_AHEAD_MS = 250;
/** In box sizes. */
const MAX_SHIFT = 0.5;
/**
 * In box sizes a second: detections of a still face seem to move by that much. On the generated clip and two real ones, at 5, 10,
 * 15 and 30 detections a second that are shown 60 ms late, less makes boxes tremble and more lets them lag.
 */
const NOISE = 0.3;

/**
 * The box after `aheadMs` at this velocity (picture widths and heights a second). The same object when it has not moved, so that
 * whoever draws can tell.
 */
export function predictBox(box: BoundingBox, velocity: Point, aheadMs: number): BoundingBox {
  const seconds = Math.min(MAX_AHEAD_MS, aheadMs) / 1000;
  if (!(seconds > 0)) return box;
  const speed = Math.hypot(velocity.x / box.width, velocity.y / box.height);
  if (!(speed > NOISE)) return box;
  // What noise may have added is taken off, so that a head that starts to move does not make its box jump.
  const share = Math.min((1 - NOISE / speed) * seconds, MAX_SHIFT / speed);
  return { ...box, x: box.x + velocity.x * share, y: box.y + velocity.y * share };
}
