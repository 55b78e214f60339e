/** @file The table of groups. */
import { expect, test } from 'vitest';
import type { GroupsResult } from '../../../scripts/eval/compare-groups.ts';
import { groupLines } from '../../../scripts/eval/groups-report.ts';

const NORTH = {
  ...{ people: 1200, genuine: 12, impostor: 1_234_567, auc: 0.98765 },
  ...{ trueAccepts: 0.75, falseMatchRate: 0.00053, trueAcceptsAtFmr3: 0.5 },
};
const NOTHING = { auc: null, trueAccepts: null, falseMatchRate: null, trueAcceptsAtFmr3: null };

const RESULT: GroupsResult = {
  groups: [
    { group: 'north', ...NORTH },
    { group: 'north', sex: 'f', people: 1, genuine: 0, impostor: 0, ...NOTHING },
  ],
  all: NORTH,
  falseMatchRatio: null,
  falseMatchRatioAtLeast: null,
  falseMatchRatioText: 'No ratio.',
  default: { modelId: 'compact', metric: 'euclidean', maxDistance: 0.55 },
  face: 'middle',
  pictures: 1300,
  skippedRows: 1,
  peopleWithOnePicture: 1100,
  severalFaces: ['a'],
  noFace: ['b', 'c'],
  unreadable: [],
};

test('a row a group, its sexes below it, a dash for what it cannot say', () => {
  const lines = groupLines(RESULT);
  expect(lines.map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    'Group  people  genuine  impostor  AUC  true accepts  false matches  true at FMR 0.1 %',
    'north  1,200  12  1,234,567  0.9877  75.0 %  0.053 %  50.0 %',
    '  f  1  0  0  –  –  –  –',
    'all pairs  1,200  12  1,234,567  0.9877  75.0 %  0.053 %  50.0 %',
    '',
    'No ratio.',
    'True accepts and false matches: single looks at the shipped default (maxDistance 0.55).',
    'True at FMR 0.1 %: at the loosest threshold that accepts at most 1 in 1,000 impostor pairs of that row.',
    'Pictures compared: 1,300 · no face: 2 · unreadable: 0 · several faces: 1 · ' +
      'rows left out: 1 · people with one picture: 1,100',
  ]);
  expect(new Set(lines.slice(0, 4).map(({ length }) => length)).size).toBe(1);
});
