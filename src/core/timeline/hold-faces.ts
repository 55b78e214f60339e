/**
 * @file Faces between and around their detections. A detector that blinks must not uncover somebody: what hides faces
 * covers where they were and will be, too.
 */
import { blendBoxes } from '../geometry/bounding-box.ts';
import type { SeenFace, SeenFrame } from './seen-faces.ts';

/** Gaps up to this are the detector's, not the face's. */
const MAX_GAP_MS = 1500;
/** A face comes and goes through half-hidden and turned views that no detector knows. */
const HOLD_MS = 500;

interface Sighting {
  readonly index: number;
  readonly timeMs: number;
  readonly face: SeenFace;
}

/** For each frame the faces that are not detected in it but were shortly before, or will be shortly after. */
export function heldFaces(frames: readonly SeenFrame[]): SeenFace[][] {
  const held: SeenFace[][] = frames.map(() => []);
  const sightings = new Map<number, Sighting[]>();
  for (const [index, { timeMs, faces }] of frames.entries()) {
    for (const face of faces) {
      const list = sightings.get(face.track) ?? [];
      list.push({ index, timeMs, face });
      sightings.set(face.track, list);
    }
  }
  const timeAt = (index: number): number | undefined => frames[index]?.timeMs;
  for (const list of sightings.values()) {
    for (const [position, sighting] of list.entries()) {
      const before = list[position - 1];
      if (before === undefined) spread(held, timeAt, sighting, -1);
      else bridge(held, timeAt, before, sighting);
      if (position === list.length - 1) spread(held, timeAt, sighting, 1);
    }
  }
  return held;
}

function spread(
  held: SeenFace[][],
  timeAt: (index: number) => number | undefined,
  { index, timeMs, face }: Sighting,
  step: 1 | -1,
): void {
  for (let at = index + step; ; at += step) {
    const time = timeAt(at);
    if (time === undefined || Math.abs(time - timeMs) > HOLD_MS) return;
    held[at]?.push(face);
  }
}

function bridge(
  held: SeenFace[][],
  timeAt: (index: number) => number | undefined,
  from: Sighting,
  to: Sighting,
): void {
  const gapMs = to.timeMs - from.timeMs;
  if (gapMs > MAX_GAP_MS) {
    spread(held, timeAt, from, 1);
    spread(held, timeAt, to, -1);
    return;
  }
  for (let at = from.index + 1; at < to.index; at++) {
    const share = ((timeAt(at) ?? from.timeMs) - from.timeMs) / gapMs;
    held[at]?.push({ ...from.face, box: blendBoxes(from.face.box, to.face.box, share) });
  }
}

/** The same while watching live, where nothing is known of what comes. */
export class FaceMemory {
  #seen = new Map<number, { readonly face: SeenFace; readonly timeMs: number }>();

  /** The faces that were there within the last half second, and are not among these. */
  remember({ timeMs, faces }: SeenFrame): SeenFace[] {
    for (const [track, seen] of this.#seen) {
      if (timeMs - seen.timeMs > HOLD_MS) this.#seen.delete(track);
    }
    const now = new Set(faces.map(({ track }) => track));
    const held = [...this.#seen].flatMap(([track, { face }]) => (now.has(track) ? [] : face));
    for (const face of faces) this.#seen.set(face.track, { face, timeMs });
    return held;
  }
}
