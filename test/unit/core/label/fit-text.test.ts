/** @file Names on labels are cut at whole characters, and know their direction. */
import { describe, expect, test } from 'vitest';
import { directionOf, fitText } from '../../../../src/core/label/fit-text.ts';

/** As if every character were one wide. */
const widthOf = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

describe('fitting', () => {
  test.for([
    ['Clara', 5, 'Clara'],
    ['Clara', 4, 'Cla…'],
    ['Clara Fischer', 8, 'Clara F…'],
    ['Clara Fischer', 7, 'Clara…'],
    ['Clara', 1, '…'],
    ['Clara', 0, '…'],
    ['', 0, ''],
    ['山田太郎さん', 4, '山田太…'],
    // One character of several code points is never cut in two.
    ['👩‍👩‍👧é👩‍👩‍👧', 2, '👩‍👩‍👧…'],
  ] as const)('%s on %i', ([text, width, shown]) => {
    expect(fitText(text, width, widthOf)).toBe(shown);
  });

  test('is the longest that fits', () => {
    const text = 'abcdefghijklmnopqrstuvwxyz';
    for (let width = 1; width < 26; width++) expect(widthOf(fitText(text, width, widthOf))).toBe(width);
  });
});

test.for([
  ['Clara', 'ltr'],
  ['שרה', 'rtl'],
  ['سارة?', 'rtl'],
  ['12 سارة', 'rtl'],
  ['1 Clara سارة', 'ltr'],
  ['山田', 'ltr'],
  ['?', 'ltr'],
] as const)('%s is written %s', ([text, direction]) => {
  expect(directionOf(text)).toBe(direction);
});
