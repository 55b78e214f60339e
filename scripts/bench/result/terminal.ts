/** @file The result for the person at the terminal: what was promised first. Pure. */
import type { BenchResult } from './result.ts';
import { judge } from './judge.ts';
import { makeTables, type Table } from './tables.ts';

export function terminalText(result: BenchResult): string {
  const judged = judge(result).map(
    ({ what, target, figure, isMet }) =>
      `${isMet ? '✓' : '✗'} ${what.padEnd(56)} ${figure.padStart(12)}  (${target})`,
  );
  return [judged.join('\n'), ...makeTables(result).map(tableText), machineText(result)].join('\n\n');
}

function tableText({ title, head, rows, note }: Table): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [title, line(head), ...rows.map(line), ...(note === undefined ? [] : [note])].join('\n');
}

export function machineText({ machine }: BenchResult): string {
  const { browser, system, processor, cores, memoryGb, recognizerThreads, tfjsWasm, packages } = machine;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return [
    `${browser} on ${system}, ${processor}, ${String(cores)} cores, ${memoryGb.toFixed(0)} GB; ${machine.date}, ${machine.seconds.toFixed(0)} s${machine.isQuick ? ', quick' : ''}`,
    `Pages are ${machine.isCrossOriginIsolated ? '' : 'not '}cross-origin isolated; peers run ${tfjsWasm}; the extension’s embedder has ${String(recognizerThreads)} ${recognizerThreads === 1 ? 'thread' : 'threads'}.`,
    versions.join(', '),
  ].join('\n');
}
