/**
 * @file Reads the layers of FaceNet out of a Keras file, each checked for what the network needs: name, tensors, shapes,
 * type and numbers. The first one that does not fit, in network order, ends it.
 */
import type { WeightTensor } from '../quantized-weights.ts';
import type { FacenetDimension } from './architecture.ts';
import { listExpectedLayers, type ExpectedLayer, type TensorName } from './expected-layers.ts';
import { openKerasFile, type KerasFile, type KerasTensor } from './keras-file.ts';

/** A layer that is not what the network needs. */
export class LayerMisfit extends Error {
  readonly layer: string;
  /** Continues a sentence that begins with the layer's name. */
  readonly problem: string;

  constructor(layer: string, problem: string) {
    super(`layer ${layer} ${problem}`);
    this.layer = layer;
    this.problem = problem;
  }
}

/**
 * Reads every tensor of the network, by `keyOf` its layer and name.
 * @throws {LayerMisfit} for the first layer that does not fit.
 * @throws {Error} when not even the list of layers can be read.
 */
export async function readLayers(
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

/** Key of a tensor among all those of the network. */
export function keyOf(layer: string, tensor: TensorName): string {
  return `${layer}/${tensor}`;
}

function shapeText(shape: readonly number[]): string {
  return shape.join('x');
}
