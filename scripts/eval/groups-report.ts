/** @file What `--groups` found, as a table for the person at the terminal. */
import type { GroupsResult } from './compare-groups.ts';
import type { PairFigures } from './group-statistics.ts';

const NAME_WIDTH = 20;

const COLUMNS: readonly (readonly [title: string, width: number, text: (row: PairFigures) => string])[] = [
  ['people', 8, ({ people }) => counted(people)],
  ['genuine', 9, ({ genuine }) => counted(genuine)],
  ['impostor', 11, ({ impostor }) => counted(impostor)],
  ['AUC', 8, ({ auc }) => (auc === null ? '–' : auc.toFixed(4))],
  ['true accepts', 14, ({ trueAccepts }) => percent(trueAccepts, 1)],
  ['false matches', 15, ({ falseMatchRate }) => percent(falseMatchRate, 3)],
  ['true at FMR 0.1 %', 19, ({ trueAcceptsAtFmr3 }) => percent(trueAcceptsAtFmr3, 1)],
];

export function groupLines(result: GroupsResult): string[] {
  const { groups, all, pictures, noFace, unreadable, severalFaces, skippedRows, peopleWithOnePicture } =
    result;
  const threshold = Object.entries(result.default)
    .filter(([key]) => key === 'maxDistance' || key === 'minSimilarity')
    .map(([key, value]) => `${key} ${String(value)}`);
  return [
    row(
      'Group',
      COLUMNS.map(([title]) => title),
    ),
    ...groups.map((one) => figuresRow(one.sex === undefined ? one.group : `  ${one.sex}`, one)),
    figuresRow('all pairs', all),
    '',
    result.falseMatchRatioText,
    `True accepts and false matches: single looks at the shipped default (${threshold.join(', ')}).`,
    'True at FMR 0.1 %: at the loosest threshold that accepts at most 1 in 1,000 impostor pairs of that row.',
    [
      `Pictures compared: ${counted(pictures)}`,
      `no face: ${counted(noFace.length)}`,
      `unreadable: ${counted(unreadable.length)}`,
      `several faces: ${counted(severalFaces.length)}`,
      `rows left out: ${counted(skippedRows)}`,
      `people with one picture: ${counted(peopleWithOnePicture)}`,
    ].join(' · '),
  ];
}

export function printGroups(modelTitle: string, result: GroupsResult): void {
  console.log(`${'Model'.padEnd(NAME_WIDTH)}${modelTitle}`);
  for (const line of groupLines(result)) console.log(line);
}

function figuresRow(name: string, figures: PairFigures): string {
  return row(
    name,
    COLUMNS.map(([, , text]) => text(figures)),
  );
}

function row(name: string, cells: readonly string[]): string {
  const padded = cells.map((cell, index) => cell.padStart(COLUMNS[index]?.[1] ?? 0));
  return name.padEnd(NAME_WIDTH) + padded.join('');
}

function percent(share: number | null, digits: number): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`;
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}
