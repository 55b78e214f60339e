/** @file Which rejections hold for whom, and which the latest word takes back. */
import { describe, expect, test } from 'vitest';
import { isAgainst, type Correction } from '../../../../src/core/corrections/correction.ts';
import {
  rejectionsContradicted,
  rejectionsInForce,
  rejectionsMadeMoot,
  rejectionsThatFollow,
} from '../../../../src/core/corrections/rejections.ts';
import type { Anchor } from '../../../../src/core/gallery/anchor.ts';

const embeddingsAt = (...at: number[]) => ({ compact: Float32Array.from(at) });

function not(
  id: string,
  anchorId: string,
  at: readonly number[],
  rest: Partial<Correction> = {},
): Correction {
  const person = { anchorId, name: anchorId.toUpperCase() };
  const face = { id: `${id}-face`, cropUrl: 'data:image/png,', quality: 1, embeddings: embeddingsAt(...at) };
  const rejection = { faces: [face], against: person };
  return {
    id,
    kind: 'not',
    madeAtMs: 1,
    ...person,
    otherNames: [],
    lifted: [],
    redirected: [],
    rejection,
    ...rest,
  };
}

function anchor(id: string, ...at: number[][]): Anchor {
  const samples = at.map((one, index) => ({
    id: `${id}${String(index)}`,
    enrolledAtMs: 1,
    source: 'tab' as const,
    quality: 1,
    cropUrl: 'data:image/png,',
    embeddings: embeddingsAt(...one),
  }));
  return { id, name: id.toUpperCase(), createdAtMs: 1, isNeverNamed: false, samples };
}

const wordAt = (at: number[], rest = {}) => ({
  metric: 'euclidean' as const,
  maxDistance: 0.5,
  minMargin: 0.05,
  looks: [{ modelId: 'compact', embedding: Float32Array.from(at) }],
  correctionIds: [],
  ...rest,
});
const ids = (list: readonly Correction[]): string[] => list.map(({ id }) => id);

test('a rejection holds for the anchor, and for whoever bears its name', () => {
  const against = { anchorId: 'a', name: 'Ann' };
  expect(isAgainst(against, { anchorId: 'a', name: 'Bea' })).toBe(true);
  expect(isAgainst(against, { anchorId: 'b', name: 'ANN' })).toBe(true);
  expect(isAgainst(against, { anchorId: 'b', name: 'Bea' })).toBe(false);
});

test('what was undone, and every other kind, is not in force', () => {
  const renamed: Correction = {
    ...not('r', 'a', [0]),
    kind: 'renamed',
    change: { before: [], after: [], dropped: [] },
  };
  delete (renamed as { rejection?: unknown }).rejection;
  expect(
    ids(rejectionsInForce([not('n', 'a', [0]), not('u', 'a', [0], { undoneAtMs: 2 }), renamed])),
  ).toEqual(['n']);
});

describe('rejectionsThatFollow', () => {
  const person = { anchorId: 'a2', name: 'A' };

  test('go by id while their own anchor is saved, by name once it is gone', () => {
    const list = [not('one', 'a', [0]), not('two', 'a2', [0])];
    expect(ids(rejectionsThatFollow(list, person, [anchor('a'), anchor('a2')]))).toEqual(['two']);
    expect(ids(rejectionsThatFollow(list, person, [anchor('a2')]))).toEqual(['one', 'two']);
  });
});

describe('rejectionsContradicted', () => {
  test.for([
    ['the same face', [0.5], ['n']],
    ['a face at the limit', [1], ['n']],
    ['one beyond it', [1.01], []],
    ['one that resembles a sample more', [0.2], []],
    ['one that does, but for the margin that a name needs', [0.24], ['n']],
  ] as const)('%s', ([, at, expected]) => {
    // A sample at 0, the rejected face at 0.5.
    const list = [not('n', 'a', [0.5])];
    expect(ids(rejectionsContradicted(list, anchor('a', [0]), wordAt([...at])))).toEqual(expected);
  });

  test('one look that is nearer to a sample does not outweigh the others', () => {
    const list = [not('n', 'a', [0.3])];
    const looks = [0.02, 0.29, 0.31].map((at) => ({ modelId: 'compact', embedding: Float32Array.of(at) }));
    expect(ids(rejectionsContradicted(list, anchor('a', [0.02], [0.3]), wordAt([], { looks })))).toEqual([
      'n',
    ]);
    expect(ids(rejectionsContradicted(list, anchor('a', [0.02]), wordAt([], { looks })))).toEqual(['n']);
  });

  test('compares only what one network made, at one length', () => {
    const list = [not('n', 'a', [0.5, 0])];
    expect(rejectionsContradicted(list, anchor('a'), wordAt([0.5]))).toEqual([]);
    const other = [{ modelId: 'facenet', embedding: Float32Array.of(0.5, 0) }];
    expect(rejectionsContradicted(list, anchor('a'), wordAt([], { looks: other }))).toEqual([]);
  });

  test('what is known to be of this face needs no look, but the right anchor', () => {
    const list = [not('n', 'a', [9]), not('m', 'b', [9])];
    const word = wordAt([], { looks: [], correctionIds: ['n', 'm'] });
    expect(ids(rejectionsContradicted(list, anchor('a'), word))).toEqual(['n']);
  });
});

describe('rejectionsMadeMoot', () => {
  const merged = [anchor('a', [0]), anchor('b', [1])];

  test('where the face would have been the other’s', () => {
    const runnerUp = { anchorId: 'b', name: 'B', distance: 1 };
    const grounds = { sampleId: 'a0', distance: 0.5, runnerUp };
    const one = not('n', 'a', [0.5]);
    const grounded = { ...one, rejection: { ...one.rejection, grounds } } as Correction;
    expect(ids(rejectionsMadeMoot([grounded], merged))).toEqual(['n']);
    expect(rejectionsMadeMoot([grounded], [anchor('a'), anchor('c')])).toEqual([]);
  });

  test('where the same look is a sample of the other', () => {
    expect(
      ids(rejectionsMadeMoot([not('n', 'a', [1]), not('m', 'a', [0]), not('o', 'c', [1])], merged)),
    ).toEqual(['n']);
  });
});
