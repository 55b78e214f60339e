/** @file docs/performance.md: what stands between its markers comes from a run; the words around it stay. Pure. */
import { fillMarked, titledTable } from '../../setup/markdown.ts';
import { judge } from './judge.ts';
import type { BenchResult } from './result.ts';
import { makeTables, type Table } from './tables.ts';
import { machineText } from './terminal.ts';

export const BEGIN = '<!-- npm run bench -- --docs: from here on -->';
export const END = '<!-- until here -->';

/** @throws Error when the markers are not there, once each and in order. */
export function fillDocument(document: string, result: BenchResult): string {
  return fillMarked(document, BEGIN, END, bodyOf(result));
}

function bodyOf(result: BenchResult): string {
  const { machine } = result;
  const command = `npm run bench -- --docs${machine.isQuick ? ' --quick' : ''}`;
  const targets: Table = {
    title: 'What was promised',
    head: ['', 'target', 'measured', ''],
    rows: judge(result).map(({ what, target, figure, isMet }) => [what, target, figure, isMet ? '✓' : '✗']),
  };
  return [
    `Made by \`${command}\` on ${machine.date}:`,
    machineText(result)
      .split('\n')
      .map((line) => `- ${line}`)
      .join('\n'),
    ...[targets, ...makeTables(result)].map(titledTable),
  ].join('\n\n');
}
