/** @file The result as tables for the person at the terminal. */
import { printResult } from '../eval/report.ts';
import type { PersonScore } from './score-person.ts';
import type { VideoScore } from './score.ts';

const NAME_WIDTH = 20;
const CELL_WIDTH = 9;
/** One number for each appearance: the last column may be as long as it likes. */
const LIST_GAP = '  ';

const COLUMNS: readonly (readonly [string, (score: PersonScore) => string])[] = [
  ['seen', ({ detectedFrames }) => String(detectedFrames)],
  ['named', ({ namedFrames, isEnrolled }) => (isEnrolled ? String(namedFrames) : '–')],
  ['wrong', ({ wrongNameFrames }) => String(wrongNameFrames)],
  ['maybe', ({ maybeFrames }) => String(maybeFrames)],
  ['switches', ({ idSwitches }) => String(idSwitches)],
  ['to name', ({ framesToName }) => LIST_GAP + framesToName.map((frames) => frames ?? 'never').join(' ')],
];

export function printScore(modelTitle: string, { people, ...figures }: VideoScore): void {
  printResult(modelTitle, figures);
  // Of names that the labels do not know, the JSON has the times.
  const scored = Object.entries(people).filter((one): one is [string, PersonScore] => 'isEnrolled' in one[1]);
  if (scored.length === 0) return;
  console.log(
    `\n${row(
      '',
      COLUMNS.map(([title]) => title),
    )}`,
  );
  for (const [name, score] of scored) {
    console.log(
      row(
        name,
        COLUMNS.map(([, text]) => text(score)),
      ),
    );
  }
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(CELL_WIDTH)).join(' ');
}
