/** @file What the menu of a label offers, and what it says afterwards. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/core/matching/verdict.ts';
import { menuItems, nameItems, notedText, refusedText } from '../../../../src/video/labels/menu-words.ts';

const NAMED: Verdict = { kind: 'named', anchorId: 'm', name: 'Mira' };
const MAYBE: Verdict = { kind: 'maybe', anchorId: 'm', name: 'Mira' };

describe('what is offered', () => {
  test.for([NAMED, MAYBE])('of a face that is $kind Mira', (verdict) => {
    expect(menuItems(verdict).map(({ text }) => text)).toEqual([
      'Yes, this is Mira',
      'Not Mira',
      'Change the name…',
      'Never name this person',
    ]);
    expect(nameItems(verdict).map(({ action }) => action)).toEqual(['name', 'rename']);
  });

  test('of a face that is nobody’s', () => {
    expect(menuItems({ kind: 'unknown' }).map(({ text }) => text)).toEqual([
      'Give a name…',
      'Never name this person',
    ]);
    expect(nameItems({ kind: 'unknown' }).map(({ action }) => action)).toEqual(['name']);
  });
});

test.for([
  [{ kind: 'confirm', anchorId: 'm' }, 'Noted: this is Mira.'],
  [{ kind: 'not', anchorId: 'm' }, 'Noted: not Mira.'],
  [{ kind: 'rename', anchorId: 'm', name: 'Mirah' }, 'Noted: Mira is now Mirah.'],
  [{ kind: 'name', name: 'Clara' }, 'Noted: this is Clara.'],
  [{ kind: 'never' }, 'Noted: this person gets no name.'],
] as const)('after $0.kind', ([wish, text]) => {
  expect(notedText(wish, 'Mira')).toBe(text);
});

test('after saving a covered face', () => {
  expect(notedText({ kind: 'name', name: 'Clara' }, '', true)).toBe(
    'Noted: this is Clara. Something covers this face, such as a mask or a hand. A photo without it makes names more certain.',
  );
});

test('every fault has one sentence', () => {
  expect(refusedText('face-gone')).toBe('This face is gone. Nothing was changed.');
  expect(refusedText('storage-failed')).toBe('That did not work. Nothing was changed.');
});
