/** @file Nearest sample of the nearest anchor, averaged over the looks, and the runner-up. */
import { describe, expect, test } from 'vitest';
import { matchLooks, type Look } from '../../../../src/core/matching/match-looks.ts';
import { galleryOf } from '../../faces.ts';

const lookAt = (numbers: readonly number[], quality = 1): Look => ({
  embedding: Float32Array.from(numbers),
  quality,
});
const one = [lookAt([1, 1])];

describe('a single look', () => {
  test('matches nothing in an empty gallery', () => {
    expect(matchLooks(one, galleryOf({}))).toBeUndefined();
  });

  test('anchors without samples match nothing and are nobody’s runner-up', () => {
    expect(matchLooks(one, galleryOf({ Ann: [], Bob: [] }))).toBeUndefined();
    expect(matchLooks(one, galleryOf({ Ann: [], Bob: [[1, 2]] }))).toMatchObject({
      entry: { name: 'Bob' },
      distance: 1,
      runnerUpDistance: Infinity,
    });
  });

  test('the nearest sample speaks for its anchor', () => {
    const gallery = galleryOf({
      Ann: [
        [10, 10],
        [1, 0],
      ],
      Bob: [
        [4, 5],
        [1, 3],
      ],
    });
    expect(matchLooks(one, gallery)).toMatchObject({
      entry: { anchorId: 'ann', name: 'Ann' },
      distance: 1,
      runnerUpDistance: 2,
    });
  });

  test('a second sample of the same anchor is not the runner-up', () => {
    const gallery = galleryOf({
      Ann: [
        [1, 1.5],
        [1, 1.625],
      ],
    });
    expect(matchLooks(one, gallery)).toMatchObject({ distance: 0.5, runnerUpDistance: Infinity });
  });

  test.for([
    [['Ann', 'Bob', 'Cem']],
    [['Cem', 'Bob', 'Ann']],
    [['Bob', 'Cem', 'Ann']],
    [['Bob', 'Ann', 'Cem']],
  ] as const)('best and runner-up do not depend on the order %j', ([order]) => {
    const samples = { Ann: [[1, 2]], Bob: [[1, 3]], Cem: [[1, 6]] };
    const gallery = galleryOf(Object.fromEntries(order.map((name) => [name, samples[name]])));
    expect(matchLooks(one, gallery)).toMatchObject({
      entry: { name: 'Ann' },
      distance: 1,
      runnerUpDistance: 2,
    });
  });
});

describe('several looks', () => {
  test('count with the mean of their distances, not with the distance of their mean', () => {
    // The mean of (1, 1) and (1, -1) lies on the sample; each look lies 1 away from it.
    const looks = [lookAt([1, 1]), lookAt([1, -1])];
    expect(matchLooks(looks, galleryOf({ Ann: [[1, 0]] }))?.distance).toBe(1);
  });

  test('each is measured to the sample that is nearest to itself', () => {
    const looks = [lookAt([0, 0]), lookAt([5, 0])];
    const gallery = galleryOf({
      Ann: [
        [0, 1],
        [5, 3],
      ],
    });
    // 1 and 3.
    expect(matchLooks(looks, gallery)?.distance).toBe(2);
  });

  test('weigh by their quality, for the runner-up too', () => {
    const looks = [lookAt([0], 0.75), lookAt([4], 0.25)];
    // Ann: 0.75 * 0 + 0.25 * 4; Bob: 0.75 * 2 + 0.25 * 2.
    expect(matchLooks(looks, galleryOf({ Ann: [[0]], Bob: [[2]] }))).toMatchObject({
      entry: { name: 'Ann' },
      distance: 1,
      runnerUpDistance: 2,
    });
  });

  test('qualities count relative to each other', () => {
    const looks = [lookAt([0], 0.375), lookAt([4], 0.125)];
    expect(matchLooks(looks, galleryOf({ Ann: [[0]] }))?.distance).toBe(1);
  });
});

test('no looks, or only worthless ones, match nothing', () => {
  expect(matchLooks([], galleryOf({ Ann: [[0, 0]] }))).toBeUndefined();
  expect(matchLooks([lookAt([0, 0], 0)], galleryOf({ Ann: [[0, 0]] }))).toBeUndefined();
});

describe('rejected faces', () => {
  const gallery = galleryOf({ Ann: [[0]], Bob: [[5]] });
  const rejecting = (at: number) => ({
    ...gallery,
    entries: gallery.entries.map((entry) =>
      entry.name === 'Ann' ? { ...entry, rejected: [Float32Array.of(at)] } : entry,
    ),
  });

  test('put their anchor out of the question for looks that are nearer to them', () => {
    expect(matchLooks([lookAt([2])], gallery)).toMatchObject({ entry: { name: 'Ann' }, runnerUpDistance: 3 });
    expect(matchLooks([lookAt([2])], rejecting(3))).toMatchObject({
      entry: { name: 'Bob' },
      runnerUp: undefined,
      runnerUpDistance: Infinity,
    });
  });

  test('by a margin, where one is asked for', () => {
    expect(matchLooks([lookAt([1])], rejecting(2.5), 0.4)?.entry.name).toBe('Ann');
    expect(matchLooks([lookAt([1])], rejecting(2.5), 0.6)?.entry.name).toBe('Bob');
  });

  test('the mean over the looks decides, weighed as ever', () => {
    // To the samples 1 and 3, to the rejected face at 4 then 3 and 1.
    const [near, far] = [lookAt([1], 0.9), lookAt([3], 0.1)];
    expect(matchLooks([near, far], rejecting(4))?.entry.name).toBe('Ann');
    expect(matchLooks([lookAt([1], 0.1), lookAt([3], 0.9)], rejecting(4))?.entry.name).toBe('Bob');
  });
});

test('agreeing counts the looks that would choose the same anchor alone', () => {
  const gallery = galleryOf({ Ann: [[0]], Bob: [[4]] });
  const match = matchLooks([lookAt([0]), lookAt([1]), lookAt([3])], gallery);
  expect(match).toMatchObject({ entry: { name: 'Ann' }, agreeing: 2 });
});
