/** @file The part of a picture in which a face is looked at closely. */
import { squareAround, type BoundingBox } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks } from '../../core/geometry/landmarks.ts';
import { assessView } from '../../core/quality/face-quality.ts';
import type { Pass } from '../../core/tracking/pass.ts';
import type { Track } from '../../core/tracking/track-faces.ts';

/** A region is a square of this many times the detected box: hair, chin and ears, room for a turned head. */
export const REGION_FACTOR = 2;
/** Regions come at native resolution up to this side: twice the crop that the embedder gets. */
export const MAX_REGION_PX = 256;
/**
 * Below this the eyes are nearer to each other than `SMALLEST_EYES_PX` of `face-quality.ts`: the look would
 * be worth nothing.
 */
export const MIN_REGION_PX = 40;

export interface FrameFacts {
  readonly pictureWidthPx: number;
  readonly pictureHeightPx: number;
  readonly nowMs: number;
  /** What of the picture the detections are of; all of it where it is missing. */
  readonly pass?: Pass;
}

export interface RegionRequest {
  readonly track: number;
  readonly region: BoundingBox;
  readonly sizePx: number;
}

/** How well the face can be seen, see `assessView`. */
export function viewOf({ detection }: Track, { pictureWidthPx, pictureHeightPx }: FrameFacts): number {
  const inPixels = mapLandmarks(detection.landmarks, ({ x, y }) => ({
    x: x * pictureWidthPx,
    y: y * pictureHeightPx,
  }));
  return assessView(inPixels);
}

/** Undefined where the face is too small to be looked at. */
export function regionFor(
  track: Track,
  { pictureWidthPx, pictureHeightPx }: FrameFacts,
): RegionRequest | undefined {
  const region = squareAround(track.detection.boundingBox, REGION_FACTOR, pictureWidthPx, pictureHeightPx);
  const nativePx = region.width * pictureWidthPx;
  if (nativePx < MIN_REGION_PX) return undefined;
  return { track: track.id, region, sizePx: Math.round(Math.min(MAX_REGION_PX, nativePx)) };
}
