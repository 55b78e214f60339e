/** @file Tracks: who continues, who is new, who ends, and how boxes are smoothed. */
import { describe, expect, test } from 'vitest';
import {
  NO_TRACKS,
  endTracks,
  isVisible,
  updateTracks,
  type Tracks,
} from '../../../../src/core/tracking/track-faces.ts';
import { detectionAt } from '../../faces.ts';

const ids = ({ list }: Tracks) => list.map(({ id }) => id);

/** The only track; the test fails when there are more or none. */
function only(tracks: Tracks) {
  expect(tracks.list).toHaveLength(1);
  const [track] = tracks.list;
  if (track === undefined) throw new Error('no track');
  return track;
}

describe('identity', () => {
  test('each face of the first frame starts a track', () => {
    const tracks = updateTracks(
      NO_TRACKS,
      [detectionAt(0, 0, 0.2, 0.2), detectionAt(0.5, 0, 0.2, 0.2)],
      1000,
    );
    expect(tracks.list).toMatchObject([
      { id: 1, firstSeenMs: 1000, lastSeenMs: 1000, box: { x: 0 } },
      { id: 2, firstSeenMs: 1000, lastSeenMs: 1000, box: { x: 0.5 } },
    ]);
  });

  test('a face that overlaps its last place by a fifth goes on', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0, 0, 0.3, 0.3)], 0);
    // Shifted by 2/3 of its width: intersection 1, union 5 (in thirds) = 0.2.
    const second = updateTracks(first, [detectionAt(0.199, 0, 0.3, 0.3)], 100);
    expect(only(second)).toMatchObject({ id: 1, firstSeenMs: 0, lastSeenMs: 100 });
  });

  test('one that overlaps less is a new face, and the old one waits unseen', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0, 0, 0.3, 0.3)], 0);
    const second = updateTracks(first, [detectionAt(0.21, 0, 0.3, 0.3)], 100);
    expect(ids(second)).toEqual([1, 2]);
    expect(second.list.map((track) => isVisible(track, 100))).toEqual([false, true]);
  });

  test('the order of the detections does not matter', () => {
    const [left, right] = [detectionAt(0, 0, 0.2, 0.2), detectionAt(0.5, 0, 0.2, 0.2)];
    const tracks = updateTracks(updateTracks(NO_TRACKS, [left, right], 0), [right, left], 100);
    expect(tracks.list).toMatchObject([
      { id: 1, detection: { boundingBox: { x: 0 } } },
      { id: 2, detection: { boundingBox: { x: 0.5 } } },
    ]);
  });

  test('the best overlap is given first: a neighbour does not steal the track', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0.1, 0, 0.2, 0.2)], 0);
    const stealer = detectionAt(0.18, 0, 0.2, 0.2);
    const rightful = detectionAt(0.11, 0, 0.2, 0.2);
    const second = updateTracks(first, [stealer, rightful], 100);
    expect(second.list).toMatchObject([
      { id: 1, detection: { boundingBox: { x: 0.11 } } },
      { id: 2, detection: { boundingBox: { x: 0.18 } } },
    ]);
  });

  test('two tracks never share a detection', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0, 0, 0.3, 0.3), detectionAt(0.15, 0, 0.3, 0.3)], 0);
    const second = updateTracks(first, [detectionAt(0.12, 0, 0.3, 0.3)], 100);
    expect(second.list.map((track) => isVisible(track, 100))).toEqual([false, true]);
  });
});

describe('a face that hides', () => {
  const seen = updateTracks(NO_TRACKS, [detectionAt(0.4, 0.4, 0.2, 0.2)], 1000);

  test('is not visible in the frames that do not show it', () => {
    const hidden = updateTracks(seen, [], 1100);
    expect(isVisible(only(hidden), 1100)).toBe(false);
  });

  test('comes back as itself within 700 ms', () => {
    const back = updateTracks(updateTracks(seen, [], 1400), [detectionAt(0.42, 0.4, 0.2, 0.2)], 1700);
    expect(only(back)).toMatchObject({ id: 1, firstSeenMs: 1000, lastSeenMs: 1700 });
  });

  test('is somebody new after that', () => {
    const back = updateTracks(updateTracks(seen, [], 1400), [detectionAt(0.4, 0.4, 0.2, 0.2)], 1701);
    expect(only(back)).toMatchObject({ id: 2, firstSeenMs: 1701 });
  });
});

test('endTracks ends all and goes on counting', () => {
  const seen = updateTracks(NO_TRACKS, [detectionAt(0, 0, 0.2, 0.2), detectionAt(0.5, 0, 0.2, 0.2)], 0);
  const ended = endTracks(seen);
  expect(ended.list).toEqual([]);
  expect(ids(updateTracks(ended, [detectionAt(0, 0, 0.2, 0.2)], 100))).toEqual([3]);
});

describe('smoothing', () => {
  test('a still face whose box breathes follows it by 35 %', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0.4, 0.4, 0.2, 0.2)], 0);
    // The same centre, 0.3 instead of 0.2: 0.2 + 0.35 * 0.1.
    const { box } = only(updateTracks(first, [detectionAt(0.35, 0.35, 0.3, 0.3)], 100));
    expect(box.width).toBeCloseTo(0.235, 9);
    expect(box.height).toBeCloseTo(0.235, 9);
    expect(box.x).toBeCloseTo(0.3825, 9);
  });

  test('a slow face is followed in between', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0.4, 0.4, 0.2, 0.2)], 0);
    // 0.006 is 3 % of the width, half of what ends the smoothing: 0.35 + 0.65 / 2 = 0.675 of the way.
    const { box } = only(updateTracks(first, [detectionAt(0.406, 0.4, 0.2, 0.2)], 100));
    expect(box.x).toBeCloseTo(0.4 + 0.675 * 0.006, 9);
  });

  test('a fast face is not smoothed: its box does not lag', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0.4, 0.4, 0.2, 0.2)], 0);
    const { box } = only(updateTracks(first, [detectionAt(0.44, 0.41, 0.21, 0.2)], 100));
    expect(box.x).toBeCloseTo(0.44, 9);
    expect(box.y).toBeCloseTo(0.41, 9);
    expect(box.width).toBeCloseTo(0.21, 9);
  });

  test('overlap is measured against the last detection, not the smoothed box', () => {
    const first = updateTracks(NO_TRACKS, [detectionAt(0.4, 0.4, 0.2, 0.2)], 0);
    const grown = updateTracks(first, [detectionAt(0.3, 0.3, 0.4, 0.4)], 100);
    // The smoothed box is 0.27 wide. Of 0.7 x 0.7 that is 15 %, too little; the detection of 0.4 is 33 %.
    expect(only(grown).box.width).toBeCloseTo(0.27, 9);
    expect(ids(updateTracks(grown, [detectionAt(0.2, 0.2, 0.7, 0.7)], 200))).toEqual([1]);
  });
});
