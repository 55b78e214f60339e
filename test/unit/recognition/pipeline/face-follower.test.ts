/** @file When faces are followed instead of detected: two painted faces that drift, and what puts an end to it. */
import { describe, expect, test } from 'vitest';
import { WHOLE_PICTURE, type BoundingBox } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import type { Pass } from '../../../../src/core/tracking/pass.ts';
import { NO_TRACKS, updateTracks, type Tracks } from '../../../../src/core/tracking/track-faces.ts';
import { FaceFollower } from '../../../../src/recognition/pipeline/face-follower.ts';
import { detectionAt } from '../../faces.ts';
import { paintGrey } from '../../pictures.ts';

const [WIDTH, HEIGHT] = [256, 144];
const STEP_MS = 40;
const WHOLE: Pass = { view: WHOLE_PICTURE, sureHeight: 0.08 };
const TILE: Pass = { view: { x: 0, y: 0, width: 0.4, height: 0.6 }, sureHeight: 0.08 };

/** Everything in it is `dx` pixels farther to the right than at first; `isOther` shows something else. */
function picture(dx: number, isOther = false): Pixels {
  const waves = isOther ? 11 : 6;
  return paintGrey(WIDTH, HEIGHT, (x, y) =>
    Math.round(120 + 60 * Math.sin((x - dx) / waves + Math.sin(y / 8)) + 40 * Math.cos(y / (waves - 1))),
  );
}

/** The two faces, as the detector finds them in `picture(dx)`. */
const detected = (dx: number): Detection[] => [
  detectionAt(0.2 + dx / WIDTH, 0.3, 0.15, 0.27),
  detectionAt(0.6 + dx / WIDTH, 0.3, 0.12, 0.21),
];

interface Step {
  readonly dx: number;
  readonly pass?: Pass;
  readonly stepMs?: number;
  readonly isOther?: boolean;
  /** Who is found where the detector sees the frame. */
  readonly detections?: readonly Detection[];
}

/** Of each frame, the boxes that were followed; undefined where the detector saw it. */
function watch(steps: readonly Step[]): (readonly BoundingBox[] | undefined)[] {
  const follower = new FaceFollower();
  let tracks: Tracks = NO_TRACKS;
  let nowMs = 1000;
  return steps.map(({ dx, pass = WHOLE, stepMs = STEP_MS, isOther = false, detections = detected(dx) }) => {
    nowMs += stepMs;
    const followed = follower.follow(picture(dx, isOther), pass, tracks.list, nowMs);
    const inTile = pass === TILE ? [] : detections;
    tracks = updateTracks(tracks, followed ?? inTile, nowMs, pass);
    return followed?.map(({ boundingBox }) => boundingBox);
  });
}

const wasFollowed = (steps: readonly Step[]): boolean[] => watch(steps).map((boxes) => boxes !== undefined);

describe('faces that are known', () => {
  test('are followed in every other frame, to where they have gone', () => {
    const frames = watch([{ dx: 0 }, { dx: 2 }, { dx: 4 }, { dx: 6 }]);
    expect(frames.map((boxes) => boxes !== undefined)).toEqual([false, true, false, true]);
    expect(frames[1]?.[0]?.x).toBeCloseTo(0.2 + 2 / WIDTH, 2.5);
    expect(frames[3]?.[1]?.x).toBeCloseTo(0.6 + 6 / WIDTH, 2.5);
    expect(frames[3]?.[1]?.y).toBeCloseTo(0.3, 2.5);
  });

  test('are followed past a tile, which the detector sees', () => {
    const steps = [{ dx: 0 }, { dx: 2, pass: TILE }, { dx: 4 }, { dx: 6, pass: TILE }, { dx: 8 }];
    expect(wasFollowed(steps)).toEqual([false, false, true, false, false]);
  });
});

describe('the detector sees a frame', () => {
  test('without faces, and every one of them', () => {
    expect(
      wasFollowed([
        { dx: 0, detections: [] },
        { dx: 0, detections: [] },
        { dx: 0, detections: [] },
      ]),
    ).toEqual([false, false, false]);
  });

  test('after one in which a face was missed', () => {
    const [left] = detected(4);
    const steps = [{ dx: 0 }, { dx: 2 }, { dx: 4, detections: left === undefined ? [] : [left] }, { dx: 6 }];
    expect(wasFollowed(steps)).toEqual([false, true, false, false]);
  });

  test('in which a face is not like itself any more', () => {
    expect(wasFollowed([{ dx: 0 }, { dx: 2, isOther: true }, { dx: 2, isOther: true }])).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('that comes late', () => {
    expect(wasFollowed([{ dx: 0 }, { dx: 2, stepMs: 300 }])).toEqual([false, false]);
  });

  test('with a face that is too small to be followed', () => {
    const small = detectionAt(0.4, 0.5, 0.03, 0.05);
    const pass = { ...WHOLE, sureHeight: 0 };
    const step = { dx: 0, pass, detections: [...detected(0), small] };
    expect(wasFollowed([step, step, step])).toEqual([false, false, false]);
  });

  test('that holds only faces which are left to tiles', () => {
    const small = { dx: 0, detections: [detectionAt(0.4, 0.5, 0.03, 0.05)] };
    expect(wasFollowed([small, small])).toEqual([false, false]);
  });
});
