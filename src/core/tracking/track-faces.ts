/** @file The tracker: detections join the track that is expected where they are. Pure; the caller passes the time. */
import {
  centerOf,
  intersectionOverUnion,
  isInside,
  type BoundingBox,
  type Point,
} from '../geometry/bounding-box.ts';
import type { Detection } from '../geometry/landmarks.ts';
import { moveOn } from './move-on.ts';
import { ONLY_PASS, isFineHeight, isInflated, isWhole, isWithinView, type Pass } from './pass.ts';
import { boxOf, smoothBox, startSmoothing, type BoxSmoothing } from './smooth-box.ts';

export interface Track {
  readonly id: number;
  /** Smoothed for display. */
  readonly box: BoundingBox;
  readonly detection: Detection;
  /** Of the detection's centre, smoothed, in picture widths and heights a millisecond. */
  readonly velocity: Point;
  /** Of the box, see smooth-box.ts. */
  readonly smoothing: BoxSmoothing;
  /** The last detection hardly overlaps the one before: it may be of somebody else. */
  readonly isUncertain: boolean;
  /** Too small for whole pictures: followed in tiles, see [Note: Each face has its view]. */
  readonly isFine: boolean;
  /** Passes in succession that should have seen it and did not. */
  readonly misses: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
}

export interface Tracks {
  readonly list: readonly Track[];
  readonly nextId: number;
}

export const NO_TRACKS: Tracks = { list: [], nextId: 1 };

/** A head that moves half its width between two frames at 10 per second still overlaps by this much. */
const MIN_OVERLAP = 0.2;
/**
 * A face may hide this long (a passing hand, a head turned away) and come back as itself. Whether it is itself, the next look
 * tells: see `RETURNED_AFTER_MS` in doubts.ts.
 */
const KEPT_UNSEEN_MS = 2000;
/** What the overlap with the last place counts beside the one with the expected place: for those who stop at once. */
const LAST_PLACE_SHARE = 0.6;
/** Weight of the newest movement in the velocity. Between frames that are closer than `MIN_STEP_MS` it is all noise. */
const VELOCITY_MEMORY = 0.5;
const MIN_STEP_MS = 15;
/** Five frames a second is the slowest at which a box is worth smoothing; small ones, which tremble most, come more rarely. */
const MAX_SMOOTHED_STEP_MS = 250;
const MAX_FINE_STEP_MS = 1000;
/** Tiles miss a small face now and then, and its box should not flicker: gone is who is missed twice. */
const FINE_MISSES = 2;

/**
 * Greedy, best overlap first; then what is left, nearest first, within `reachOf`: small faces that walk overlap little. Tracks
 * unseen for `KEPT_UNSEEN_MS` end; `isVisible` tells those that are to be shown. The order of the detections does not
 * matter.
 *
 * @param unordered in the picture's terms, whatever part of it the pass saw
 */
export function updateTracks(
  tracks: Tracks,
  unordered: readonly Detection[],
  nowMs: number,
  pass: Pass = ONLY_PASS,
): Tracks {
  const detections = [...unordered].sort(fromTheLeft);
  const alive = tracks.list.filter((track) => nowMs - track.lastSeenMs <= KEPT_UNSEEN_MS);
  const matched = new Map<Track, Detection>();
  const taken = new Set<Detection>();
  const match = (rate: (track: Track, detection: Detection) => number, least: number): Set<Track> => {
    const pairs = alive
      .flatMap((track) =>
        detections.map((detection) => ({ track, detection, rating: rate(track, detection) })),
      )
      .filter(({ rating }) => rating >= least)
      .sort((a, b) => b.rating - a.rating);
    const fresh = new Set<Track>();
    for (const { track, detection } of pairs) {
      if (matched.has(track) || taken.has(detection)) continue;
      matched.set(track, detection);
      taken.add(detection);
      fresh.add(track);
    }
    return fresh;
  };
  match((track, detection) => overlapOf(track, detection, nowMs, pass), MIN_OVERLAP);
  const reached = match((track, detection) => reachOf(track, nowMs) - distanceTo(track, detection, nowMs), 0);

  let { nextId } = tracks;
  const continued = alive.map((track) => {
    const detection = matched.get(track);
    if (detection === undefined)
      return isSureToShow(pass, track, nowMs) ? { ...track, misses: track.misses + 1 } : track;
    if (isInflatedBy(detection, track, pass)) {
      if (isWhole(pass)) return { ...track, misses: 0 };
    } else if (isLeftToWhole(track, pass)) return track;
    const isFine = isFineIn(pass, detection, track.isFine);
    return { ...follow(track, detection, nowMs), isUncertain: reached.has(track), isFine, misses: 0 };
  });
  const isPartOfKnown = ({ boundingBox }: Detection): boolean =>
    alive.some((track) => isLeftToWhole(track, pass) && isInside(centerOf(boundingBox), track.box));
  const started = detections
    .filter((detection) => !taken.has(detection) && !isPartOfKnown(detection))
    .map((detection) => ({
      id: nextId++,
      box: detection.boundingBox,
      detection,
      velocity: AT_REST,
      smoothing: startSmoothing(detection.boundingBox),
      isUncertain: false,
      isFine: isFineIn(pass, detection, false),
      misses: 0,
      firstSeenMs: nowMs,
      lastSeenMs: nowMs,
    }));
  return { list: [...continued, ...started], nextId };
}

/** Ends every track but keeps the numbering, as a scene cut demands. */
export function endTracks(tracks: Tracks): Tracks {
  return { list: [], nextId: tracks.nextId };
}

