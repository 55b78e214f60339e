/**
 * @file Writes a weights file in the layout of the public ones, with random numbers in it: tests convert it, because the
 * public files are too large for a repository. Its embeddings mean nothing.
 */
import h5wasm, { type Group } from 'h5wasm/node';
import type { FacenetDimension } from './architecture.ts';
import { listExpectedLayers, type ExpectedLayer, type TensorName } from './expected-layers.ts';

/** What a synthetic file looks like. */
export interface SyntheticWeightsOptions {
  /** The same seed gives the same weights. */
  readonly seed: number;
  readonly dimension: FacenetDimension;
  /** The last layer that is written, for small files. */
  readonly until?: string;
  /** Changes the layers before they are written, for files that have to be refused. */
  readonly alter?: (layer: SyntheticLayer) => SyntheticLayer | undefined;
}

/** A layer as it is written. */
export interface SyntheticLayer {
  readonly name: string;
  readonly tensors: readonly SyntheticTensor[];
}

/** One of its tensors. */
export interface SyntheticTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Writes an HDF5 file as Keras 2's `save_weights` does: a group per layer, `layer_names` and `weight_names` as strings of
 * fixed length. Replaces the file if there is one; takes a second.
 */
export async function writeSyntheticWeights(
  file: string,
  { seed, dimension, until, alter = (layer) => layer }: SyntheticWeightsOptions,
): Promise<void> {
  await h5wasm.ready;
  const random = createRandom(seed);
  // h5py, which Keras writes with, uses the earliest format that will do.
  const root = new h5wasm.File(file, 'w', { libver: ['earliest', 'latest'] });
  try {
    const all = listExpectedLayers(dimension);
    const last = all.findIndex(({ name }) => name === until);
    const layers = all.slice(0, last === -1 ? undefined : last + 1).flatMap((expected) => {
      const layer = alter(createLayer(expected, random));
      return layer === undefined ? [] : [layer];
    });
    writeNames(
      root,
      'layer_names',
      layers.map(({ name }) => name),
    );
    writeNames(root, 'backend', ['tensorflow']);
    for (const layer of layers) writeLayer(root, layer);
  } finally {
    root.close();
  }
}

function writeLayer(root: Group, { name, tensors }: SyntheticLayer): void {
  const group = root.create_group(name);
  writeNames(
    group,
    'weight_names',
    tensors.map((tensor) => `${name}/${tensor.name}:0`),
  );
  const inner = group.create_group(name);
  for (const tensor of tensors) {
    inner.create_dataset({
      name: `${tensor.name}:0`,
      data: tensor.values,
      shape: [...tensor.shape],
      dtype: '<f',
    });
  }
}

function writeNames(group: Group, attribute: string, names: readonly string[]): void {
  const longest = Math.max(1, ...names.map((name) => name.length));
  group.create_attribute(attribute, [...names], [names.length], `S${String(longest)}`);
}

function createLayer({ name, tensors }: ExpectedLayer, random: () => number): SyntheticLayer {
  return {
    name,
    tensors: tensors.map(([tensor, shape]) => ({
      name: tensor,
      shape,
      values: createValues(tensor, shape, random),
    })),
  };
}

/**
 * Kernels keep the variance of what they are fed (He et al. 2015, arXiv 1502.01852), so that 100 layers neither fade nor
 * explode; batch norms are spread around doing nothing. Each filter sums to zero: otherwise what all crops have in common
 * grows from layer to layer (every ReLU makes it larger) and all embeddings point the same way (cosine 0.99; with it 0.9).
 */
function createValues(tensor: TensorName, shape: readonly number[], random: () => number): Float32Array {
  const outputs = shape.at(-1) ?? 1;
  const inputs = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const [low, high] = rangeOf(tensor, inputs);
  const values = new Float32Array(inputs * outputs);
  for (let index = 0; index < values.length; index += 1) values[index] = low + (high - low) * random();
  if (tensor === 'kernel') centreFilters(values, outputs);
  return values;
}

/** Changes `values` in place. */
function centreFilters(values: Float32Array, filters: number): void {
  const means = new Float64Array(filters);
  values.forEach((value, index) => {
    means[index % filters] = (means[index % filters] ?? 0) + (value * filters) / values.length;
  });
  values.forEach((value, index) => {
    values[index] = value - (means[index % filters] ?? 0);
  });
}

function rangeOf(tensor: TensorName, inputs: number): [low: number, high: number] {
  switch (tensor) {
    case 'kernel': {
      const limit = Math.sqrt(6 / inputs);
      return [-limit, limit];
    }
    case 'bias':
      return [-0.1, 0.1];
    case 'beta':
      return [-0.3, 0.3];
    case 'moving_mean':
      return [-0.3, 0.3];
    case 'moving_variance':
      return [0.5, 1.5];
  }
}

/** Numbers in [0, 1). Source: Tommy Ettinger, mulberry32 (public domain). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
