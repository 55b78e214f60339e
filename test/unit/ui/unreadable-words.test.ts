/** @file What is said of saved photos that cannot be read. */
import { expect, test } from 'vitest';
import type { Anchor, Sample } from '../../../src/core/gallery/anchor.ts';
import {
  describeLeftOut,
  describeLost,
  describeSkipped,
} from '../../../src/ui/shared/anchors/unreadable-words.ts';

function person(name: string, photos: number): Anchor {
  const samples = Array.from({ length: photos }, (_, index): Sample => ({
    id: `${name}${String(index)}`,
    enrolledAtMs: 1,
    source: 'tab',
    quality: 0.8,
    cropUrl: 'data:image/jpeg;base64,x',
    embeddings: {},
  }));
  return { id: name, name, createdAtMs: 1, isNeverNamed: false, samples };
}

const anchors = [person('Ann', 1), person('Bob', 2), person('Cem', 3), person('Dee', 1), person('Eva', 1)];

test('records that did not reach the recognizer are counted', () => {
  expect(describeLeftOut({ photos: 1, lostAnchorIds: [] })).toBeUndefined();
  expect(describeLeftOut({ photos: 0, lostAnchorIds: [], records: 1 })?.text).toBe(
    'Nametag cannot use 1 saved person or correction.',
  );
  expect(describeLeftOut({ photos: 0, lostAnchorIds: [], records: 3 })?.text).toContain('3 saved people');
});

test('photos of people who have others are counted', () => {
  expect(describeSkipped({ photos: 1, lostAnchorIds: [] }, anchors)).toEqual({
    text: '1 saved photo cannot be read, so Nametag skips it.',
    remedy: 'The other photos of this person keep working.',
  });
  expect(describeSkipped({ photos: 4, lostAnchorIds: ['Bob'] }, anchors)?.text).toBe(
    '2 saved photos cannot be read, so Nametag skips them.',
  );
  expect(describeSkipped({ photos: 2, lostAnchorIds: ['Bob'] }, anchors)).toBeUndefined();
});

test.for<[string[], string]>([
  [['Ann'], 'cannot recognize Ann, because no saved photo of this person can be read.'],
  [['Ann', 'Bob'], 'cannot recognize Ann and Bob, because none of their saved photos can be read.'],
  [['Ann', 'Bob', 'Cem'], 'cannot recognize Ann, Bob and Cem, because'],
  [['Ann', 'Bob', 'Cem', 'Dee'], 'cannot recognize Ann, Bob and 2 more people, because'],
])('%j are named, with what helps', ([lostAnchorIds, words]) => {
  const told = describeLost({ photos: 9, lostAnchorIds }, anchors);
  expect(told?.text).toContain(words);
  expect(told?.remedy).toMatch(/^Add (a new photo|new photos) .* or delete/u);
});

test('people who are gone by now are not spoken of', () => {
  expect(describeLost({ photos: 1, lostAnchorIds: ['Zoe'] }, anchors)).toBeUndefined();
});
