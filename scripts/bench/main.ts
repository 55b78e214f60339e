/** @file The bench itself, after the set-up. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { printError } from '../setup/setup-error.mjs';
import { parseBenchFlags, type BenchFlags } from './flags.mjs';
import { roundedAll } from './result/statistics.ts';
import { runBench } from './run.ts';

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

try {
  await run(parseBenchFlags(process.argv.slice(2)));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function run({ json, isQuick, parts }: BenchFlags): Promise<void> {
  const startMs = performance.now();
  const say = (text: string): void => {
    console.log(`… ${((performance.now() - startMs) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  };
  const result = roundedAll(await runBench({ isQuick, parts, say }));
  console.log(JSON.stringify(result, null, 1));
  if (json !== undefined) {
    const file = path.resolve(CALLED_FROM, json);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  }
}
