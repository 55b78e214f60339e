/**
 * @file Reads FaceNet's weights from a Keras file and refuses anything that is not exactly them, naming the first layer,
 * in network order, that does not fit.
 */
import { appendFile, copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WeightTensor } from '../quantized-weights.ts';
import { ModelBuildError } from '../source-package.ts';
import { BOTTLENECK, FACENET_DIMENSIONS, type FacenetDimension } from './architecture.ts';
import type { TakeTensor } from './folded-layers.ts';
import { SUPERBLOCK_BYTES, isHdf5, missingBytesOf } from './hdf5-superblock.ts';
import { LayerMisfit, keyOf, readLayers } from './layer-check.ts';

/**
 * Reads every tensor of the network (23 million float32 values) into memory.
 * @param url where the right file is, for the person whose file is refused.
 * @throws {ModelBuildError} with one sentence: no file, not HDF5, cut off, another network, the other dimension.
 */
export async function readFacenetWeights(
  file: string,
  { dimension, url }: { readonly dimension: FacenetDimension; readonly url: string },
): Promise<TakeTensor> {
  const name = path.basename(file);
  const { start, bytes } = await readStart(file);
  if (!isHdf5(start)) {
    throw new ModelBuildError(`${name} is not an HDF5 file: take the Keras weights from ${url}.`);
  }
  const missing = missingBytesOf(start, bytes);
  if (missing > 0) {
    const layer = await firstMissingLayer(file, missing, dimension);
    throw new ModelBuildError(
      `${name} is cut off, ${megabytes(bytes)} of ${megabytes(bytes + missing)} MB are there, and the first layer that ` +
        `cannot be read is ${layer}: download it again from ${url}.`,
    );
  }
  try {
    return takeFrom(await readLayers(file, dimension));
  } catch (cause) {
    throw new ModelBuildError(
      cause instanceof LayerMisfit
        ? describeMisfit(name, cause, dimension, url)
        : `${name} is damaged, no layer can be found, not even the first, ${FIRST_LAYER}: download it again from ${url}.`,
      { cause },
    );
  }
}

function takeFrom(weights: ReadonlyMap<string, WeightTensor>): TakeTensor {
  return (layer, tensor) => {
    const found = weights.get(keyOf(layer, tensor));
    if (found === undefined)
      throw new Error(`the network asks for ${layer} ${tensor}, which it did not list`);
    return found;
  };
}

/**
 * What a cut-off file lacks is filled with bytes that are no number, in a copy, so that the library opens it and the
 * first layer that reaches into the missing part shows itself.
 */
async function firstMissingLayer(
  file: string,
  missing: number,
  dimension: FacenetDimension,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nametag-facenet-'));
  try {
    // A header that is damaged, too, could ask for any size.
    if (missing > MAX_FILLED_BYTES) return FIRST_LAYER;
    const copy = path.join(folder, 'filled.h5');
    await copyFile(file, copy);
    await appendFile(copy, new Uint8Array(missing).fill(0xff));
    await readLayers(copy, dimension);
    return FIRST_LAYER;
  } catch (error) {
    // Without the list of layers, none of them can be found.
    return error instanceof LayerMisfit ? error.layer : FIRST_LAYER;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Twice the larger of the public files. */
const MAX_FILLED_BYTES = 200e6;

const FIRST_LAYER = 'Conv2d_1a_3x3';

function describeMisfit(name: string, misfit: LayerMisfit, dimension: FacenetDimension, url: string): string {
  const other = FACENET_DIMENSIONS.find(
    (one) => one !== dimension && misfit.problem.includes(`1792x${String(one)},`),
  );
  return misfit.layer === BOTTLENECK && other !== undefined
    ? `${name} holds the network with ${String(other)} numbers per face (${misfit.message}): ` +
        `add --dim ${String(other)}, or take the weights for --dim ${String(dimension)} from ${url}.`
    : `${name} does not hold the FaceNet network, ${misfit.message}: take the Keras weights from ${url}.`;
}

async function readStart(file: string): Promise<{ readonly start: Uint8Array; readonly bytes: number }> {
  try {
    const { size } = await stat(file);
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(
        new Uint8Array(SUPERBLOCK_BYTES),
        0,
        SUPERBLOCK_BYTES,
        0,
      );
      return { start: buffer.subarray(0, bytesRead), bytes: size };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new ModelBuildError(`The weights file ${file} cannot be read: check its path.`, { cause });
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
