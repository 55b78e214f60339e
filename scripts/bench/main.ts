/** @file The bench itself, after the set-up: runs it, and tells what came out where the person wants it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { printError } from '../setup/setup-error.mjs';
import { parseBenchFlags, type BenchFlags } from './flags.mjs';
import { fillDocument } from './result/document.ts';
import { drawPlot } from './result/plot.ts';
import type { BenchResult } from './result/result.ts';
import { roundedAll } from './result/statistics.ts';
import { terminalText } from './result/terminal.ts';
import { runBench } from './run.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const PLOT = fileURLToPath(new URL('../../docs/performance.svg', import.meta.url));

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

try {
  await run(parseBenchFlags(process.argv.slice(2)));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function run({ json, isQuick, docs, parts }: BenchFlags): Promise<void> {
  const startMs = performance.now();
  const say = (text: string): void => {
    console.log(`… ${((performance.now() - startMs) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  };
  const result = roundedAll(await runBench({ isQuick, parts, say }));
  if (json !== undefined) {
    const file = path.resolve(CALLED_FROM, json);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  }
  if (docs) await writeDocument(result);
  console.log(`\n${terminalText(result)}`);
}

async function writeDocument(result: BenchResult): Promise<void> {
  await writeFile(DOCUMENT, fillDocument(await readFile(DOCUMENT, 'utf8'), result));
  const plot = drawPlot(result);
  if (plot !== undefined) await writeFile(PLOT, plot);
}
