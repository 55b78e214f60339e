/**
 * @file What a FaceNet weights file has to hold: every layer with its tensors and their shapes, in network order.
 */
import {
  BOTTLENECK,
  FACENET_INPUT_CHANNELS,
  FACENET_STAGES,
  batchNormOf,
  type Branch,
  type Convolution,
  type FacenetDimension,
  type Stage,
} from './architecture.ts';

/** Name of a tensor inside its layer, without Keras' `:0`. */
export type TensorName = 'kernel' | 'bias' | 'beta' | 'moving_mean' | 'moving_variance';

/** A layer that has weights. */
export interface ExpectedLayer {
  readonly name: string;
  /** In the order in which Keras lists them. Kernels are `[rows, columns, inputs, outputs]`, the last `[inputs, outputs]`. */
  readonly tensors: readonly (readonly [name: TensorName, shape: readonly number[]])[];
}

/** The layers of the network with embeddings of this length, in the order in which they run. */
export function listExpectedLayers(dimension: FacenetDimension): ExpectedLayer[] {
  let channels = FACENET_INPUT_CHANNELS;
  const layers: ExpectedLayer[] = [];
  for (const stage of FACENET_STAGES) {
    layers.push(...layersOf(stage, channels));
    channels = channelsAfter(stage, channels);
  }
  layers.push({ name: BOTTLENECK, tensors: [['kernel', [channels, dimension]]] });
  layers.push(batchNorm(BOTTLENECK, dimension));
  return layers;
}

/** Channels that a stage gives when it is fed `channels`. */
export function channelsAfter(stage: Stage, channels: number): number {
  switch (stage.kind) {
    case 'convolution':
      return stage.convolution.filters;
    case 'max-pool':
      return channels;
    case 'reduction':
      return channelsOfBranches(stage.branches, channels);
    case 'residual':
      return stage.expansion.filters;
  }
}

/** Channels of the concatenated branches. */
export function channelsOfBranches(branches: readonly Branch[], channels: number): number {
  return branches.reduce(
    (sum, branch) => sum + (branch === 'max-pool' ? channels : (branch.at(-1)?.filters ?? channels)),
    0,
  );
}

function layersOf(stage: Stage, channels: number): ExpectedLayer[] {
  switch (stage.kind) {
    case 'convolution':
      return withBatchNorm(stage.convolution, channels);
    case 'max-pool':
      return [];
    case 'reduction':
      return layersOfBranches(stage.branches, channels);
    case 'residual': {
      const { expansion, branches } = stage;
      const inputs = channelsOfBranches(branches, channels);
      return [
        ...layersOfBranches(branches, channels),
        {
          name: expansion.name,
          tensors: [
            ['kernel', [...expansion.kernel, inputs, expansion.filters]],
            ['bias', [expansion.filters]],
          ],
        },
      ];
    }
  }
}

function layersOfBranches(branches: readonly Branch[], channels: number): ExpectedLayer[] {
  return branches.flatMap((branch) => {
    if (branch === 'max-pool') return [];
    let inputs = channels;
    return branch.flatMap((convolution) => {
      const layers = withBatchNorm(convolution, inputs);
      inputs = convolution.filters;
      return layers;
    });
  });
}

function withBatchNorm({ name, kernel, filters }: Convolution, inputs: number): ExpectedLayer[] {
  return [{ name, tensors: [['kernel', [...kernel, inputs, filters]]] }, batchNorm(name, filters)];
}

function batchNorm(layer: string, channels: number): ExpectedLayer {
  return {
    name: batchNormOf(layer),
    tensors: [
      ['beta', [channels]],
      ['moving_mean', [channels]],
      ['moving_variance', [channels]],
    ],
  };
}
