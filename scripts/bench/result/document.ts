/** @file docs/performance.md: what stands between its markers comes from a run; the words around it stay. Pure. */
import { judge } from './judge.ts';
import type { BenchResult } from './result.ts';
import { makeTables, type Table } from './tables.ts';
import { machineText } from './terminal.ts';

export const BEGIN = '<!-- npm run bench -- --docs: from here on -->';
export const END = '<!-- until here -->';

/** @throws Error when the markers are not there, once each and in order. */
export function fillDocument(document: string, result: BenchResult): string {
  const [before, rest, ...more] = document.split(BEGIN);
  const [, after, ...others] = (rest ?? '').split(END);
  if (before === undefined || after === undefined || more.length + others.length > 0)
    throw new Error(`The document needs "${BEGIN}" and "${END}", once each.`);
  return `${before}${BEGIN}\n\n${bodyOf(result)}\n\n${END}${after}`;
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
    ...[targets, ...makeTables(result)].map(tableMarkdown),
  ].join('\n\n');
}

function tableMarkdown({ title, head, rows, note }: Table): string {
  const widths = head.map((cell, column) =>
    Math.max(MIN_CELL, cell.length, ...rows.map((row) => escape(row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => escape(cell).padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [
    `## ${title}`,
    [line(head), rule, ...rows.map(line)].join('\n'),
    ...(note === undefined ? [] : [note]),
  ].join('\n\n');
}

/** A rule of Markdown has three dashes at least. */
const MIN_CELL = 3;

function escape(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