/** The track under a fresh number: it turned out to be another face. */
export function renumberTrack(tracks: Tracks, id: number): { tracks: Tracks; id: number } {
  const fresh = tracks.nextId;
  const list = tracks.list.map((track) => (track.id === id ? { ...track, id: fresh } : track));
  return { tracks: { list, nextId: fresh + 1 }, id: fresh };
}

export function endTrack(tracks: Tracks, id: number): Tracks {
  return { ...tracks, list: tracks.list.filter((track) => track.id !== id) };
}

/** Whether the face is there as far as is known: not missed by the passes that should have seen it. */
export function isVisible({ isFine, misses }: Track): boolean {
  return misses < (isFine ? FINE_MISSES : 1);
}

/** Where the face is shown: its smoothed box, moved on to now where the last pass was not its own. */
export function shownBox({ box, velocity, lastSeenMs }: Track, nowMs: number): BoundingBox {
  return moveOn(box, velocity, nowMs - lastSeenMs);
}

const REACH_AT_ONCE = 0.5;
const REACH_A_SECOND = 1.2;
const MAX_REACH = 1;
/** Boxes of one face at the edge of what the detector finds vary by a fifth; twice is somebody else. */
const MAX_GROWTH = 1.6;

const AT_REST: Point = { x: 0, y: 0 };

function fromTheLeft(
  { boundingBox: a, score: scoreA }: Detection,
  { boundingBox: b, score: scoreB }: Detection,
): number {
  return a.x - b.x || a.y - b.y || a.width - b.width || a.height - b.height || scoreA - scoreB;
}

function overlapOf(track: Track, detection: Detection, nowMs: number, pass: Pass): number {
  return Math.max(
    isInflatedBy(detection, track, pass) ? MIN_OVERLAP : 0,
    intersectionOverUnion(expectedBox(track, nowMs), detection.boundingBox),
    LAST_PLACE_SHARE * intersectionOverUnion(track.detection.boundingBox, detection.boundingBox),
  );
}

/** In face sizes: how far a face may have gone since it was seen last. A walk towards the camera shifts a small face by half. */
function reachOf({ lastSeenMs }: Track, nowMs: number): number {
  return Math.min(MAX_REACH, REACH_AT_ONCE + (REACH_A_SECOND * (nowMs - lastSeenMs)) / 1000);
}

/** In face sizes, from the expected or the last place, whichever is nearer; Infinity for a face of quite another size. */
function distanceTo(track: Track, { boundingBox }: Detection, nowMs: number): number {
  const { width, height } = track.detection.boundingBox;
  const growth = boundingBox.width / width;
  if (!(growth < MAX_GROWTH && growth > 1 / MAX_GROWTH)) return Infinity;
  const to = centerOf(boundingBox);
  const [meanWidth, meanHeight] = [(width + boundingBox.width) / 2, (height + boundingBox.height) / 2];
  const from = [centerOf(expectedBox(track, nowMs)), centerOf(track.detection.boundingBox)];
  return Math.min(...from.map(({ x, y }) => Math.hypot((to.x - x) / meanWidth, (to.y - y) / meanHeight)));
}

/** Its last detection, moved on at the velocity that it had. */
function expectedBox({ detection, velocity, lastSeenMs }: Track, nowMs: number): BoundingBox {
  return moveOn(detection.boundingBox, velocity, nowMs - lastSeenMs);
}

/** What only a tile found is left to tiles, also where it is large enough. */
function isFineIn(pass: Pass, { boundingBox }: Detection, wasFine: boolean): boolean {
  return !isWhole(pass) || isFineHeight(boundingBox.height, pass, wasFine);
}

/** Whether a face that is there would have been seen. */
function isSureToShow(pass: Pass, track: Track, nowMs: number): boolean {
  if (isWhole(pass)) return !track.isFine || pass.sureHeight === 0;
  return track.isFine && isWithinView(expectedBox(track, nowMs), pass.view);
}

function isInflatedBy({ boundingBox }: Detection, { detection, isFine }: Track, pass: Pass): boolean {
  return isInflated(detection.boundingBox, isFine, boundingBox, pass);
}

/** Whether the track is one that a tile neither moves nor ends. */
function isLeftToWhole(track: Track, pass: Pass): boolean {
  return !isWhole(pass) && !track.isFine && isVisible(track);
}

function velocityAfter(track: Track, detection: Detection, nowMs: number): Point {
  const stepMs = nowMs - track.lastSeenMs;
  if (stepMs < MIN_STEP_MS) return track.velocity;
  const from = centerOf(track.detection.boundingBox);
  const to = centerOf(detection.boundingBox);
  const isFirst = track.firstSeenMs === track.lastSeenMs;
  const mix = (before: number, now: number): number =>
    isFirst ? now : before * (1 - VELOCITY_MEMORY) + now * VELOCITY_MEMORY;
  return {
    x: mix(track.velocity.x, (to.x - from.x) / stepMs),
    y: mix(track.velocity.y, (to.y - from.y) / stepMs),
  };
}

function follow(track: Track, detection: Detection, nowMs: number): Track {
  const stepMs = nowMs - track.lastSeenMs;
  // Whoever was away for a while is where the detection is, not on the way there.
  const isBack = stepMs > (track.isFine && isVisible(track) ? MAX_FINE_STEP_MS : MAX_SMOOTHED_STEP_MS);
  const smoothing = isBack
    ? startSmoothing(detection.boundingBox)
    : smoothBox(track.smoothing, detection.boundingBox, stepMs);
  return {
    ...track,
    box: boxOf(smoothing),
    smoothing,
    detection,
    velocity: velocityAfter(track, detection, nowMs),
    lastSeenMs: nowMs,
  };
}
