/** @file Nearest sample of the nearest anchor, and the runner-up. */
import { describe, expect, test } from 'vitest';
import { matchProbe } from '../../../../src/core/matching/match-probe.ts';
import { galleryOf } from '../../faces.ts';

const probe = Float32Array.of(1, 1);

describe('matchProbe', () => {
  test('an empty gallery matches nothing', () => {
    expect(matchProbe(probe, galleryOf({}))).toBeUndefined();
  });

  test('anchors without samples match nothing and are nobody’s runner-up', () => {
    expect(matchProbe(probe, galleryOf({ Ann: [], Bob: [] }))).toBeUndefined();
    expect(matchProbe(probe, galleryOf({ Ann: [], Bob: [[1, 2]] }))).toMatchObject({
      entry: { name: 'Bob' },
      distance: 1,
      runnerUpDistance: Infinity,
    });
  });

  test('the nearest sample speaks for its anchor', () => {
    const match = matchProbe(
      probe,
      galleryOf({
        Ann: [
          [10, 10],
          [1, 0],
        ],
        Bob: [
          [4, 5],
          [1, 3],
        ],
      }),
    );
    expect(match).toMatchObject({
      entry: { anchorId: 'ann', name: 'Ann' },
      distance: 1,
      runnerUpDistance: 2,
    });
  });

  test('a second sample of the same anchor is not the runner-up', () => {
    const match = matchProbe(
      probe,
      galleryOf({
        Ann: [
          [1, 1.5],
          [1, 1.6],
        ],
      }),
    );
    expect(match).toMatchObject({ distance: 0.5, runnerUpDistance: Infinity });
  });

  test.for([
    [{ Ann: [[1, 2]], Bob: [[1, 3]], Cem: [[1, 6]] }],
    [{ Cem: [[1, 6]], Bob: [[1, 3]], Ann: [[1, 2]] }],
    [{ Bob: [[1, 3]], Cem: [[1, 6]], Ann: [[1, 2]] }],
    [{ Bob: [[1, 3]], Ann: [[1, 2]], Cem: [[1, 6]] }],
  ])('best and runner-up do not depend on the order %#', ([people]) => {
    expect(matchProbe(probe, galleryOf(people))).toMatchObject({
      entry: { name: 'Ann' },
      distance: 1,
      runnerUpDistance: 2,
    });
  });
});
