/**
 * @file Reads FaceNet's weights from a Keras file and refuses anything that is not exactly them, naming the first layer,
 * in network order, that does not fit.
 */
import { mkdtemp, open, rm, copyFile, appendFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WeightTensor } from '../quantized-weights.ts';
import { ModelBuildError } from '../source-package.ts';
import { BOTTLENECK, FACENET_DIMENSIONS, type FacenetDimension } from './architecture.ts';
import { listExpectedLayers, type ExpectedLayer, type TensorName } from './expected-layers.ts';
import type { TakeTensor } from './facenet-network.ts';
import { isHdf5, missingBytesOf, SUPERBLOCK_BYTES } from './hdf5-superblock.ts';
import { openKerasFile, type KerasFile, type KerasTensor } from './keras-file.ts';

/** A layer that is not what the network needs. */
class LayerMisfit extends Error {
  readonly layer: string;
  readonly problem: string;

  constructor(layer: string, problem: string) {
    super(`layer ${layer} ${problem}`);
    this.layer = layer;
    this.problem = problem;
  }
}

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
        `is not whole is ${layer}: download it again from ${url}.`,
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

async function readLayers(
  file: string,
  dimension: FacenetDimension,
): Promise<ReadonlyMap<string, WeightTensor>> {
  const keras = await openKerasFile(file);
  try {
    const weights = new Map<string, WeightTensor>();
    for (const expected of listExpectedLayers(dimension)) {
      for (const [tensor, weight] of readLayer(keras, expected)) {
        weights.set(keyOf(expected.name, tensor), weight);
      }
    }
    return weights;
  } finally {
    keras.close();
  }
}

/** @throws {LayerMisfit} when anything about the layer is not as expected. */
function readLayer(keras: KerasFile, { name, tensors }: ExpectedLayer): [TensorName, WeightTensor][] {
  const found = findLayer(keras, name);
  if (found === undefined) throw new LayerMisfit(name, 'is missing');
  const known: ReadonlySet<string> = new Set(tensors.map(([tensor]) => tensor));
  const unknown = [...found.keys()].find((tensor) => !known.has(tensor));
  if (unknown !== undefined)
    throw new LayerMisfit(name, `has a ${unknown}, which this network does not have`);
  return tensors.map(([tensor, shape]) => {
    const stored = found.get(tensor);
    if (stored === undefined) throw new LayerMisfit(name, `has no ${tensor}`);
    if (stored.shape.join() !== shape.join()) {
      throw new LayerMisfit(
        name,
        `has a ${tensor} of shape ${shapeText(stored.shape)}, not ${shapeText(shape)}`,
      );
    }
    if (stored.type !== '<f') throw new LayerMisfit(name, `has a ${tensor} that is not of type float32`);
    return [tensor, { shape, values: readValues(name, tensor, stored) }];
  });
}

function readValues(layer: string, tensor: TensorName, stored: KerasTensor): Float32Array {
  let values: Float32Array;
  try {
    values = stored.read();
  } catch {
    throw new LayerMisfit(layer, `has a ${tensor} that cannot be read`);
  }
  for (const value of values) {
    if (!Number.isFinite(value))
      throw new LayerMisfit(layer, `has a value in ${tensor} that is not a number`);
    if (tensor === 'moving_variance' && value < 0) throw new LayerMisfit(layer, 'has a variance below zero');
  }
  return values;
}

/**
 * deepface's code, with which at least one public file was written, calls the second branch of block i "Branch_i" from
 * the second Block17 and Block8 on, but not in the last one.
 * Source: serengil/deepface `deepface/models/facial_recognition/Facenet.py`.
 */
function findLayer(keras: KerasFile, name: string): ReadonlyMap<string, KerasTensor> | undefined {
  try {
    const alias = name.replace(/^(Block(?:17|8)_(\d+))_Branch_1_/, '$1_Branch_$2_');
    return keras.layer(name) ?? (alias === name ? undefined : keras.layer(alias));
  } catch {
    throw new LayerMisfit(name, 'cannot be read');
  }
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

function keyOf(layer: string, tensor: TensorName): string {
  return `${layer}/${tensor}`;
}

function shapeText(shape: readonly number[]): string {
  return shape.join('x');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
