/**
 * @file Reads FaceNet's weights from a folder of `.npy` arrays and refuses anything that is not exactly them, naming the
 * first file, in network order, that does not fit.
 */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { FileRecord } from '../atomic-file.ts';
import type { FoldedConvolution } from '../fold-scale.ts';
import type { WeightTensor } from '../quantized-weights.ts';
import { ModelBuildError } from '../source-package.ts';
import { listLayerArrays, type ArrayDigests, type ArrayFile } from './array-list.ts';
import type { TakeLayer } from './folded-layers.ts';
import { NpyError, parseNpy } from './npy-file.ts';

/** All layers, and what was read for them: the files one after the other in network order. */
export interface ArrayFolder {
  readonly take: TakeLayer;
  readonly record: FileRecord;
}

const REMEDY = 'run the command without --weights to download the right ones';

/**
 * Reads every array of the network (23 million float32 values) into memory. What else is in the folder does not matter.
 * @throws {ModelBuildError} with one sentence that names the file: missing, cut off, another shape, not a number, or
 * not what was published.
 */
export async function readArrayFolder(folder: string, digests: ArrayDigests): Promise<ArrayFolder> {
  const present = new Set(await namesIn(folder));
  const arrays = listLayerArrays();
  checkNames(
    folder,
    present,
    arrays.flatMap(({ kernel, bias }) => [kernel.name, bias.name]),
  );
  const hash = createHash('sha256');
  let bytes = 0;
  const read = async (file: ArrayFile): Promise<WeightTensor> => {
    const content = await readContent(path.join(folder, file.name));
    hash.update(content);
    bytes += content.length;
    return checkArray(content, file, digests);
  };
  const layers = new Map<string, FoldedConvolution>();
  for (const { layer, kernel, bias } of arrays) {
    layers.set(layer, toOnnxOrder(await read(kernel), await read(bias)));
  }
  const take: TakeLayer = (layer) => {
    const found = layers.get(layer);
    if (found === undefined) throw new Error(`the network asks for ${layer}, which it did not list`);
    return found;
  };
  return { take, record: { bytes, sha256: hash.digest('hex') } };
}

function checkNames(folder: string, present: ReadonlySet<string>, wanted: readonly string[]): void {
  const missing = wanted.filter((name) => !present.has(name));
  const [first] = missing;
  if (first === undefined) return;
  const name = path.basename(folder);
  if (missing.length === wanted.length) {
    throw new ModelBuildError(
      `${name} holds none of FaceNet's ${String(wanted.length)} arrays, not even ${first}: ${REMEDY}.`,
    );
  }
  const known = new Set(wanted);
  const other = [...present].find((file) => file.endsWith('.npy') && !known.has(file));
  const more =
    missing.length === 1 ? '' : ` and ${String(missing.length - 1)} more of ${String(wanted.length)}`;
  const hint = other === undefined ? '' : ` (${other} is there, which does not belong to FaceNet)`;
  throw new ModelBuildError(`${first}${more} is missing in ${name}${hint}: ${REMEDY}.`);
}

function checkArray(content: Uint8Array, { name, shape }: ArrayFile, digests: ArrayDigests): WeightTensor {
  const array = parse(content, name);
  if (array.shape.join() !== shape.join()) {
    throw new ModelBuildError(
      `${name} has the shape ${shapeText(array.shape)}, not ${shapeText(shape)}, and so belongs to another network: ${REMEDY}.`,
    );
  }
  if (!array.values.every(Number.isFinite)) {
    throw new ModelBuildError(`${name} holds a value that is not a number: ${REMEDY}.`);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== digests.get(name)) {
    throw new ModelBuildError(
      `${name} is not the array that was published (its sha256 is ${sha256}) and may be damaged or of another network: ${REMEDY}.`,
    );
  }
  return array;
}

function parse(content: Uint8Array, name: string): WeightTensor {
  try {
    return parseNpy(content);
  } catch (cause) {
    if (!(cause instanceof NpyError)) throw cause;
    throw new ModelBuildError(`${name} ${cause.message}: ${REMEDY}.`, { cause });
  }
}

/** `[outputs, rows, columns, inputs]` to `[outputs, inputs, rows, columns]`; a matrix has one row and one column. */
function toOnnxOrder(kernel: WeightTensor, bias: WeightTensor): FoldedConvolution {
  const [outputs = 0, ...rest] = kernel.shape;
  const inputs = rest.at(-1) ?? 0;
  const [rows = 1, columns = 1] = rest.slice(0, -1);
  const taps = rows * columns;
  const weights = new Float32Array(kernel.values.length);
  let source = 0;
  for (let output = 0; output < outputs; output += 1) {
    for (let tap = 0; tap < taps; tap += 1) {
      for (let input = 0; input < inputs; input += 1) {
        weights[(output * inputs + input) * taps + tap] = kernel.values[source] ?? 0;
        source += 1;
      }
    }
  }
  return { shape: [outputs, inputs, rows, columns], weights, bias: bias.values };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new ModelBuildError(`The weights folder ${folder} cannot be read: check the path.`, { cause });
  }
}

async function readContent(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ModelBuildError(`${file} cannot be read: check its permissions.`, { cause });
  }
}

function shapeText(shape: readonly number[]): string {
  return shape.join('x');
}
