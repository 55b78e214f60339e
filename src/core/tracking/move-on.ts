/** @file Where a face is expected that was not seen for a moment. */
import type { BoundingBox, Point } from '../geometry/bounding-box.ts';

/** A head that is hidden goes on as it went for this long; whoever is hidden longer may have stopped. */
const MAX_PREDICTED_MS = 400;
/** In box sizes: farther than this a wrong velocity would carry the track off to somebody else. */
const MAX_PREDICTED_SHIFT = 1;

/**
 * The box moved on at its velocity.
 *
 * @param velocity in picture widths and heights a millisecond
 * @param passedMs since it was there
 */
export function moveOn({ x, y, width, height }: BoundingBox, velocity: Point, passedMs: number): BoundingBox {
  const ms = Math.min(passedMs, MAX_PREDICTED_MS);
  return {
    x: x + clamp(velocity.x * ms, width * MAX_PREDICTED_SHIFT),
    y: y + clamp(velocity.y * ms, height * MAX_PREDICTED_SHIFT),
    width,
    height,
  };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
