/** @file How the faces of a picture move, as far as whoever shows them has been told: their boxes at any time since. Pure. */
import type { BoundingBox, Point } from '../geometry/bounding-box.ts';
import { predictBox } from './predict-box.ts';

/**
 * Velocities are averaged over about this time. At 30 detections a second one of them is mostly noise, at 5 it is all there is:
 * with 80 ms, boxes slip by a third less between two frames at 30 a second, and lie as well on the faces at all rates.
 */
const MEMORY_MS = 80;

export interface MovingFace {
  readonly track: number;
  readonly box: BoundingBox;
  /** Picture widths and heights a second. */
  readonly velocity: Point;
}

export class FaceMotions {
  #velocities = new Map<number, Point>();
  #lookedMs = -Infinity;

  /** What was found in the picture that was shown at `lookedMs`. */
  note(faces: readonly MovingFace[], lookedMs: number): void {
    const share = 1 - Math.exp(-Math.max(0, lookedMs - this.#lookedMs) / MEMORY_MS);
    // The same picture again, with other verdicts.
    if (share === 0) return;
    const before = this.#velocities;
    this.#velocities = new Map(
      faces.map(({ track, velocity }) => [track, mix(before.get(track), velocity, share)]),
    );
    this.#lookedMs = lookedMs;
  }

  /** Where the face is in what is shown since `shownMs`. The face's own box where it has not moved. */
  boxAt({ track, box }: MovingFace, shownMs: number): BoundingBox {
    const velocity = this.#velocities.get(track);
    return velocity === undefined ? box : predictBox(box, velocity, shownMs - this.#lookedMs);
  }
}

function mix(before: Point | undefined, now: Point, share: number): Point {
  if (before === undefined) return now;
  return { x: before.x + share * (now.x - before.x), y: before.y + share * (now.y - before.y) };
}
