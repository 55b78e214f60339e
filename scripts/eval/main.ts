/** @file The evaluation itself, after the set-up: chooses the experiments that the flags ask for, and prints what came out. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelCardError } from '../../src/recognition/model-card.ts';
import { printError, SetupError } from '../setup/setup-error.mjs';
import { compareGroups, type GroupsResult } from './compare-groups.ts';
import { comparePairs } from './compare-pairs.ts';
import { parseEvalFlags, type EvalFlags } from './flags.mjs';
import { parseGroups } from './groups-file.ts';
import { printGroups } from './groups-report.ts';
import { nameScenes } from './name-scenes.ts';
import { compareNpmPictures } from './npm-pictures.ts';
import { PairsFileError, parsePairs } from './pairs-file.ts';
import { listPeople, listPictures, readLabels } from './picture-folders.ts';
import { findPictures } from './picture-names.ts';
import { openProduct, type Product } from '../browser/product.ts';
import { createProgress } from './progress.ts';
import { printResult } from './report.ts';

const SHARED_FACES = fileURLToPath(new URL('../../../shared/faces', import.meta.url));

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

const progress = createProgress(
  (text) => process.stderr.write(text),
  () => performance.now(),
);

try {
  process.exitCode = await evaluate(withDefaults(parseEvalFlags(process.argv.slice(2))));
} catch (error) {
  const isForPerson = error instanceof PairsFileError || error instanceof ModelCardError;
  printError(isForPerson ? new SetupError(error.message) : error);
  process.exitCode = 1;
}

async function evaluate(flags: EvalFlags | undefined): Promise<number> {
  if (flags === undefined) {
    console.log(
      'Nothing to measure: ../shared/faces does not exist. ' +
        'Give --pairs or --groups with --images, or --people, --scenes and --labels.',
    );
    return 0;
  }
  const experiments = await prepare(flags);
  const product = await openProduct({
    modelId: flags.model,
    metric: flags.metric,
    variant: flags.variant === undefined ? undefined : await readVariant(flags.variant),
  });
  try {
    let results: object = {};
    for (const measure of experiments) {
      results = { ...results, ...(await measure(product)) };
      // After each, because the second one is long: stopping it keeps the first.
      if (flags.json !== undefined) await writeJson(resolve(flags.json), results);
    }
  } finally {
    await product.close();
  }
  return 0;
}

/** Measures and prints. @returns its part of the JSON */
type Experiment = (product: Product) => Promise<object>;

/** Reads what the experiments need before a browser is started for them. */
async function prepare(flags: EvalFlags): Promise<Experiment[]> {
  const { groups, images, people } = flags;
  const experiments: Experiment[] = [];
  if (groups === undefined || people !== undefined) experiments.push(printed(await prepareMain(flags)));
  if (groups !== undefined && images !== undefined) {
    const measure = await prepareGroups(groups, images, flags);
    const isAlone = experiments.length === 0;
    experiments.push(async (product) => {
      const result = await measure(product);
      if (!isAlone) console.log('');
      printGroups(product.card.title, result);
      return isAlone ? result : { byGroup: result };
    });
  }
  return experiments;
}

function printed(measure: Experiment): Experiment {
  return async (product) => {
    const result = await measure(product);
    printResult(product.card.title, result);
    return result;
  };
}

async function prepareMain({ face, samples, npmPictures, ...sources }: EvalFlags): Promise<Experiment> {
  const { pairs, images, people, scenes, labels } = sources;
  if (pairs !== undefined && images !== undefined) {
    const list = parsePairs(await readText(resolve(pairs)));
    const find = await findPictures(resolve(images));
    return (product) => comparePairs(product, list, find, progress, face);
  }
  const faces =
    people === undefined ? new Map<string, string[]>() : await listPeople(resolve(people), samples);
  if (npmPictures) return (product) => compareNpmPictures(product, faces, progress);
  if (faces.size === 0) throw new SetupError('There is nothing to measure. See: npm run eval -- --help');
  const pictures = scenes === undefined ? [] : await listPictures(resolve(scenes));
  const names = labels === undefined ? {} : await readLabels(resolve(labels));
  return (product) => nameScenes(product, { people: faces, scenes: pictures, labels: names }, progress);
}

async function prepareGroups(
  groups: string,
  images: string,
  { samples, face = 'middle' }: EvalFlags,
): Promise<(product: Product) => Promise<GroupsResult>> {
  const list = parseGroups(await readText(resolve(groups)), samples);
  const folder = resolve(images);
  if (!existsSync(folder)) throw new SetupError(`The folder ${folder} cannot be read.`);
  return (product) => compareGroups(product, list, folder, face, progress);
}

/** Without any source of pictures: the shared ones, or undefined where they do not exist. */
function withDefaults(flags: EvalFlags): EvalFlags | undefined {
  const { pairs, groups, people, npmPictures, noGroups } = flags;
  if (pairs !== undefined || groups !== undefined || people !== undefined || npmPictures) return flags;
  if (!existsSync(SHARED_FACES)) return undefined;
  const images = path.join(SHARED_FACES, 'dev');
  const list = path.join(images, 'people.csv');
  return {
    ...flags,
    people: path.join(SHARED_FACES, 'people'),
    scenes: path.join(SHARED_FACES, 'scenes'),
    labels: path.join(SHARED_FACES, 'labels.json'),
    ...(noGroups || !existsSync(list) ? {} : { groups: list, images }),
  };
}

async function writeJson(file: string, content: object): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}

async function readVariant(given: string): Promise<Record<string, unknown>> {
  const text = given.trimStart().startsWith('{') ? given : await readText(resolve(given));
  try {
    const part: unknown = JSON.parse(text);
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) return { ...part };
  } catch (cause) {
    throw new SetupError('--variant is not JSON. See: npm run eval -- --help', { cause });
  }
  throw new SetupError('--variant is no JSON object. See: npm run eval -- --help');
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
