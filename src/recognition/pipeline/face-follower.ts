/**
 * @file Faces followed by their own pixels from one frame to the next, at a twentieth of what the detector takes.
 * [Note: Every other frame] The detector sees every other frame of a video whose faces are all known and surely found again
 * in between: boxes come twice as often for the same work. Whoever comes new waits for one frame more, and no face is followed
 * for two frames in succession, so that nothing drifts. Where a face is lost, moves too fast or turns away, the detector sees
 * that frame too.
 */
import { toPixelBox, type Point } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection } from '../../core/geometry/landmarks.ts';
import { lumaOf, type LumaPlane } from '../../core/image/luma.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { findPatch } from '../../core/tracking/find-patch.ts';
import { isWhole, type Pass } from '../../core/tracking/pass.ts';
import type { Track } from '../../core/tracking/track-faces.ts';

/** Farther apart, frames tell too little of each other, and whoever comes would wait too long. */
const MAX_STEP_MS = 120;
/** Of the box, to each side of where the face is expected. */
const REACH = 0.25;
const MIN_REACH_PX = 3;
/** Smaller ones are left to the detector. */
const MIN_FACE_PX = 12;
/** Below it the face has turned, or something has come before it. */
const LEAST_LIKENESS = 0.85;

/** Of one video. */
export class FaceFollower {
  /** The last whole picture, where its faces were. */
  #before: LumaPlane | undefined;
  #beforeMs = -Infinity;
  #spare: Uint8Array | undefined;
  #isDetectorsTurn = true;

  /**
   * The faces of this frame without the detector, in the picture's terms; undefined where it has to see the frame. Call for
   * every frame, in order, once the frame before has been answered.
   *
   * @param tracks as the frame before left them
   */
  follow(pixels: Pixels, pass: Pass, tracks: readonly Track[], nowMs: number): Detection[] | undefined {
    // A tile neither moves the faces that whole pictures show, nor ends them: they wait for the next whole one.
    if (!isWhole(pass)) return undefined;
    const [before, stepMs] = [this.#before, nowMs - this.#beforeMs];
    const plane = lumaOf(pixels, this.#spare);
    this.#spare = before?.data;
    this.#before = plane;
    this.#beforeMs = nowMs;
    const mayFollow =
      !this.#isDetectorsTurn &&
      before?.width === plane.width &&
      before.height === plane.height &&
      stepMs <= MAX_STEP_MS;
    const found = mayFollow ? followAll(tracks, before, plane, stepMs) : undefined;
    this.#isDetectorsTurn = found !== undefined;
    return found;
  }
}

/** Undefined where any of them was not seen in the frame before, or is not surely found in this one. */
function followAll(
  tracks: readonly Track[],
  before: LumaPlane,
  after: LumaPlane,
  stepMs: number,
): Detection[] | undefined {
  // Those are left to tiles.
  const own = tracks.filter(({ isFine }) => !isFine);
  if (own.length === 0) return undefined;
  const found: Detection[] = [];
  for (const track of own) {
    const shift = track.misses === 0 ? shiftOf(track, before, after, stepMs) : undefined;
    if (shift === undefined) return undefined;
    found.push(moved(track.detection, shift));
  }
  return found;
}

/** Normalised to the picture. */
function shiftOf(track: Track, before: LumaPlane, after: LumaPlane, stepMs: number): Point | undefined {
  const { width, height } = before;
  const { boundingBox } = track.detection;
  const face = toPixelBox(boundingBox, width, height);
  const sidePx = Math.max(face.widthPx, face.heightPx);
  if (sidePx < MIN_FACE_PX) return undefined;
  const match = findPatch(before, face, after, {
    dxPx: track.velocity.x * stepMs * width,
    dyPx: track.velocity.y * stepMs * height,
    reachPx: Math.max(MIN_REACH_PX, sidePx * REACH),
  });
  if (match === undefined || match.likeness < LEAST_LIKENESS) return undefined;
  return { x: match.dxPx / width, y: match.dyPx / height };
}

function moved({ boundingBox, landmarks, score }: Detection, { x, y }: Point): Detection {
  return {
    boundingBox: { ...boundingBox, x: boundingBox.x + x, y: boundingBox.y + y },
    landmarks: mapLandmarks(landmarks, (point) => ({ x: point.x + x, y: point.y + y })),
    score,
  };
}
