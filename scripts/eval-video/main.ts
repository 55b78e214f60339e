/** @file The evaluation itself, after the set-up: a video through the built extension, and what came out of it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openProduct } from '../browser/product.ts';
import { printResult } from '../eval/report.ts';
import { createProgressBar } from '../label/progress-bar.ts';
import { printError, SetupError } from '../setup/setup-error.mjs';
import { parseEvalVideoFlags, type EvalVideoFlags } from './flags.mjs';
import { evaluateVideo, type VideoCase } from './evaluate-video.ts';
import { LabelsError, parseLabels } from './labels.ts';

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

try {
  process.exitCode = await evaluate(parseEvalVideoFlags(process.argv.slice(2)));
} catch (error) {
  printError(error instanceof LabelsError ? new SetupError(error.message) : error);
  process.exitCode = 1;
}

async function evaluate(flags: EvalVideoFlags): Promise<number> {
  const bar = createProgressBar(process.stderr, () => performance.now());
  const chosen = await readCase(flags);
  const product = await openProduct({ modelId: flags.model });
  try {
    const { score, frames } = await evaluateVideo(product, chosen, bar);
    bar.end();
    printResult(product.card.title, score);
    if (flags.json !== undefined) await writeJson(flags.json, score);
    if (flags.perFrame !== undefined) await writeJson(flags.perFrame, frames);
  } finally {
    bar.end();
    await product.close();
  }
  return 0;
}

/** Reads what the person named before a browser is started for it. */
async function readCase(flags: EvalVideoFlags): Promise<VideoCase> {
  const labels = flags.labels === undefined ? undefined : parseLabels(await readText(resolve(flags.labels)));
  return {
    input: resolve(flags.input ?? ''),
    anchors: flags.anchors === undefined ? undefined : resolve(flags.anchors),
    labels,
    enrollFromStartS: flags.enrollFromStart,
    fromS: flags.from,
    toS: flags.to,
  };
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await mkdir(path.dirname(resolve(file)), { recursive: true });
  await writeFile(resolve(file), `${JSON.stringify(content, null, 2)}\n`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new SetupError(`${file} cannot be read.`, { cause });
  }
}

function resolve(file: string): string {
  return path.resolve(CALLED_FROM, file);
}
