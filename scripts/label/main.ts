/** @file The labelling itself, after the set-up: enrolls the anchors, then one file after the other through Studio. */
import { copyFile, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openProduct } from '../browser/product.ts';
import { printError } from '../setup/setup-error.mjs';
import { enrollAnchors, listAnchorPictures } from './anchor-folder.ts';
import { parseLabelFlags, type LabelFlags } from './flags.mjs';
import { createProgressBar, type ProgressBar } from './progress-bar.ts';
import { describeReport } from './report-words.ts';
import { openStudioFiles, type StudioFiles } from './studio-files.ts';

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

interface Labelled {
  readonly input: string;
  readonly error?: string;
}

try {
  process.exitCode = await label(parseLabelFlags(process.argv.slice(2)));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function label(flags: LabelFlags): Promise<number> {
  const bar = createProgressBar(process.stderr, () => performance.now());
  const pictures = await listAnchorPictures(resolve(flags.anchors ?? ''));
  const product = await openProduct({ modelId: flags.model });
  let problems = 0;
  const results: Labelled[] = [];
  try {
    const refused = await enrollAnchors(product, pictures, (done) => {
      bar.show('anchors', done / pictures.length, `${String(done)} of ${String(pictures.length)}`);
    });
    for (const sentence of refused) bar.say(`✗ ${sentence}`);
    problems += refused.length;
    const studio = await openStudioFiles(product.browser, product.extensionId, flags);
    const written = new Set<string>();
    for (const input of flags.inputs) {
      const result = await labelOne(studio, input, flags, written, bar).catch((error: unknown): Labelled => ({
        input,
        error: sentenceOf(error),
      }));
      if (result.error !== undefined) {
        problems += 1;
        bar.say(`✗ ${input}: ${result.error}`);
      }
      results.push(result);
    }
    await studio.close();
  } finally {
    bar.end();
    await product.close();
  }
  if (flags.json !== undefined) {
    await mkdir(path.dirname(resolve(flags.json)), { recursive: true });
    const content = results.length === 1 ? results[0] : results;
    await writeFile(resolve(flags.json), `${JSON.stringify(content, null, 2)}\n`);
  }
  return problems === 0 ? 0 : 1;
}

async function labelOne(
  studio: StudioFiles,
  input: string,
  flags: LabelFlags,
  written: Set<string>,
  bar: ProgressBar,
): Promise<Labelled> {
  const file = resolve(input);
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) return { input, error: 'There is no such file.' };
  if (!facts.isFile()) return { input, error: 'This is a folder; name the files in it.' };
  const outcome = await studio.label(file, ({ share, text }) => {
    bar.show(path.basename(input), share, text);
  });
  if (outcome.kind === 'failed') return { input, error: outcome.text };
  const folder = flags.out === undefined ? path.dirname(file) : resolve(flags.out);
  const target = path.join(folder, outcome.output.name);
  if (written.has(target))
    return { input, error: `Its result would replace that of another file: ${target}.` };
  await mkdir(folder, { recursive: true });
  await moveFile(outcome.output.path, target);
  written.add(target);
  const report = { ...(outcome.report as object), input };
  bar.end();
  console.log(`✓ ${input} → ${path.relative(CALLED_FROM, target)}  ${describeReport(report)}`);
  return report;
}

/** Downloads may lie on another disk. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch {
    await copyFile(from, to);
  }
}

function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'There is no room on the disk for the result.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'The folder for the result cannot be written to.';
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function resolve(file: string): string {
  return path.resolve(CALLED_FROM, file);
}
