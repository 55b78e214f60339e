/** @file The verdict as a truth table: distance, margin, agreement, doubt, and the way from one name to another. */
import { describe, expect, test } from 'vitest';
import { entryOf, type Gallery } from '../../../../src/core/gallery/gallery.ts';
import {
  NO_EVIDENCE,
  addLook,
  isTakenOver,
  joinEvidence,
  judgeStill,
  rejudge,
  type Evidence,
} from '../../../../src/core/matching/evidence.ts';
import type { MatchLimits } from '../../../../src/core/matching/limits.ts';
import type { Look } from '../../../../src/core/matching/match-looks.ts';
import { galleryOf } from '../../faces.ts';

const limits: MatchLimits = {
  enterMaxDistance: 0.5,
  leaveMaxDistance: 0.54,
  maybeMaxDistance: 0.58,
  poorLookReserve: 0,
  minMargin: 0.03,
  samePersonDistance: 0.4,
  anotherFaceDistance: 0.6,
  maxSpread: 0.5,
};
const ann = galleryOf({ Ann: [[0]] });

const lookAt = (position: number, quality = 0.9): Look => ({
  embedding: Float32Array.of(position),
  quality,
});

/** What is shown after looks at these places on a line; Ann is at 0. */
function after(positions: readonly number[], gallery: Gallery = ann, from: Evidence = NO_EVIDENCE): Evidence {
  return positions.reduce((evidence, position) => addLook(evidence, lookAt(position), gallery, limits), from);
}

function said({ verdict }: Evidence): string {
  return 'name' in verdict ? `${verdict.kind} ${verdict.name}` : verdict.kind;
}

/** Everything that is shown on the way. */
function story(positions: readonly number[], gallery: Gallery = ann): string[] {
  return positions.map((_, index) => said(after(positions.slice(0, index + 1), gallery)));
}

describe('what a name needs', () => {
  test.for([
    ['two near looks', [0.2, 0.2], ['maybe Ann', 'named Ann']],
    ['one look is never enough', [0], ['maybe Ann']],
    ['at the limit', [0.5, 0.5], ['maybe Ann', 'named Ann']],
    ['beyond the limit, but not far', [0.55, 0.55, 0.55], ['maybe Ann', 'maybe Ann', 'maybe Ann']],
    ['far', [0.59, 0.59], ['unknown', 'unknown']],
    ['the mean counts: 0.35', [0.1, 0.6], ['maybe Ann', 'named Ann']],
    ['an early unknown is not for ever', [0.59, 0.4, 0.4], ['unknown', 'named Ann', 'named Ann']],
  ] as const)('%s', ([, positions, expected]) => {
    expect(story(positions)).toEqual(expected);
  });

  test('nobody is enrolled: unknown', () => {
    expect(story([0, 0], galleryOf({}))).toEqual(['unknown', 'unknown']);
  });

  test('a poor look weighs little', () => {
    // 0.9 * 0.44 + 0.1 * 0.9 = 0.486, within the limit; with equal weights it would be 0.67.
    const first = addLook(NO_EVIDENCE, lookAt(0.44, 0.9), ann, limits);
    expect(said(addLook(first, lookAt(0.9, 0.1), ann, limits))).toBe('named Ann');
  });

  test('only the latest five looks count', () => {
    const { looks } = after([0.1, 0.2, 0.3, 0.3, 0.3, 0.3, 0.3]);
    expect(looks.map(({ embedding }) => embedding[0])).toEqual(Array(5).fill(Math.fround(0.3)));
  });

  test('evidence that was handed in is not changed', () => {
    const before = after([0.3]);
    addLook(before, lookAt(0.4), ann, limits);
    expect(before.looks).toHaveLength(1);
  });
});

describe('poor looks', () => {
  const wary = { ...limits, poorLookReserve: 0.1 };
  const seen = (position: number, quality: number) =>
    [0, 1].reduce((evidence) => addLook(evidence, lookAt(position, quality), ann, wary), NO_EVIDENCE);

  test.for([
    [0.49, 1, 'named Ann'],
    [0.49, 0.5, 'maybe Ann'],
    [0.44, 0.5, 'named Ann'],
    [0.44, 0.2, 'maybe Ann'],
  ] as const)('at %d, of quality %d: %s', ([position, quality, expected]) => {
    expect(said(seen(position, quality))).toBe(expected);
  });
});

