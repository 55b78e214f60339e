/** @file What holds for every course of detections, tried on many drawn ones; and faces that cross. */
import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import {
  NO_TRACKS,
  isVisible,
  updateTracks,
  type Tracks,
} from '../../../../src/core/tracking/track-faces.ts';
import { detectionAt } from '../../faces.ts';

const COURSES = 60;
const FRAMES = 40;
const FRAME_MS = 100;

/** Numbers of 0..1, the same for the same seed: the generator of Lehmer with the constants of Park and Miller. */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Up to five faces that wander, leave for some frames, and lie over each other. */
function drawCourse(seed: number): Detection[][] {
  const draw = drawer(seed);
  const faces = Array.from({ length: 1 + Math.floor(draw() * 5) }, () => ({
    x: draw(),
    y: draw(),
    size: 0.05 + draw() * 0.25,
    stepX: (draw() - 0.5) * 0.1,
    stepY: (draw() - 0.5) * 0.1,
  }));
  return Array.from({ length: FRAMES }, () =>
    faces.flatMap((face) => {
      face.x += face.stepX + (draw() - 0.5) * 0.02;
      face.y += face.stepY + (draw() - 0.5) * 0.02;
      if (draw() < 0.1) face.stepX = -face.stepX;
      return draw() < 0.25 ? [] : [detectionAt(face.x, face.y, face.size, face.size * (0.9 + draw() * 0.2))];
    }),
  );
}

function shuffled<Kind>(list: readonly Kind[], draw: () => number): Kind[] {
  return list
    .map((one) => ({ one, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

const seeds = Array.from({ length: COURSES }, (_, index) => index + 1);

describe('of any course of detections', () => {
  test.for(seeds)('%s: every detection has one track, and no id comes twice', (seed) => {
    let tracks: Tracks = NO_TRACKS;
    const ended = new Set<number>();
    drawCourse(seed).forEach((detections, frame) => {
      const nowMs = frame * FRAME_MS;
      const before = tracks.list.map(({ id }) => id);
      tracks = updateTracks(tracks, detections, nowMs);
      const ids = tracks.list.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of before) if (!ids.includes(id)) ended.add(id);
      expect(ids.filter((id) => ended.has(id))).toEqual([]);
      const shown = tracks.list.filter(isVisible).map(({ detection }) => detection);
      expect(shown).toHaveLength(detections.length);
      expect(new Set(shown)).toEqual(new Set(detections));
    });
  });

  test.for(seeds)('%s: a box stays among the detections of its track', (seed) => {
    let tracks: Tracks = NO_TRACKS;
    const seen = new Map<number, Detection[]>();
    drawCourse(seed).forEach((detections, frame) => {
      tracks = updateTracks(tracks, detections, frame * FRAME_MS);
      for (const track of tracks.list) {
        const own = [...(seen.get(track.id) ?? []), track.detection];
        seen.set(track.id, own);
        for (const side of ['x', 'y', 'width', 'height'] as const) {
          const values = own.map(({ boundingBox }) => boundingBox[side]);
          expect(track.box[side]).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(track.box[side]).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        }
      }
    });
  });

  test.for(seeds)('%s: the order of the detections changes nothing', (seed) => {
    const draw = drawer(seed + COURSES);
    let [tracks, others] = [NO_TRACKS, NO_TRACKS];
    drawCourse(seed).forEach((detections, frame) => {
      tracks = updateTracks(tracks, detections, frame * FRAME_MS);
      others = updateTracks(others, shuffled(detections, draw), frame * FRAME_MS);
      expect(others).toEqual(tracks);
    });
  });
});

/** Two faces walk towards each other, one in front of the other; both, or the one in front, frame by frame. */
function crossing(isHidden: (frame: number) => boolean): number[][] {
  let tracks: Tracks = NO_TRACKS;
  const nearIds: number[] = [];
  const farIds: number[] = [];
  for (let frame = 0; frame <= 12; frame++) {
    const near = detectionAt(0.1 + 0.05 * frame, 0.3, 0.2, 0.2);
    const far = detectionAt(0.7 - 0.05 * frame, 0.32, 0.2, 0.2);
    tracks = updateTracks(tracks, isHidden(frame) ? [near] : [near, far], frame * FRAME_MS);
    for (const { id, detection } of tracks.list) {
      if (detection === near) nearIds.push(id);
      if (detection === far) farIds.push(id);
    }
  }
  return [nearIds, farIds].map((ids) => [...new Set(ids)]);
}

test('faces that cross keep their tracks', () => {
  expect(crossing(() => false)).toEqual([[1], [2]]);
});

test('so does one that is hidden by the other meanwhile', () => {
  expect(crossing((frame) => frame >= 5 && frame <= 7)).toEqual([[1], [2]]);
});

test('a face that stops at once, or turns back, is still itself', () => {
  const places = [0.1, 0.2, 0.3, 0.4, 0.4, 0.4, 0.3, 0.2];
  let tracks: Tracks = NO_TRACKS;
  places.forEach((x, frame) => {
    tracks = updateTracks(tracks, [detectionAt(x, 0.3, 0.2, 0.2)], frame * FRAME_MS);
  });
  expect(tracks.list.map(({ id }) => id)).toEqual([1]);
});
