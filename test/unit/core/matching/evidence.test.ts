/** @file From looks to a name: when it is given, kept, refused and started afresh. Embeddings are points on a line. */
import { describe, expect, test } from 'vitest';
import {
  NO_EVIDENCE,
  addLook,
  judgeStill,
  rejudge,
  type Evidence,
} from '../../../../src/core/matching/evidence.ts';
import { entryOf, type Gallery } from '../../../../src/core/gallery/gallery.ts';
import type { MatchLimits } from '../../../../src/core/matching/limits.ts';
import { galleryOf } from '../../faces.ts';

const limits: MatchLimits = {
  enterMaxDistance: 0.5,
  leaveMaxDistance: 0.54,
  firstLookMaxDistance: 0.45,
  minMargin: 0.03,
  anotherFaceDistance: 0.55,
  maxSpread: 0.5,
};
const ann = galleryOf({ Ann: [[0]] });
const ANN = { kind: 'named', anchorId: 'ann', name: 'Ann' };

const lookAt = (position: number, quality = 1) => ({ embedding: Float32Array.of(position), quality });

/** The evidence after looks at these positions, all of full quality. */
function after(positions: readonly number[], gallery: Gallery = ann): Evidence {
  return positions.reduce<Evidence>(
    (evidence, position) => addLook(evidence, lookAt(position), gallery, limits),
    NO_EVIDENCE,
  );
}

test('before the first look the verdict is pending', () => {
  expect(NO_EVIDENCE.verdict).toEqual({ kind: 'pending' });
});

describe('a first look', () => {
  test('near enough is named', () => {
    expect(after([0.44]).verdict).toEqual(ANN);
  });

  test('needs a reserve: what two looks would name is unknown after one', () => {
    expect(after([0.47]).verdict).toEqual({ kind: 'unknown' });
    expect(after([0.47, 0.47]).verdict).toEqual(ANN);
  });

  test('too far is unknown, even within the limit for leaving', () => {
    expect(after([0.52]).verdict).toEqual({ kind: 'unknown' });
    expect(after([0.52, 0.52]).verdict).toEqual({ kind: 'unknown' });
  });

  test('with nobody enrolled is unknown', () => {
    expect(after([0], galleryOf({})).verdict).toEqual({ kind: 'unknown' });
  });
});

describe('further looks', () => {
  test('the mean of the looks is judged, not the last one alone', () => {
    // The mean of 0.3 and 0.6 is 0.45.
    expect(after([0.3, 0.6]).verdict).toEqual(ANN);
  });

  test('a poor look weighs little', () => {
    // 0.9 * 0.44 + 0.1 * 0.9 = 0.486, within the limit; with equal weights it would be 0.67.
    const first = addLook(NO_EVIDENCE, lookAt(0.44, 0.9), ann, limits);
    expect(addLook(first, lookAt(0.9, 0.1), ann, limits).verdict).toEqual(ANN);
  });

  test('only the latest five count', () => {
    const evidence = after([0.1, 0.2, 0.3, 0.3, 0.3, 0.3, 0.3]);
    expect(evidence.looks).toHaveLength(5);
    expect(evidence.looks.every(({ embedding }) => Math.abs((embedding[0] ?? 0) - 0.3) < 1e-6)).toBe(true);
  });

  test('an unknown face gets its name when better looks come', () => {
    expect(after([0.55]).verdict).toEqual({ kind: 'unknown' });
    expect(after([0.55, 0.3]).verdict).toEqual(ANN);
  });

  test('evidence that was handed in is not changed', () => {
    const before = after([0.3]);
    addLook(before, lookAt(0.4), ann, limits);
    expect(before.looks).toHaveLength(1);
  });
});