describe('margin', () => {
  test.for([
    ['two anchors about as near', 0.62, 'unknown'],
    ['one clearly nearer', 0.64, 'named Ann'],
  ] as const)('%s', ([, bob, expected]) => {
    // Ann at 0.30; Bob at 0.32 or 0.34.
    const evidence = after([0.3, 0.3], galleryOf({ Ann: [[0]], Bob: [[bob]] }));
    expect(said(evidence)).toBe(expected);
    expect(evidence.isBetweenTwo).toBe(expected === 'unknown' ? true : undefined);
  });

  test('samples of one anchor, or anchors of one name, are no rivals', () => {
    expect(said(after([0.3, 0.3], galleryOf({ Ann: [[0], [0.6], [0.01]] })))).toBe('named Ann');
    expect(said(after([0.3, 0.3], galleryOf({ Ann: [[0]], ann: [[0.6]] })))).toBe('named Ann');
  });
});

describe('agreement', () => {
  // Bob lies at 1: looks below 0.5 are nearer to Ann, those above to him.
  const both = galleryOf({ Ann: [[0]], Bob: [[1]] });

  test('a name needs two looks that say it, and more of them than of others', () => {
    expect(said(after([0.2, 0.55], both))).toBe('maybe Ann');
    expect(said(after([0.2, 0.55, 0.3], both))).toBe('named Ann');
  });

  test('a name that most looks contradict is a maybe', () => {
    expect(said(after([0, 0, 0.55, 0.55], both))).toBe('maybe Ann');
  });
});

describe('hysteresis', () => {
  test('a name is kept up to the limit for leaving, then it is a maybe, then nothing', () => {
    // Means 0.44, 0.53, 0.55.
    expect(said(after([0.44, 0.44, 0.7]))).toBe('named Ann');
    expect(said(after([0.5, 0.5, 0.66]))).toBe('maybe Ann');
    expect(said(after([0.5, 0.5, 0.8]))).toBe('unknown');
  });

  test('a name that was lost must come near again', () => {
    // Means 0.5, 0.567, 0.525: within leaving, beyond entering.
    expect(story([0.5, 0.5, 0.7, 0.4]).slice(1)).toEqual(['named Ann', 'maybe Ann', 'maybe Ann']);
  });
});

describe('from one name to another', () => {
  const both = galleryOf({ Ann: [[0]], Bob: [[0.55]] });

  test('leads through unknown, however near the other is', () => {
    // 0.2 is Ann's. The five looks move over to Bob, none of them contradicting the others.
    const positions = [0.2, 0.2, 0.5, 0.5, 0.5, 0.5, 0.5];
    const shown = story(positions, both);
    expect(shown.slice(0, 2)).toEqual(['maybe Ann', 'named Ann']);
    expect(shown.at(-1)).toBe('named Bob');
    for (const [index, now] of shown.entries()) {
      const before = shown[index - 1] ?? '';
      expect(before.endsWith('Ann') && now.endsWith('Bob'), `${before} then ${now}`).toBe(false);
    }
  });

  test('two anchors of one name may take turns', () => {
    const twice = galleryOf({ Ann: [[0]], ANN: [[0.55]] });
    const shown = story([0.2, 0.2, 0.5, 0.5, 0.5, 0.5], twice);
    expect(shown.at(-1)).toBe('named ANN');
    expect(shown.slice(1).map((one) => one.toLowerCase())).toEqual(Array(5).fill('named ann'));
  });
});

describe('a look that contradicts', () => {
  const both = galleryOf({ Ann: [[0]], Bob: [[2]] });

  test('makes a name a maybe, and is forgotten when the next one fits again', () => {
    expect(story([0.1, 0.1, 1.2, 0.1])).toEqual(['maybe Ann', 'named Ann', 'maybe Ann', 'named Ann']);
    expect(after([0.1, 0.1, 1.2, 0.1]).looks).toHaveLength(3);
  });

  test('twice, it is another face: the evidence starts afresh, through unknown', () => {
    const positions = [0, 0, 2, 2, 2];
    expect(story(positions, both)).toEqual(['maybe Ann', 'named Ann', 'maybe Ann', 'unknown', 'named Bob']);
    expect(after(positions, both).looks).toHaveLength(3);
  });

  test('twice, each time in another way: only the last is kept', () => {
    const evidence = after([0, 0, 2, -2]);
    expect(evidence.looks.map(({ embedding }) => embedding[0])).toEqual([-2]);
    expect(said(evidence)).toBe('unknown');
  });

  test('isTakenOver tells which of the two it was', () => {
    const steps = [after([0], both)];
    for (const position of [0, 2, 2]) steps.push(after([position], both, steps.at(-1)));
    const takenOver = steps.slice(1).map((now, index) => isTakenOver(steps[index] ?? NO_EVIDENCE, now));
    expect(takenOver).toEqual([false, false, true]);
    expect(isTakenOver(NO_EVIDENCE, after([0]))).toBe(false);
  });

  test('a look just within the distance contradicts nothing', () => {
    expect(after([0, 0, 0.59]).looks).toHaveLength(3);
    expect(after([0, 0, 0.61]).suspect).toBeDefined();
  });
});

