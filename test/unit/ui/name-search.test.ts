/** @file Suggestions for the name field and the filter of the list. */
import { describe, expect, test } from 'vitest';
import type { Anchor } from '../../../src/core/gallery/anchor.ts';
import { filterAnchors, suggestAnchors } from '../../../src/ui/shared/anchors/name-search.ts';

function anchors(...names: string[]): Anchor[] {
  return names.map((name, index) => ({
    id: name,
    name,
    createdAtMs: index,
    isNeverNamed: false,
    samples: [],
  }));
}

function namesOf(found: readonly Anchor[]): string[] {
  return found.map(({ name }) => name);
}

describe('suggestAnchors', () => {
  test('first the names that begin so, then words that begin so, then names that contain it', () => {
    const everybody = anchors('Joanna', 'Mary Ann', 'Ann', 'Bob');
    expect(namesOf(suggestAnchors(everybody, 'ann'))).toEqual(['Ann', 'Mary Ann', 'Joanna']);
  });

  test('finds names without regard to accents and case', () => {
    expect(namesOf(suggestAnchors(anchors('José'), 'JOSE'))).toEqual(['José']);
  });

  test.for([
    ['Łukasz', 'lukasz'],
    ['Søren', 'soren'],
    ['Jörg Straße', 'strasse'],
    ['İrem', 'irem'],
    ['Işıl', 'isil'],
    ['Ægir', 'aegir'],
  ] as const)('%s is found by “%s”', ([name, typed]) => {
    expect(namesOf(suggestAnchors(anchors(name), typed))).toEqual([name]);
    expect(namesOf(filterAnchors(anchors(name), typed))).toEqual([name]);
  });

  test('the best of many come first, wherever they stand', () => {
    const many = Array.from({ length: 50 }, (_, index) => `Joanna ${String(index)}`);
    const everybody = anchors(...many.slice(0, 25), 'Ann', 'Mary Ann', ...many.slice(25));
    expect(namesOf(suggestAnchors(everybody, 'ann'))).toEqual(['Ann', 'Mary Ann', 'Joanna 49', 'Joanna 48']);
  });

  test('nothing typed suggests the latest, at most four', () => {
    expect(namesOf(suggestAnchors(anchors('A', 'B', 'C', 'D', 'E'), ' '))).toEqual(['E', 'D', 'C', 'B']);
  });

  test('the latest enrolled counts, not the latest created', () => {
    const [first, second] = anchors('A', 'B');
    if (first === undefined || second === undefined) throw new Error('two anchors were made');
    const sample = {
      id: 's',
      source: 'tab',
      quality: 1,
      cropUrl: 'data:image/png;',
      embeddings: {},
    } as const;
    const renewed = { ...first, samples: [{ ...sample, enrolledAtMs: 99 }] };
    expect(namesOf(suggestAnchors([renewed, second], ''))).toEqual(['A', 'B']);
  });

  test('characters that mean something in patterns are only characters', () => {
    expect(suggestAnchors(anchors('Ann'), '.*')).toEqual([]);
  });
});

describe('filterAnchors', () => {
  test('keeps the order of the list', () => {
    expect(namesOf(filterAnchors(anchors('Bea', 'Ann', 'Abe'), 'a'))).toEqual(['Bea', 'Ann', 'Abe']);
    expect(namesOf(filterAnchors(anchors('Bea', 'Ann', 'Abe'), 'be'))).toEqual(['Bea', 'Abe']);
  });

  test('nothing typed keeps the list as it is: no list of thousands is made anew', () => {
    const everybody = anchors('Bea', 'Ann');
    expect(filterAnchors(everybody, ' ')).toBe(everybody);
  });

  test('follows a new name', () => {
    const [ann] = anchors('Ann');
    if (ann === undefined) throw new Error('an anchor was made');
    expect(filterAnchors([ann], 'ann')).toHaveLength(1);
    expect(filterAnchors([{ ...ann, name: 'Zoe' }], 'zo')).toHaveLength(1);
  });
});
