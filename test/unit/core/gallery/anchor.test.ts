/** @file Names as people type them, and as they are kept. */
import { describe, expect, test } from 'vitest';
import { MAX_NAME_LENGTH, cleanName, isSameName } from '../../../../src/core/gallery/anchor.ts';

describe('cleanName', () => {
  test.for([
    ['leaves an ordinary name alone', 'Ann-Marie O’Neill', 'Ann-Marie O’Neill'],
    ['keeps HTML as the text that it is', '<b onclick="x()">Ann</b>', '<b onclick="x()">Ann</b>'],
    ['trims', '  Ann \n', 'Ann'],
    ['folds white space of all kinds', 'Ann\t \u00a0\u3000 Lee', 'Ann Lee'],
    ['turns line breaks into spaces', 'Ann\r\nLee', 'Ann Lee'],
    ['drops other control characters', '\u0000Ann\u0007\u009f', 'Ann'],
    ['drops characters that change the direction', '\u202eAnn\u2066\u200f', 'Ann'],
    ['drops the Arabic letter mark, which changes the direction as well', '\u061cAnn', 'Ann'],
    ['drops byte-order marks and zero-width spaces', '\ufeff\u200bAnn\u200b', 'Ann'],
    ['drops soft hyphens and word joiners', 'An\u00adn\u2060a', 'Anna'],
    ['drops Hangul fillers and other blanks', 'Ann\u3164\u115f\u034f\u180e', 'Ann'],
    ['takes an empty Braille pattern for a space', '\u2800Ann\u2800Lee', 'Ann Lee'],
    ['keeps the joiners of Persian names', 'علی\u200cرضا', 'علی\u200cرضا'],
    ['keeps variants of characters', '葛\u{e0100}城 ❤\ufe0f', '葛\u{e0100}城 ❤\ufe0f'],
    ['composes accents', 'Jose\u0301', 'José'],
    ['keeps right-to-left names', 'שרה', 'שרה'],
    ['keeps joined emoji whole', 'Ann 👩‍👧', 'Ann 👩‍👧'],
  ] as const)('%s', ([, raw, expected]) => {
    expect(cleanName(raw)).toBe(expected);
  });

  test.for([
    ['nothing', ''],
    ['white space', ' \t\n '],
    ['control characters', '\u0000\u0001\u007f'],
    ['direction marks', '\u200e\u202a\u2069'],
    ['a byte-order mark', '\ufeff'],
    ['joiners that join nothing', '\u200d\u200c'],
    ['word joiners and soft hyphens', '\u2060\u00ad'],
  ] as const)('%s alone is empty', ([, raw]) => {
    expect(cleanName(raw)).toBe('');
  });

  test('a mark inside a name leaves no gap', () => {
    expect(cleanName('An\u200en\u202ca')).toBe('Anna');
    expect(cleanName('Ma\u200brie')).toBe('Marie');
  });

  test('500 characters are cut to 60', () => {
    expect(cleanName('x'.repeat(500))).toBe('x'.repeat(MAX_NAME_LENGTH));
    expect(MAX_NAME_LENGTH).toBe(60);
  });

  test('cuts between whole characters, never within one', () => {
    const name = cleanName('😀'.repeat(500));
    expect(name).toBe('😀'.repeat(60));
    expect(cleanName(`${'x'.repeat(59)}😀😀`)).toBe(`${'x'.repeat(59)}😀`);
  });

  test('white space does not count towards the length, and none is left at the cut', () => {
    expect(cleanName(`${' '.repeat(100)}Ann`)).toBe('Ann');
    expect(cleanName(`${'x'.repeat(59)} yz`)).toBe('x'.repeat(59));
  });

  test('cleaning twice is cleaning once', () => {
    for (const raw of [
      '  A\u200b  b ',
      'e\u0301'.repeat(90),
      '😀 '.repeat(80),
      'e\u00ad\u0301',
      ' \u2800\u00ad A',
    ]) {
      expect(cleanName(cleanName(raw))).toBe(cleanName(raw));
    }
  });
});

describe('isSameName', () => {
  test.for([
    ['Ann', 'Ann', true],
    ['Ann', 'aNN', true],
    ['ÉMILE', 'émile', true],
    ['ŞIRIN', 'şirin', true],
    ['İrem', 'irem', true],
    ['IRMAK', 'ırmak', true],
    ['Ann', 'Anna', false],
    ['Ann Lee', 'AnnLee', false],
    ['Ann', 'A\u00adnn\u2060', true],
    ['Ann', 'Ann\u200d', true],
    ['Ann', 'Ann\ufe0f', true],
    ['Jose\u0301', 'José', true],
  ] as const)('%s and %s: %s', ([a, b, expected]) => {
    expect(isSameName(a, b)).toBe(expected);
  });
});