describe('"not X"', () => {
  const withRejected = (...rejected: number[]): Gallery => ({
    ...ann,
    entries: ann.entries.map((entry) => ({ ...entry, rejected: rejected.map((at) => Float32Array.of(at)) })),
  });

  test.for([
    ['the very face that was rejected', 0.4, 'unknown'],
    ['nearer to it than to Ann', 0.3, 'unknown'],
    ['between the two: no margin', 0.19, 'unknown'],
    ['Ann herself', 0.1, 'named Ann'],
  ] as const)('%s', ([, position, expected]) => {
    expect(said(after([position, position], withRejected(0.4)))).toBe(expected);
  });

  test('leaves the field to whoever is next, without a margin to the one who is out', () => {
    const bob = galleryOf({ Bob: [[0.75]] }).entries;
    const gallery = { ...ann, entries: [...withRejected(0.4).entries, ...bob] };
    expect(said(after([0.4, 0.4], gallery))).toBe('named Bob');
  });

  test('takes a name away that was given before', () => {
    const named = after([0.4, 0.4]);
    expect(said(named)).toBe('named Ann');
    expect(said(rejudge(named, withRejected(0.4), limits))).toBe('unknown');
  });
});

describe('people of their own kind', () => {
  const mark = (change: Partial<Gallery['entries'][number]>): Gallery => ({
    ...ann,
    entries: ann.entries.map((entry) => ({ ...entry, ...change })),
  });

  test('whoever is never named is unknown, and it is known why', () => {
    const evidence = after([0.1, 0.1], mark({ isNeverNamed: true }));
    expect(said(evidence)).toBe('unknown');
    expect(evidence.isNeverNamed).toBe(true);
    expect(after([0.9, 0.9], mark({ isNeverNamed: true })).isNeverNamed).toBeUndefined();
  });

  test('whoever is never named stands against other names', () => {
    const never = mark({ isNeverNamed: true }).entries;
    const gallery = { ...ann, entries: [...never, entryOf('bob', 'Bob', [Float32Array.of(0.42)])] };
    expect(said(after([0.2, 0.2], gallery))).toBe('unknown');
    expect(said(after([0.22, 0.22], gallery))).toBe('unknown');
    expect(said(after([0.3, 0.3], gallery))).toBe('named Bob');
  });

  test('a limit of an anchor’s own holds for its name and for its maybe', () => {
    const close = mark({ maxDistance: 0.2 });
    expect(said(after([0.19, 0.19], close))).toBe('named Ann');
    expect(said(after([0.21, 0.21], close))).toBe('unknown');
  });
});

describe('rejudge', () => {
  test('a face without looks stays pending', () => {
    expect(rejudge(NO_EVIDENCE, ann, limits)).toBe(NO_EVIDENCE);
  });

  test('names a face whose person was enrolled meanwhile', () => {
    expect(said(rejudge(after([0.2, 0.2], galleryOf({})), ann, limits))).toBe('named Ann');
  });

  test('takes the name away when the anchor is deleted', () => {
    expect(said(rejudge(after([0.2, 0.2]), galleryOf({}), limits))).toBe('unknown');
  });

  test('gives another name at once when the person has changed the gallery', () => {
    const exchanged = galleryOf({ Ann: [[9]], Bob: [[0.2]] });
    expect(said(rejudge(after([0.2, 0.2]), exchanged, limits))).toBe('named Bob');
  });

  test('follows a new name of the same anchor', () => {
    const renamed = { ...ann, entries: [entryOf('ann', 'Anna', [Float32Array.of(0)])] };
    expect(said(rejudge(after([0.2, 0.2]), renamed, limits))).toBe('named Anna');
  });

  test('a stricter limit takes the name away, a more lenient one gives it', () => {
    const strict = { ...limits, enterMaxDistance: 0.2, leaveMaxDistance: 0.24, maybeMaxDistance: 0.28 };
    const taken = rejudge(after([0.3, 0.3]), ann, strict);
    expect(said(taken)).toBe('unknown');
    expect(said(rejudge(taken, ann, limits))).toBe('named Ann');
  });

  test('keeps the looks and the doubt', () => {
    const evidence = after([0.2, 0.2, 1.5]);
    const again = rejudge(evidence, ann, limits);
    expect(again.looks).toEqual(evidence.looks);
    expect(again.suspect).toBe(evidence.suspect);
    expect(said(again)).toBe('maybe Ann');
  });
});