describe('hysteresis', () => {
  test('a name that was given is kept up to the limit for leaving', () => {
    // (0.44 + 0.62) / 2 = 0.53.
    expect(after([0.44, 0.62]).verdict).toEqual(ANN);
  });

  test('and goes beyond it', () => {
    // (0.44 + 0.66) / 2 = 0.55.
    expect(after([0.44, 0.66]).verdict).toEqual({ kind: 'unknown' });
  });

  test('a name that was lost must come near again', () => {
    // 0.44 named; 0.55 lost; (0.44 + 0.66 + 0.49) / 3 = 0.53: within leaving, beyond entering.
    expect(after([0.44, 0.66, 0.49]).verdict).toEqual({ kind: 'unknown' });
  });

  test('the name of one does not keep the limit wide for another', () => {
    // 0.44 is Ann. The mean 0.55 is clearly nearer to Bob, at 0.518: within leaving, but he has yet to enter.
    const gallery = galleryOf({ Ann: [[0]], Bob: [[1.068]] });
    expect(after([0.44], gallery).verdict).toEqual(ANN);
    expect(after([0.44, 0.66], gallery).verdict).toEqual({ kind: 'unknown' });
  });
});

describe('ambiguity', () => {
  test('two anchors about as near: unknown', () => {
    // 0.30 and 0.32.
    expect(after([0.3], galleryOf({ Ann: [[0]], Bob: [[0.62]] })).verdict).toEqual({ kind: 'unknown' });
  });

  test('one clearly nearer: named', () => {
    // 0.30 and 0.34.
    expect(after([0.3], galleryOf({ Ann: [[0]], Bob: [[0.64]] })).verdict).toEqual(ANN);
  });

  test('samples of one anchor do not make it ambiguous', () => {
    expect(after([0.3], galleryOf({ Ann: [[0], [0.6], [0.01]] })).verdict).toEqual(ANN);
  });
});

describe('another face on the same track', () => {
  test('a look far from the earlier ones starts the evidence afresh', () => {
    const evidence = after([-0.2, -0.1, 0.41]);
    expect(evidence.looks).toHaveLength(1);
    expect(evidence.looks[0]?.embedding[0]).toBeCloseTo(0.41, 6);
  });

  test('a look just within the distance does not', () => {
    expect(after([0, 0, 0.54]).looks).toHaveLength(3);
  });

  test('it takes the name of whom it shows at once', () => {
    const gallery = galleryOf({ Ann: [[0]], Bob: [[2]] });
    expect(after([0, 0, 0, 0, 2], gallery).verdict).toEqual({ kind: 'named', anchorId: 'bob', name: 'Bob' });
  });

  test('it does not inherit the name: the limit for entering holds', () => {
    // 0.73 from the earlier look, 0.53 from Ann: within leaving, which is not for newcomers.
    expect(after([-0.2, 0.53]).verdict).toEqual({ kind: 'unknown' });
  });
});

describe('rejudge', () => {
  test('a face without looks stays pending', () => {
    expect(rejudge(NO_EVIDENCE, ann, limits)).toBe(NO_EVIDENCE);
  });

  test('names a face whose person was enrolled meanwhile', () => {
    expect(rejudge(after([0.2], galleryOf({})), ann, limits).verdict).toEqual(ANN);
  });

  test('takes the name away when the anchor is deleted', () => {
    expect(rejudge(after([0.2]), galleryOf({}), limits).verdict).toEqual({ kind: 'unknown' });
  });

  test('follows a new name of the same anchor', () => {
    const renamed: Gallery = {
      ...ann,
      entries: [entryOf('ann', 'Anna', [Float32Array.of(0)])],
    };
    expect(rejudge(after([0.2]), renamed, limits).verdict).toEqual({
      kind: 'named',
      anchorId: 'ann',
      name: 'Anna',
    });
  });

  test('a stricter limit takes the name away, a more lenient one gives it', () => {
    const strict = { ...limits, enterMaxDistance: 0.2, leaveMaxDistance: 0.24, firstLookMaxDistance: 0.15 };
    expect(rejudge(after([0.3]), ann, strict).verdict).toEqual({ kind: 'unknown' });
    expect(rejudge(rejudge(after([0.3]), ann, strict), ann, limits).verdict).toEqual(ANN);
  });

  test('keeps the looks', () => {
    const evidence = after([0.2, 0.3]);
    expect(rejudge(evidence, galleryOf({}), limits).looks).toEqual(evidence.looks);
  });
});

