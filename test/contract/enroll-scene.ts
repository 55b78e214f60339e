/** @file A video with one face in it, as enrolling sees it, without any network. */
import { vi } from 'vitest';
import type { MatchLimits } from '../../src/core/matching/limits.ts';
import { ALL_LOOKS } from '../../src/core/pace/look-allowance.ts';
import type { View } from '../../src/offscreen/knowledge.ts';
import type { WatchedVideo } from '../../src/offscreen/watched-video.ts';
import type { TrackLook } from '../../src/recognition/pipeline/track-state.ts';
import { VideoSession } from '../../src/recognition/pipeline/video-session.ts';
import { POSES } from '../unit/core/enrollment/looks.ts';
import type { PoseSlot } from '../../src/core/enrollment/pose-slots.ts';
import { detectionAt, galleryOf } from '../unit/faces.ts';

/** Something new lies 0.25 or more from what is there, another face more than 0.5 from the best. */
export const LIMITS: MatchLimits = {
  enterMaxDistance: 0.5,
  leaveMaxDistance: 0.52,
  maybeMaxDistance: 0.54,
  poorLookReserve: 0,
  minMargin: 0.03,
  samePersonDistance: 0.4,
  anotherFaceDistance: 0.55,
  maxSpread: 0.5,
};
export const NOBODY: View = { gallery: galleryOf({}), limits: LIMITS };

export function lookAt(
  position: number,
  slot: PoseSlot = 'front',
  changes: Partial<TrackLook> = {},
): TrackLook {
  const crop = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  const embedding = Float32Array.of(position);
  return {
    modelId: 'compact',
    embedding,
    quality: 0.9,
    crop,
    pose: POSES[slot],
    luma: 120,
    eyesPx: 60,
    ...changes,
  };
}

export interface Scene {
  readonly video: WatchedVideo;
  readonly session: VideoSession;
  /** The embedder is done with a look at a track: the first one unless another is given. */
  look(look: TrackLook, track?: number): void;
  /** A frame with faces at these places (left edges), the first face's being 0.4. */
  frame(nowMs: number, ...places: readonly number[]): void;
  /** The picture is cut: all tracks end. */
  cut(): void;
}

/** A video that shows one face, track 1, with these looks from before. */
export function sceneWith(before: readonly TrackLook[], state: WatchedVideo['state'] = 'watching'): Scene {
  const session = new VideoSession();
  const frame = (nowMs: number, ...places: readonly number[]): void => {
    const faces = places.map((x) => detectionAt(x, 0.4, 0.2, 0.2));
    session.update(faces, { pictureWidthPx: 640, pictureHeightPx: 360, nowMs }, ALL_LOOKS);
  };
  frame(0, 0.4);
  const lookListeners: WatchedVideo['lookListeners'] = new Set();
  const look = (one: TrackLook, track = 1): void => {
    session.addLook(track, one, 0, galleryOf({}), LIMITS);
    for (const listener of lookListeners) listener(track, one);
  };
  for (const one of before) look(one);
  const cut = (): void => {
    for (const luma of [0, 255]) {
      const data = new Uint8ClampedArray(64 * 36 * 4).fill(luma);
      session.noteFrame({ width: 64, height: 36, data });
    }
  };
  const video = { session, lookListeners, state } as unknown as WatchedVideo;
  return { video, session, look, frame, cut };
}

/** Lets promises go on and a timer tick come by. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}
