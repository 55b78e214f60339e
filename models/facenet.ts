/**
 * @file Converts FaceNet's public weights: `npm run models:facenet [-- --weights PATH] [--dim 128|512]`.
 * They come from another place than npm and are large, so that `npm run models` does without.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelCardError } from '../src/recognition/model-card.ts';
import { recordOf, writeFileAtomically, type FileRecord } from './build/atomic-file.ts';
import type { FacenetDimension } from './build/facenet/architecture.ts';
import { FACENET_USAGE, parseFacenetCommand } from './build/facenet/command-line.ts';
import { ARRAYS_DIMENSION, readArrayDigests, type ArrayDigests } from './build/facenet/array-list.ts';
import { completeCard, parseCardTemplate, type CardTemplate } from './build/facenet/converted-card.ts';
import { describeSystemError } from './build/facenet/system-error.ts';
import { createFacenetNetwork } from './build/facenet/facenet-network.ts';
import { toSmallForm } from './build/facenet/small-form.ts';
import { readWeightsAt } from './build/facenet/weights-reader.ts';
import { downloadArraySet, downloadWeights } from './build/facenet/weights-source.ts';
import { encodeOnnx, type OnnxGraph } from './build/onnx-file.ts';
import { ModelBuildError } from './build/source-package.ts';

const MODELS_DIR = fileURLToPath(new URL('.', import.meta.url));

/** Shows one step of the work; `scripts/setup/steps.mjs` has the one for terminals. */
export type StartStep = (name: string) => {
  readonly update: (text: string) => void;
  readonly done: (note?: string) => void;
  readonly fail: (note?: string) => void;
};

/** What may differ from the repository's own places; tests use it. */
export interface ConvertFacenetOptions {
  readonly dimension: FacenetDimension;
  /** A Keras file, or a folder of arrays; without it the public weights are downloaded. */
  readonly weights?: string;
  /** Where to download from; the card's own address unless given. */
  readonly url?: string;
  /** What the arrays have to be; the published ones unless given. */
  readonly digests?: ArrayDigests;
  /** What the Keras file has to be; without it none is downloaded. */
  readonly sha256?: string;
  /** After so long the download of the arrays is given up. */
  readonly maxMinutes?: number;
  /** Holds the card templates. */
  readonly templatesDir?: string;
  /** Receives the model files, `built/` and `downloads/`. */
  readonly outDir?: string;
  readonly startStep?: StartStep;
}

/** Where the results lie. */
export interface ConvertedFacenet {
  /** The float32 network. */
  readonly full: string;
  /** The 8-bit form, which the extension ships. */
  readonly small: string;
  /** The card, with a copy of the small form beside it: the folder from which the extension is packed. */
  readonly card: string;
}

/**
 * Makes both forms of the network and the card; files of an earlier run are replaced when the new ones are complete.
 * @throws {ModelBuildError} with one sentence that names the remedy.
 */
export async function convertFacenet(options: ConvertFacenetOptions): Promise<ConvertedFacenet> {
  const { dimension, templatesDir = MODELS_DIR, outDir = MODELS_DIR, startStep = silent } = options;
  const name = `facenet-${String(dimension)}`;
  const template = parseCardTemplate(
    JSON.parse(await readFile(path.join(templatesDir, `${name}.json`), 'utf8')),
  );
  const digests = options.digests ?? (await readArrayDigests());
  const place = await inStep(startStep, 'Weights', async (update) => {
    const found = await findWeights(options, digests, template, path.join(outDir, 'downloads'), update);
    return [found, path.basename(found)];
  });
  const { weights, graph } = await inStep(startStep, 'Check', async () => {
    const { take, ...weights } = await readWeightsAt(place, dimension, digests);
    const graph = createFacenetNetwork(dimension, take);
    const note = `every layer is there, ${String(graph.nodes.length)} operators  ${describe(weights)}`;
    return [{ weights, graph }, note];
  });

  const full = path.join(outDir, `${name}.onnx`);
  const small = path.join(outDir, `${name}-small.onnx`);
  const builtDir = path.join(outDir, 'built');
  const card = path.join(builtDir, `${name}.json`);
  await inStep(startStep, 'Full form', () => writeModel(graph, [full]));
  const smallRecord = await inStep(startStep, 'Small form', () =>
    writeModel(toSmallForm(graph), [small, path.join(builtDir, path.basename(small))]),
  );
  await inStep(startStep, 'Card', async () => {
    const complete = completeCard(template, path.basename(small), smallRecord, weights);
    await writeFileAtomically(card, `${JSON.stringify(complete, null, 2)}\n`);
    return [undefined, path.relative(outDir, card)];
  });
  return { full, small, card };
}

/** The command line; returns the exit code. */
export async function runFacenet(
  args: readonly string[],
  options: Omit<ConvertFacenetOptions, 'dimension' | 'weights'> & {
    readonly env?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<number> {
  const { env = process.env, ...places } = options;
  try {
    const { isHelp, ...command } = parseFacenetCommand(args, env);
    if (isHelp) console.log(FACENET_USAGE);
    else await convertFacenet({ ...places, ...command });
    return 0;
  } catch (error) {
    const text =
      error instanceof ModelBuildError || error instanceof ModelCardError
        ? error.message
        : describeSystemError(error);
    if (text === undefined) throw error;
    console.error(text);
    return 1;
  }
}

/** @returns the path of the file or folder. */
async function findWeights(
  { weights, url, sha256, dimension, maxMinutes }: ConvertFacenetOptions,
  digests: ArrayDigests,
  { origin }: CardTemplate,
  downloadsDir: string,
  update: (text: string) => void,
): Promise<string> {
  if (weights !== undefined) return path.resolve(weights);
  const from = url ?? origin.url;
  const onProgress = (bytes: number, totalBytes: number) => {
    update(progressText(bytes, totalBytes));
  };
  return dimension === ARRAYS_DIMENSION
    ? downloadArraySet(from, downloadsDir, digests, { onProgress, maxMinutes })
    : (await downloadWeights(from, downloadsDir, sha256, onProgress)).path;
}

async function writeModel(
  graph: OnnxGraph,
  targets: readonly string[],
): Promise<readonly [record: FileRecord, note: string]> {
  const content = encodeOnnx(graph);
  for (const target of targets) await writeFileAtomically(target, content);
  const record = recordOf(content);
  return [record, `${path.basename(targets[0] ?? '')}  ${describe(record)}`];
}

/** Runs `work`, which gives its result and a note for the person, as one step. */
async function inStep<Result>(
  startStep: StartStep,
  name: string,
  work: (update: (text: string) => void) => Promise<readonly [result: Result, note: string]>,
): Promise<Result> {
  const step = startStep(name);
  try {
    const [result, note] = await work(step.update);
    step.done(note);
    return result;
  } catch (error) {
    step.fail();
    throw error;
  }
}

const silent: StartStep = () => ({ update: () => undefined, done: () => undefined, fail: () => undefined });

/** `[#######·············]  35 %  32.2 of 92.0 MB`. */
function progressText(bytes: number, totalBytes: number): string {
  if (totalBytes === 0) return `${megabytes(bytes)} MB`;
  const share = Math.min(1, bytes / totalBytes);
  const bar = '#'.repeat(Math.round(20 * share)).padEnd(20, '·');
  return `[${bar}] ${String(Math.floor(100 * share)).padStart(3)} %  ${megabytes(bytes)} of ${megabytes(totalBytes)} MB`;
}

function describe({ bytes, sha256 }: FileRecord): string {
  return `${megabytes(bytes)} MB  sha256 ${sha256}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
