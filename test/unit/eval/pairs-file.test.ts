/** @file Lists of labelled pairs, as they come. */
import { describe, expect, test } from 'vitest';
import { PairsFileError, parsePairs } from '../../../scripts/eval/pairs-file.ts';

const ANNA = { fileX: 'a 1.jpg', fileY: 'b.jpg', isGenuine: true };

describe('parsePairs', () => {
  test.for([
    ['plain', 'file_x,file_y,Decision\na 1.jpg,b.jpg,Yes\n'],
    [
      'with Windows line ends and a mark at the start',
      '\ufefffile_x,file_y,Decision\r\na 1.jpg,b.jpg,Yes\r\n',
    ],
    ['with an index column', ',file_x,file_y,Decision\n0,a 1.jpg,b.jpg,Yes'],
    ['in another order', 'Decision,file_y,file_x\nyes,b.jpg,a 1.jpg\n\n'],
    ['quoted', '"file_x","file_y","Decision"\n"a 1.jpg", b.jpg ,"YES"'],
  ])('reads a list %s', ([, text = '']) => {
    expect(parsePairs(text)).toEqual([ANNA]);
  });

  test('commas and quotes may be in names', () => {
    expect(parsePairs('file_x,file_y,Decision\n"a,b.jpg","say ""a"".jpg",No')).toEqual([
      { fileX: 'a,b.jpg', fileY: 'say "a".jpg', isGenuine: false },
    ]);
  });

  test.for([
    ['another header', 'left,right,same\na,b,Yes', /header file_x,file_y,Decision/],
    ['nothing', '', /header/],
    ['a header alone', 'file_x,file_y,Decision\n', /The list of pairs is empty/],
    ['another answer', 'file_x,file_y,Decision\na,b,Yes\na,c,perhaps', /Pair 2 .*Yes or No.*a,c,perhaps/],
    ['a missing file', 'file_x,file_y,Decision\n,b,Yes', /Pair 1/],
  ] as const)('refuses %s', ([, text, problem]) => {
    expect(() => parsePairs(text)).toThrow(PairsFileError);
    expect(() => parsePairs(text)).toThrow(problem);
  });
});
