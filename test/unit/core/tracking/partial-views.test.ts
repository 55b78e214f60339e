/** @file Tracks under passes that see a part of the picture only: who is missed, by which pass, and who moves whose box. */
import { describe, expect, test } from 'vitest';
import { WHOLE_PICTURE, type BoundingBox } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import { ONLY_PASS, isWithinView, type Pass } from '../../../../src/core/tracking/pass.ts';
import {
  NO_TRACKS,
  endTracks,
  isVisible,
  shownBox,
  updateTracks,
  type Tracks,
} from '../../../../src/core/tracking/track-faces.ts';
import { detectionAt } from '../../faces.ts';

const SURE_HEIGHT = 0.083;
const LEFT: BoundingBox = { x: 0, y: 0, width: 0.5625, height: 1 };
const RIGHT: BoundingBox = { x: 0.4375, y: 0, width: 0.5625, height: 1 };

const passOn = (view: BoundingBox): Pass => ({ view, sureHeight: SURE_HEIGHT });
const whole = passOn(WHOLE_PICTURE);
const leftTile = passOn(LEFT);
const rightTile = passOn(RIGHT);

const large = detectionAt(0.2, 0.3, 0.1, 0.18);
const small = detectionAt(0.8, 0.3, 0.028, 0.05);

/** One frame after the other, 100 ms apart. */
function after(...frames: readonly (readonly [Pass, ...Detection[]])[]): Tracks {
  return frames.reduce<Tracks>(
    (tracks, [pass, ...detections], index) => updateTracks(tracks, detections, index * 100, pass),
    NO_TRACKS,
  );
}

const visible = ({ list }: Tracks) => list.filter(isVisible).map(({ id }) => id);

describe('a large face', () => {
  test('is not missed by a tile that does not show it', () => {
    expect(visible(after([whole, large], [rightTile]))).toEqual([1]);
  });

  test('nor by one that does: whole pictures decide', () => {
    expect(visible(after([whole, large], [leftTile]))).toEqual([1]);
    expect(visible(after([whole, large], [leftTile], [whole]))).toEqual([]);
  });

  test('keeps its box and starts no second track when a tile places it a little otherwise', () => {
    const otherwise = detectionAt(0.205, 0.31, 0.08, 0.14);
    const tracks = after([whole, large], [leftTile, otherwise]);
    expect(tracks.list).toMatchObject([{ id: 1, box: large.boundingBox, lastSeenMs: 0 }]);
  });

  test('nor does a part of it that a tile takes for a small face', () => {
    const eye = detectionAt(0.22, 0.34, 0.028, 0.05);
    expect(after([whole, large], [leftTile, eye]).list).toHaveLength(1);
  });

  test('that whole pictures lost is followed by the tile that shows it', () => {
    const tracks = after([whole, large], [whole], [leftTile, large], [whole]);
    expect(tracks.list).toMatchObject([{ id: 1, isFine: true, misses: 0, lastSeenMs: 200 }]);
  });
});

describe('a small face that whole pictures show twice as large', () => {
  const inflated = detectionAt(0.787, 0.276, 0.054, 0.096);
  const grown = detectionAt(0.77, 0.26, 0.09, 0.16);

  test('gets the box that its tile gives it, and keeps it in whole pictures', () => {
    const tracks = after([whole, inflated], [rightTile, small], [whole, inflated]);
    expect(tracks.list).toMatchObject([{ id: 1, isFine: true, misses: 0, lastSeenMs: 100 }]);
    expect(tracks.list[0]?.detection.boundingBox).toEqual(small.boundingBox);
  });

  test('is the same face where the boxes hardly overlap', () => {
    const tiny = detectionAt(0.805, 0.31, 0.02, 0.036);
    const tracks = after([whole, inflated], [rightTile, tiny], [whole, inflated], [rightTile, tiny]);
    expect(tracks.list).toMatchObject([{ id: 1, isFine: true, lastSeenMs: 300 }]);
  });

  test('is the same face also where they show it as one that is left to tiles', () => {
    const tiny = detectionAt(0.805, 0.31, 0.015, 0.027);
    const doubled = detectionAt(0.79, 0.28, 0.045, 0.08);
    expect(after([whole, doubled], [rightTile, tiny]).list).toMatchObject([{ id: 1, detection: tiny }]);
  });

  test('is there as long as they show it, though its tile misses it', () => {
    const shown = [rightTile, small] as const;
    expect(visible(after(shown, [rightTile], [whole, inflated], [rightTile]))).toEqual([1]);
  });

  test('is left to them once it is large', () => {
    const tracks = after([rightTile, small], [whole, grown], [whole, grown]);
    expect(tracks.list.at(-1)).toMatchObject({ isFine: false, detection: grown });
  });
});

