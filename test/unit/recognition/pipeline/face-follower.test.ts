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
  /** The same of a tile. */
  readonly inTile?: readonly Detection[];
}

/** Of each frame, the boxes that were followed; undefined where the detector saw it. */
function watch(steps: readonly Step[]): (readonly BoundingBox[] | undefined)[] {
  const follower = new FaceFollower();
  let tracks: Tracks = NO_TRACKS;
  let nowMs = 1000;
  return steps.map(({ dx, pass = WHOLE, stepMs = STEP_MS, isOther = false, inTile = [], ...step }) => {
    nowMs += stepMs;
    const detections = step.detections ?? detected(dx);
    const followed = follower.follow(picture(dx, isOther), pass, tracks.list, nowMs);
    tracks = updateTracks(tracks, followed ?? (pass === TILE ? inTile : detections), nowMs, pass);
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

  test('are followed past tiles, which the detector sees', () => {
    const steps = [{ dx: 0 }, { dx: 2 }, { dx: 4, pass: TILE }, { dx: 6 }, { dx: 8, pass: TILE }, { dx: 10 }];
    expect(wasFollowed(steps)).toEqual([false, true, false, true, false, true]);
    expect(watch(steps)[5]?.[0]?.x).toBeCloseTo(0.2 + 10 / WIDTH, 2.5);
  });

  test('are followed also where only tiles show them, as long as these do', () => {
    const nobody = { dx: 0, detections: [] };
    const seen = { dx: 0, pass: TILE, inTile: [detectionAt(0.1, 0.2, 0.045, 0.075)] };
    expect(wasFollowed([nobody, seen, nobody])).toEqual([false, false, true]);
    expect(wasFollowed([nobody, seen, { ...seen, inTile: [] }, nobody])).toEqual([
      false,
      false,
      false,
      false,
    ]);
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
    const alone = left === undefined ? [] : [left];
    const steps = [0, 2, 4, 4, 4, 4].map((dx) => ({ dx, ...(dx === 4 ? { detections: alone } : {}) }));
    // Once, and then the other one is followed alone.
    expect(wasFollowed(steps)).toEqual([false, true, false, false, true, false]);
  });

  test('in which a face is not like itself any more, and those of the second after it', () => {
    const other = Array.from({ length: 28 }, () => ({ dx: 2, isOther: true }));
    const followed = wasFollowed([{ dx: 0 }, ...other]);
    expect(followed.slice(0, 26)).not.toContain(true);
    expect(followed.slice(26)).toContain(true);
  });

  test('in which something has come before a face', () => {
    const follower = new FaceFollower();
    const { list } = updateTracks(NO_TRACKS, detected(0), 1000, WHOLE);
    follower.follow(picture(0), WHOLE, list, 1000);
    // Of the right face's 31 x 30 pixels the lower two thirds.
    const covered = picture(0);
    for (let y = 53; y < 76; y++)
      for (let x = 150; x < 190; x++)
        covered.data.fill(40 + ((x * 7 + y * 13) % 90), (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
    expect(follower.follow(covered, WHOLE, list, 1040)).toBeUndefined();
    const again = new FaceFollower();
    again.follow(picture(0), WHOLE, list, 1000);
    expect(again.follow(picture(0), WHOLE, list, 1040)).toHaveLength(2);
  });

  test('in which most of those are lost whom only tiles show', () => {
    const small = [0.05, 0.2, 0.35, 0.5].map((x) => detectionAt(x, 0.2, 0.045, 0.075));
    const { list } = updateTracks(NO_TRACKS, small, 1000, { ...TILE, view: WHOLE_PICTURE, sureHeight: 0.2 });
    const isFollowed = (lost: number): boolean => {
      const follower = new FaceFollower();
      follower.follow(picture(0), { ...WHOLE, sureHeight: 0.2 }, list, 1000);
      const after = picture(0);
      // Those to the left of it are covered.
      const end = Math.round((0.02 + lost * 0.15) * WIDTH);
      for (let y = 0; y < HEIGHT; y++) after.data.fill(90, y * WIDTH * 4, (y * WIDTH + end) * 4);
      return follower.follow(after, { ...WHOLE, sureHeight: 0.2 }, list, 1040) !== undefined;
    };
    expect([0, 1, 2, 3].map(isFollowed)).toEqual([true, true, false, false]);
  });

  test('that comes late', () => {
    expect(wasFollowed([{ dx: 0 }, { dx: 2, stepMs: 300 }])).toEqual([false, false]);
  });

  test('with a face that is too small to be followed', () => {
    const small = detectionAt(0.4, 0.5, 0.02, 0.035);
    const pass = { ...WHOLE, sureHeight: 0 };
    const step = { dx: 0, pass, detections: [...detected(0), small] };
    expect(wasFollowed([step, step, step])).toEqual([false, false, false]);
  });
});
