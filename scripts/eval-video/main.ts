/** @file The evaluation itself, after the set-up: a video through the built extension, and what came out of it. */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openProduct, type Product } from '../browser/product.ts';
import { listAnchorPictures } from '../label/anchor-folder.ts';
import { createProgressBar } from '../label/progress-bar.ts';
import { printError, SetupError } from '../setup/setup-error.mjs';
import { writeGeneratedClip } from './clip/generated.ts';
import { readSlideshow, writeSlideshow } from './clip/slideshow.ts';
import { parseEvalVideoFlags, type EvalVideoFlags } from './flags.mjs';
import { evaluateVideo, type VideoCase } from './evaluate-video.ts';
import { LabelsError, parseLabels } from './labels.ts';
import { printScore } from './report.ts';

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
  const makeCase = await readCase(flags);
  const folder = await mkdtemp(path.join(tmpdir(), 'nametag-eval-video-'));
  const product = await openProduct({ modelId: flags.model });
  try {
    const { score, frames } = await evaluateVideo(product, await makeCase(product, folder), bar);
    bar.end();
    printScore(product.card.title, score);
    if (flags.json !== undefined) await writeJson(flags.json, score);
    if (flags.perFrame !== undefined) await writeJson(flags.perFrame, frames);
  } finally {
    bar.end();
    await product.close();
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}

type MakeCase = (product: Product, folder: string) => Promise<VideoCase>;

/** Reads what the person named before a browser is started for it; what is to be drawn needs the browser and a folder. */
async function readCase(flags: EvalVideoFlags): Promise<MakeCase> {
  const part = { fromS: flags.from, toS: flags.to, enrollFromStartS: flags.enrollFromStart };
  if (flags.generated) {
    return async ({ browser, extensionId }, folder) => {
      const [input, people] = [path.join(folder, 'generated.webm'), path.join(folder, 'people')];
      const files = { input, anchors: people, labels: undefined };
      const labels = await writeGeneratedClip(browser, extensionId, 'whole', files);
      return { ...part, input, anchors: await listAnchorPictures(people), labels };
    };
  }
  if (flags.slideshow !== undefined) {
    const source = resolve(flags.slideshow);
    const show = await readSlideshow(source);
    const anchors = await listAnchorPictures(path.join(source, 'people'));
    return async ({ browser, extensionId }, folder) => {
      const input = path.join(folder, 'slideshow.webm');
      await writeSlideshow(browser, extensionId, show, input);
      return { ...part, input, anchors, labels: show.labels };
    };
  }
  const labels = flags.labels === undefined ? undefined : parseLabels(await readText(resolve(flags.labels)));
  const anchors = flags.anchors === undefined ? [] : await listAnchorPictures(resolve(flags.anchors));
  const input = resolve(flags.input ?? '');
  await checkFile(input);
  return () => Promise.resolve({ ...part, input, anchors, labels });
}

async function checkFile(file: string): Promise<void> {
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) throw new SetupError(`There is no file ${file}.`);
  if (!facts.isFile()) throw new SetupError(`${file} is a folder: name a video in it.`);
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