describe('a still picture', () => {
  const still = (position: number, gallery: Gallery = ann) => judgeStill(lookAt(position), gallery, limits);

  test('is judged as a second look would be: no more are to come', () => {
    expect(after([0.47]).verdict).toEqual({ kind: 'unknown' });
    expect(still(0.47)).toEqual(ANN);
  });

  test('needs the limit for entering all the same', () => {
    expect(still(0.49)).toEqual(ANN);
    expect(still(0.52)).toEqual({ kind: 'unknown' });
  });

  test('names nobody when two are about as near, or nobody is enrolled', () => {
    expect(still(0.3, galleryOf({ Ann: [[0]], Bob: [[0.62]] }))).toEqual({ kind: 'unknown' });
    expect(still(0, galleryOf({}))).toEqual({ kind: 'unknown' });
  });

  test('counts whatever its quality is', () => {
    expect(judgeStill(lookAt(0.3, 0.01), ann, limits)).toEqual(ANN);
  });
});

describe('by cosine', () => {
  const cosine = galleryOf({ Ann: [[1, 0]], Bob: [[0, 1]] }, 'cosine');
  const BOB = { kind: 'named', anchorId: 'bob', name: 'Bob' };
  const look = (x: number, y: number, quality = 1) => ({ embedding: Float32Array.of(x, y), quality });
  const seen = (...looks: ReturnType<typeof look>[]) =>
    looks.reduce((evidence, one) => addLook(evidence, one, cosine, limits), NO_EVIDENCE);

  test('the direction decides, not the length', () => {
    expect(seen(look(9, 1)).verdict).toEqual(ANN);
    expect(seen(look(0.09, 0.01)).verdict).toEqual(ANN);
    expect(seen(look(1, 30)).verdict).toEqual(BOB);
  });

  test('the limits are chords: 0.5 is a similarity of 0.875', () => {
    const at = (similarity: number) => look(5 * similarity, 5 * Math.sqrt(1 - similarity * similarity));
    expect(judgeStill(at(0.88), cosine, limits)).toEqual(ANN);
    expect(judgeStill(at(0.87), cosine, limits)).toEqual({ kind: 'unknown' });
  });

  test('the distance in the evidence is the chord', () => {
    // (0.8, 0.6) and (1, 0) lie sqrt(0.04 + 0.36) apart; by then the name has been given and is kept.
    expect(seen(look(40, 0), look(40, 0)).distance).toBeCloseTo(0, 6);
    const wide = { ...limits, enterMaxDistance: 1, firstLookMaxDistance: 1 };
    expect(addLook(NO_EVIDENCE, look(4, 3), cosine, wide).distance).toBeCloseTo(Math.sqrt(0.4), 6);
  });

  test('the same face nearer by is the same face, another direction is another', () => {
    expect(seen(look(1, 0), look(20, 0), look(0.1, 0.01)).looks).toHaveLength(3);
    expect(seen(look(1, 0), look(1, 0.1), look(0.1, 1)).looks).toHaveLength(1);
  });

  test('each look weighs the same in what the face has been like, however long its embedding', () => {
    // At unit length (1, 0) and (0.96, 0.28): (0.8, 0.6) lies 0.49 from their mean, 0.63 from the first alone.
    expect(seen(look(1000, 0), look(0.96, 0.28), look(0.8, 0.6)).looks).toHaveLength(3);
  });

  test('looks are kept as the network gave them, so that another metric can judge them again', () => {
    const evidence = seen(look(3, 0));
    expect(evidence.looks).toEqual([look(3, 0)]);
    const byLength = galleryOf({ Ann: [[1, 0]], Bob: [[3.1, 0]] });
    expect(rejudge(evidence, byLength, limits).verdict).toEqual(BOB);
    expect(rejudge(rejudge(evidence, byLength, limits), cosine, limits).verdict).toEqual(ANN);
  });
});
