/** @file Lists of people by group, as they come. */
import { describe, expect, test } from 'vitest';
import { parseGroups } from '../../../scripts/eval/groups-file.ts';

const HEADER = 'set,person,file,group,sex';
const list = (...rows: string[]): string => [HEADER, ...rows].join('\n');

describe('parseGroups', () => {
  test('reads people, files, groups and sexes; the last two may be empty', () => {
    expect(parseGroups(list('a,ann,a/1.jpg,north,f', 'b, ann ,b/1.jpg,,'))).toEqual({
      pictures: [
        { person: 'ann', file: 'a/1.jpg', group: 'north', sex: 'f' },
        { person: 'ann', file: 'b/1.jpg', group: undefined, sex: undefined },
      ],
      notes: [],
      skippedRows: 0,
    });
  });

  test('columns may come in another order, and further ones are named and not used', () => {
    const { pictures, notes } = parseGroups('Group,file,age,person\nnorth,1.jpg,44,ann');
    expect(pictures).toEqual([{ person: 'ann', file: '1.jpg', group: 'north', sex: undefined }]);
    expect(notes).toEqual(['The list\'s column "age" is not used.']);
  });

  test('rows without a person or a file, and repeated files, are named and counted', () => {
    const { pictures, notes, skippedRows } = parseGroups(
      list('a,ann,1.jpg,north,f', 'a,,2.jpg,north,f', 'a,bo,,,', 'b,bo,1.jpg,south,m', 'b,bo'),
    );
    expect(pictures).toHaveLength(1);
    expect(skippedRows).toBe(4);
    expect(notes).toEqual([
      'Row 2 has no person: it is left out.',
      'Row 3 has no file: it is left out.',
      'Row 4 names 1.jpg again: it is left out.',
      'Row 5 has no file: it is left out.',
    ]);
  });

  test('of each person, only the first pictures', () => {
    const { pictures } = parseGroups(list('a,ann,1,,', 'a,bo,2,,', 'b,ann,3,,', 'b,ann,4,,'), 2);
    expect(pictures.map(({ file }) => file)).toEqual(['1', '2', '3']);
  });

  test.for([
    ['without a column', 'set,name,file,group,sex\na,b,c,d,e', /has no column person: it needs the header/],
    ['without two', 'set,person\na,b', /has no columns file and group/],
    ['with nothing in it', '', /has no columns person and file and group/],
    ['with only a header', HEADER, /names no pictures/],
    ['without a usable row', list(',,,,north'), /names no pictures/],
  ] as const)('refuses a list %s', ([, text, problem]) => {
    expect(() => parseGroups(text)).toThrow(problem);
  });
});
