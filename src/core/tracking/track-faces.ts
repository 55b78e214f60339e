/** @file A simple tracker: detections join the track whose box they overlap most. Pure; the caller passes the time. */
import { blendBoxes, centerOf, intersectionOverUnion, type BoundingBox } from '../geometry/bounding-box.ts';
import type { Detection } from '../geometry/landmarks.ts';

export interface Track {
  readonly id: number;
  /** Smoothed for display. */
  readonly box: BoundingBox;
  readonly detection: Detection;
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
/** A face may hide this long (a blink of the detector, a passing hand) and come back as itself. */
const KEPT_UNSEEN_MS = 700;
/** Movement of the centre, in box widths, at which smoothing ends: beyond it a smoothed box would visibly lag. */
const FREE_MOTION = 0.06;
const STILL_SHARE = 0.35;

/** Greedy, best overlap first. Tracks unseen for `KEPT_UNSEEN_MS` end; `isVisible` tells those that this frame shows. */
export function updateTracks(tracks: Tracks, detections: readonly Detection[], nowMs: number): Tracks {
  const alive = tracks.list.filter((track) => nowMs - track.lastSeenMs <= KEPT_UNSEEN_MS);
  const pairs = alive
    .flatMap((track) =>
      detections.map((detection) => ({
        track,
        detection,
        overlap: intersectionOverUnion(track.detection.boundingBox, detection.boundingBox),
      })),
    )
    .filter(({ overlap }) => overlap >= MIN_OVERLAP)
    .sort((a, b) => b.overlap - a.overlap);

  const matched = new Map<Track, Detection>();
  const taken = new Set<Detection>();
  for (const { track, detection } of pairs) {
    if (matched.has(track) || taken.has(detection)) continue;
    matched.set(track, detection);
    taken.add(detection);
  }

  let { nextId } = tracks;
  const continued = alive.map((track) => {
    const detection = matched.get(track);
    return detection === undefined ? track : follow(track, detection, nowMs);
  });
  const started = detections
    .filter((detection) => !taken.has(detection))
    .map((detection) => ({
      id: nextId++,
      box: detection.boundingBox,
      detection,
      firstSeenMs: nowMs,
      lastSeenMs: nowMs,
    }));
  return { list: [...continued, ...started], nextId };
}

/** Ends every track but keeps the numbering, as a scene cut demands. */
export function endTracks(tracks: Tracks): Tracks {
  return { list: [], nextId: tracks.nextId };
}

export function isVisible(track: Track, nowMs: number): boolean {
  return track.lastSeenMs === nowMs;
}

function follow(track: Track, detection: Detection, nowMs: number): Track {
  const from = centerOf(track.box);
  const to = centerOf(detection.boundingBox);
  const motion = Math.hypot((to.x - from.x) / track.box.width, (to.y - from.y) / track.box.height);
  const share = Math.min(1, STILL_SHARE + (1 - STILL_SHARE) * (motion / FREE_MOTION));
  return { ...track, box: blendBoxes(track.box, detection.boundingBox, share), detection, lastSeenMs: nowMs };
}