describe('somebody who is back', () => {
  test('goes on where the evidence ended: the first look keeps the name', () => {
    const joined = joinEvidence(after([0.3, 0.3, 0.3]), after([0.4]), ann, limits);
    expect(said(joined)).toBe('named Ann');
    expect(joined.looks).toHaveLength(4);
  });

  test('has the latest five looks of both times', () => {
    const { looks } = joinEvidence(after([0.1, 0.1, 0.1, 0.1]), after([0.2, 0.2]), ann, limits);
    expect(looks.map(({ embedding }) => embedding[0])).toEqual([0.1, 0.1, 0.1, 0.2, 0.2].map(Math.fround));
  });
});

test('whose new looks are not of that anchor is no more than a maybe', () => {
  // The mean of 0.3, 0.3, 0.3 and 0.62 is within the limit, 0.62 alone is beyond everything.
  expect(said(joinEvidence(after([0.3, 0.3, 0.3]), after([0.62]), ann, limits))).toBe('maybe Ann');
});

describe('a still picture', () => {
  const still = (position: number, gallery: Gallery = ann) => judgeStill(lookAt(position), gallery, limits);

  test('is decided by its only look', () => {
    expect(still(0.49)).toMatchObject({ kind: 'named', name: 'Ann' });
    expect(still(0.52)).toMatchObject({ kind: 'maybe', name: 'Ann' });
    expect(still(0.6)).toEqual({ kind: 'unknown' });
  });

  test('names nobody when two are about as near, or nobody is enrolled', () => {
    expect(still(0.3, galleryOf({ Ann: [[0]], Bob: [[0.62]] }))).toEqual({ kind: 'unknown' });
    expect(still(0, galleryOf({}))).toEqual({ kind: 'unknown' });
  });

  test('counts whatever its quality is', () => {
    expect(judgeStill(lookAt(0.3, 0.01), ann, limits)).toMatchObject({ kind: 'named' });
  });
});

describe('by cosine', () => {
  const cosine = galleryOf({ Ann: [[1, 0]], Bob: [[0, 1]] }, 'cosine');
  const look = (x: number, y: number, quality = 1) => ({ embedding: Float32Array.of(x, y), quality });
  const seen = (...looks: ReturnType<typeof look>[]) =>
    looks.reduce((evidence, one) => addLook(evidence, one, cosine, limits), NO_EVIDENCE);

  test('the direction decides, not the length', () => {
    expect(said(seen(look(9, 1), look(0.09, 0.01)))).toBe('named Ann');
    expect(said(seen(look(1, 30), look(2, 60)))).toBe('named Bob');
  });

  test('the limits are chords: 0.5 is a similarity of 0.875', () => {
    const at = (similarity: number) => look(5 * similarity, 5 * Math.sqrt(1 - similarity * similarity));
    expect(judgeStill(at(0.88), cosine, limits)).toMatchObject({ kind: 'named' });
    expect(judgeStill(at(0.87), cosine, limits)).toMatchObject({ kind: 'maybe' });
  });

  test('the distance in the evidence is the chord', () => {
    // (0.8, 0.6) and (1, 0) lie sqrt(0.04 + 0.36) apart.
    const wide = { ...limits, enterMaxDistance: 1, maybeMaxDistance: 1 };
    expect(addLook(NO_EVIDENCE, look(4, 3), cosine, wide).distance).toBeCloseTo(Math.sqrt(0.4), 6);
  });

  test('each look weighs the same in what the face has been like, however long its embedding', () => {
    // At unit length (1, 0) and (0.96, 0.28): (0.75, 0.66) lies 0.54 from their mean, 0.71 from the first alone.
    expect(seen(look(1000, 0), look(0.96, 0.28), look(0.75, 0.66)).suspect).toBeUndefined();
    expect(seen(look(1000, 0), look(0.75, 0.66)).suspect).toBeDefined();
  });

  test('looks are kept as the network gave them, so that another metric can judge them again', () => {
    const evidence = seen(look(3, 0), look(3, 0));
    expect(evidence.looks).toEqual([look(3, 0), look(3, 0)]);
    const byLength = galleryOf({ Ann: [[1, 0]], Bob: [[3.1, 0]] });
    expect(said(rejudge(evidence, byLength, limits))).toBe('named Bob');
    expect(said(rejudge(rejudge(evidence, byLength, limits), cosine, limits))).toBe('named Ann');
  });
});