describe('a small face', () => {
  test('is not missed by whole pictures, nor by the other tile', () => {
    expect(visible(after([rightTile, small], [whole], [leftTile]))).toEqual([1]);
  });

  test('is missed by its own tile, at the second time', () => {
    expect(visible(after([rightTile, small], [whole], [rightTile], [whole]))).toEqual([1]);
    expect(visible(after([rightTile, small], [whole], [rightTile], [whole], [rightTile]))).toEqual([]);
    expect(visible(after([rightTile, small], [rightTile], [rightTile, small], [rightTile]))).toEqual([1]);
  });

  test('that whole pictures show by chance stays with the tile', () => {
    expect(visible(after([whole, small], [whole]))).toEqual([1]);
    expect(visible(after([whole, small], [rightTile], [rightTile]))).toEqual([]);
  });

  test('is the whole pictures’ once it has grown clearly above what they are sure to show', () => {
    const [hardly, clearly] = [detectionAt(0.8, 0.3, 0.05, 0.09), detectionAt(0.8, 0.3, 0.06, 0.11)];
    expect(after([rightTile, small], [whole, hardly]).list).toMatchObject([{ id: 1, isFine: true }]);
    expect(after([rightTile, hardly], [whole, clearly]).list).toMatchObject([{ id: 1, isFine: false }]);
  });

  test('that left for the other tile is missed by neither until that has seen where it went', () => {
    const atTheSide = detectionAt(0.43, 0.3, 0.028, 0.05);
    expect(isWithinView(atTheSide.boundingBox, RIGHT)).toBe(false);
    expect(visible(after([leftTile, atTheSide], [rightTile]))).toEqual([1]);
  });

  test('ends when nothing has seen it for two seconds', () => {
    const seen = after([rightTile, small]);
    expect(updateTracks(seen, [], 2000, whole).list).toHaveLength(1);
    expect(updateTracks(seen, [], 2001, whole).list).toEqual([]);
  });

  test('goes on as itself after its tile was away, and is not doubted for that', () => {
    const moved = detectionAt(0.81, 0.3, 0.028, 0.05);
    const tracks = after([rightTile, small], [whole], [leftTile], [whole], [rightTile, moved]);
    expect(tracks.list).toMatchObject([{ id: 1, misses: 0, isUncertain: false, lastSeenMs: 400 }]);
  });

  test('in a picture without tiles it is missed as any other', () => {
    expect(visible(after([ONLY_PASS, small], [ONLY_PASS]))).toEqual([]);
    expect(visible(after([rightTile, small], [ONLY_PASS], [ONLY_PASS]))).toEqual([]);
  });
});

test('a face whose view had no turn is shown where it has gone by now', () => {
  const tracks = after([whole, large], [whole, detectionAt(0.22, 0.3, 0.1, 0.18)]);
  const [track] = tracks.list;
  if (track === undefined) throw new Error('no track');
  // 0.02 in 100 ms.
  expect(shownBox(track, 100)).toEqual(track.box);
  expect(shownBox(track, 200).x).toBeCloseTo(track.box.x + 0.02, 9);
  expect(shownBox(track, 5000).x).toBeCloseTo(track.box.x + 0.08, 9);
});

test('after a cut, tracks of every view are gone', () => {
  const ended = endTracks(after([whole, large], [rightTile, small]));
  expect(updateTracks(ended, [small], 300, rightTile).list).toMatchObject([{ id: 3 }]);
});
