/**
 * @file Faces followed by their own pixels from one frame to the next, at a twentieth of what the detector takes.
 * [Note: Every other frame] The detector sees every other frame of a video whose faces are all known and surely found again
 * in between: boxes come twice as often for the same work. Whoever comes new waits for one frame more. In between, the detector
 * sees wholes and tiles in the turns that it would have had anyway, so that nothing drifts for long. Where a face is lost, moves
 * too fast or turns away, the detector sees that frame too.
 */
import { toPixelBox, type Point } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection } from '../../core/geometry/landmarks.ts';
import { lumaOf, type LumaPlane } from '../../core/image/luma.ts';
import type { FramePixels } from '../../core/image/yuv.ts';
import { findPatch } from '../../core/tracking/find-patch.ts';
import { isWhole, type Pass } from '../../core/tracking/pass.ts';
import { isVisible, type Track } from '../../core/tracking/track-faces.ts';

/** Where frames are rarer, whoever comes would wait too long for the detector. */
const MAX_STEP_MS = 120;
/** Of whole pictures: a tile may lie between two. Farther apart they tell too little of each other. */
const MAX_WHOLE_STEP_MS = 2 * MAX_STEP_MS;
/** Where faces were not like themselves, the next ones will hardly be: following is tried again after that. */
const REST_MS = 1000;
/** Of the box, to each side of where the face is expected. */
const REACH = 0.25;
const MIN_REACH_PX = 3;
/** Smaller ones are left to the detector. */
const MIN_FACE_PX = 8;
/** Below it the face has turned, or something has come before it. */
const LEAST_LIKENESS = 0.85;
/** Of the faces that are left to tiles: they come again in their tile, and need not all be found. */
const LEAST_FINE_SHARE = 0.75;
/** A place that is older, or from which the face has gone farther in the meantime (in box sizes), is no place to start from. */
const MAX_AGE_MS = 800;
const MAX_MOVED_ON = 0.2;

/** Of one video. */
export class FaceFollower {
  /** The last whole picture. */
  #before: LumaPlane | undefined;
  #beforeMs = -Infinity;
  /** The last frame, whole or not. */
  #frameMs = -Infinity;
  #spare: Uint8Array | undefined;
  #isDetectorsTurn = true;
  #restsUntilMs = -Infinity;

  /**
   * The faces of this frame without the detector, in the picture's terms; undefined where it has to see the frame. Call for
   * every frame, in order, once the frame before has been answered.
   *
   * @param tracks as the frame before left them
   */
  follow(pixels: FramePixels, pass: Pass, tracks: readonly Track[], nowMs: number): Detection[] | undefined {
    const isTurn = !this.#isDetectorsTurn && nowMs >= this.#restsUntilMs;
    this.#isDetectorsTurn = false;
    const stepMs = nowMs - this.#frameMs;
    this.#frameMs = nowMs;
    if (!isWhole(pass)) return undefined;
    const [before, beforeMs] = [this.#before, this.#beforeMs];
    const plane = lumaOf(pixels, this.#spare);
    this.#spare = before?.data;
    this.#before = plane;
    this.#beforeMs = nowMs;
    const hasBefore = before?.width === plane.width && before.height === plane.height;
    const isSoon = stepMs <= MAX_STEP_MS && nowMs - beforeMs <= MAX_WHOLE_STEP_MS;
    if (!isTurn || !hasBefore || !isSoon || !areKnown(tracks)) return undefined;
    const found = followAll(tracks, { before, beforeMs, after: plane, afterMs: nowMs });
    if (found === undefined) this.#restsUntilMs = nowMs + REST_MS;
    this.#isDetectorsTurn = found !== undefined;
    return found;
  }

  /** Whether the next frame may be followed if it is a whole picture. */
  mayFollow(tracks: readonly Track[], nowMs: number): boolean {
    return !this.#isDetectorsTurn && nowMs >= this.#restsUntilMs && areKnown(tracks);
  }
}

/** Whether somebody is there, and nobody was lost just now. Who has been away for longer is not waited for. */
function areKnown(tracks: readonly Track[]): boolean {
  return tracks.some(isVisible) && !tracks.some(({ isFine, misses }) => !isFine && misses === 1);
}

interface TwoFrames {
  readonly before: LumaPlane;
  readonly beforeMs: number;
  readonly after: LumaPlane;
  readonly afterMs: number;
}

/** Undefined where they are not surely found. */
function followAll(tracks: readonly Track[], frames: TwoFrames): Detection[] | undefined {
  const found: Detection[] = [];
  let [fine, fineFound] = [0, 0];
  for (const track of tracks) {
    // Where a tile missed somebody there may be only a wall, which is like itself too.
    if (track.misses > 0) continue;
    const detection = followOne(track, frames);
    if (track.isFine) fine++;
    else if (detection === undefined) return undefined;
    if (detection === undefined) continue;
    if (track.isFine) fineFound++;
    found.push(detection);
  }
  return found.length > 0 && fineFound >= fine * LEAST_FINE_SHARE ? found : undefined;
}

function followOne(track: Track, { before, beforeMs, after, afterMs }: TwoFrames): Detection | undefined {
  const { detection, velocity, lastSeenMs } = track;
  const { width, height } = before;
  // A tile may have seen it since, or none for a while.
  const sinceMs = beforeMs - lastSeenMs;
  if (Math.abs(sinceMs) > MAX_AGE_MS) return undefined;
  const movedOn = { x: velocity.x * sinceMs, y: velocity.y * sinceMs };
  const { width: faceWidth, height: faceHeight } = detection.boundingBox;
  if (Math.hypot(movedOn.x / faceWidth, movedOn.y / faceHeight) > MAX_MOVED_ON) return undefined;
  const start = moved(detection, movedOn);
  const face = toPixelBox(start.boundingBox, width, height);
  const sidePx = Math.max(face.widthPx, face.heightPx);
  if (sidePx < MIN_FACE_PX) return undefined;
  const match = findPatch(before, face, after, {
    dxPx: velocity.x * (afterMs - beforeMs) * width,
    dyPx: velocity.y * (afterMs - beforeMs) * height,
    reachPx: Math.max(MIN_REACH_PX, sidePx * REACH),
  });
  if (match === undefined || match.likeness < LEAST_LIKENESS) return undefined;
  return moved(start, { x: match.dxPx / width, y: match.dyPx / height });
}

function moved({ boundingBox, landmarks, score }: Detection, { x, y }: Point): Detection {
  return {
    boundingBox: { ...boundingBox, x: boundingBox.x + x, y: boundingBox.y + y },
    landmarks: mapLandmarks(landmarks, (point) => ({ x: point.x + x, y: point.y + y })),
    score,
  };
}
