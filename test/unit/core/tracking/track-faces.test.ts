/** @file Tracks: who continues, who is new, who ends, and how boxes are smoothed. */
import { describe, expect, test } from 'vitest';
import {
  NO_TRACKS,
  endTrack,
  endTracks,
  isVisible,
  renumberTrack,
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
    expect(second.list.map(isVisible)).toEqual([false, true]);
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
    expect(second.list.map(isVisible)).toEqual([false, true]);
  });
});

describe('a face that hides', () => {
  const seen = updateTracks(NO_TRACKS, [detectionAt(0.4, 0.4, 0.2, 0.2)], 1000);

  test('is not visible in the frames that do not show it', () => {
    const hidden = updateTracks(seen, [], 1100);
    expect(isVisible(only(hidden))).toBe(false);
  });

  test('comes back as itself within two seconds', () => {
    const back = updateTracks(updateTracks(seen, [], 2000), [detectionAt(0.42, 0.4, 0.2, 0.2)], 3000);
    expect(only(back)).toMatchObject({ id: 1, firstSeenMs: 1000, lastSeenMs: 3000 });
  });

  test('is somebody new after that', () => {
    const back = updateTracks(updateTracks(seen, [], 2000), [detectionAt(0.4, 0.4, 0.2, 0.2)], 3001);
    expect(only(back)).toMatchObject({ id: 2, firstSeenMs: 3001 });
  });

  test('is where it is found again, not on the way there', () => {
    const back = updateTracks(updateTracks(seen, [], 2000), [detectionAt(0.45, 0.4, 0.2, 0.2)], 2500);
    expect(only(back).box.x).toBe(0.45);
  });
});

describe('a small face that jumps', () => {
  const seen = updateTracks(NO_TRACKS, [detectionAt(0.5, 0.5, 0.04, 0.07)], 0);

  test('goes on where its boxes hardly overlap, and that is marked', () => {
    // Half a width to the side and a third of the height down: 0.17 of the union.
    const jumped = updateTracks(seen, [detectionAt(0.482, 0.526, 0.036, 0.064)], 120);
    expect(only(jumped)).toMatchObject({ id: 1, isUncertain: true });
    expect(only(updateTracks(jumped, [detectionAt(0.482, 0.526, 0.036, 0.064)], 220)).isUncertain).toBe(
      false,
    );
  });

  test.for([
    ['too far for the time', detectionAt(0.465, 0.5, 0.04, 0.07), 100],
    ['of another size', detectionAt(0.47, 0.45, 0.1, 0.18), 100],
  ] as const)('is somebody else: %s', ([, detection, nowMs]) => {
    const other = updateTracks(
      updateTracks(NO_TRACKS, [detectionAt(0.5, 0.5, 0.04, 0.07)], 0),
      [detection],
      nowMs,
    );
    expect(ids(other)).toEqual([1, 2]);
  });
});

test('renumberTrack gives a track a number that nobody had', () => {
  const two = updateTracks(NO_TRACKS, [detectionAt(0, 0, 0.2, 0.2), detectionAt(0.5, 0, 0.2, 0.2)], 0);
  const { tracks, id } = renumberTrack(two, 1);
  expect(id).toBe(3);
  expect(ids(tracks)).toEqual([3, 2]);
  expect(ids(updateTracks(tracks, [detectionAt(0, 0.6, 0.2, 0.2)], 10))).toEqual([3, 2, 4]);
});

test('endTrack ends one', () => {
  const two = updateTracks(NO_TRACKS, [detectionAt(0, 0, 0.2, 0.2), detectionAt(0.5, 0, 0.2, 0.2)], 0);
  expect(ids(endTrack(two, 1))).toEqual([2]);
});

test('endTracks ends all and goes on counting', () => {
  const seen = updateTracks(NO_TRACKS, [detectionAt(0, 0, 0.2, 0.2), detectionAt(0.5, 0, 0.2, 0.2)], 0);
  const ended = endTracks(seen);
  expect(ended.list).toEqual([]);
  expect(ids(updateTracks(ended, [detectionAt(0, 0, 0.2, 0.2)], 100))).toEqual([3]);
});
