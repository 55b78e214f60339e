/**
 * @file The graph of FaceNet: Inception-ResNet-v1 for crops of 160x160, with batch norm and residual scales folded away.
 */
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../onnx-file.ts';
import {
  BOTTLENECK,
  FACENET_INPUT_CHANNELS,
  FACENET_INPUT_SIZE,
  FACENET_STAGES,
  type Branch,
  type Convolution,
  type FacenetDimension,
  type ResidualStage,
  type Stage,
} from './architecture.ts';
import type { TakeLayer } from './folded-layers.ts';

/** Names of the two ends of the graph; the model card says the same. */
export const FACENET_INPUT_NAME = 'image';
export const FACENET_OUTPUT_NAME = 'embedding';

/**
 * Builds the network: `[n, 3, 160, 160] NCHW float32 RGB`, prepared as the model card says, to `[n, dimension]` float32,
 * which the caller scales to unit length. Each layer is stored as `<layer>/weights` and `<layer>/bias`, in the order in
 * which the layers run; a node is named like its output.
 * @throws {Error} when a tensor has a shape that does not belong to the others.
 */
export function createFacenetNetwork(dimension: FacenetDimension, take: TakeLayer): OnnxGraph {
  const network = new NetworkBuilder(take);
  const last = FACENET_STAGES.reduce((input, stage) => network.stage(input, stage), FACENET_INPUT_NAME);
  network.embedding(last, FACENET_OUTPUT_NAME);
  const size = FACENET_INPUT_SIZE;
  return {
    name: `facenet-${String(dimension)}`,
    input: { name: FACENET_INPUT_NAME, shape: ['n', FACENET_INPUT_CHANNELS, size, size] },
    output: { name: FACENET_OUTPUT_NAME, shape: ['n', dimension] },
    nodes: network.nodes,
    tensors: network.tensors,
  };
}

/** Collects nodes and tensors; values between the nodes go by their name. */
class NetworkBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  readonly #take: TakeLayer;

  constructor(take: TakeLayer) {
    this.#take = take;
  }

  stage(input: string, stage: Stage): string {
    switch (stage.kind) {
      case 'convolution':
        return this.#convolutionWithRelu(input, stage.convolution);
      case 'max-pool':
        return this.#maxPool(input, stage.name);
      case 'reduction':
        return this.#branches(input, stage.name, stage.branches);
      case 'residual':
        return this.#residual(input, stage);
    }
  }

  /** Mean over the picture, then the last matrix with its batch norm: `[n, channels, h, w]` to `[n, dimension]`. */
  embedding(input: string, output: string): void {
    const { shape, weights, bias } = this.#take(BOTTLENECK);
    const parameters = this.#store(BOTTLENECK, [shape[0], shape[1]], weights, bias);
    const mean = this.#append('GlobalAveragePool', [input], 'AvgPool');
    const flat = this.#append('Flatten', [mean], 'AvgPool/flat', { axis: 1 });
    this.#append('Gemm', [flat, ...parameters], output, { transB: 1 });
  }

  #residual(input: string, { name, branches, expansion, isLinear }: ResidualStage): string {
    const mixed = this.#branches(input, name, branches);
    const up = this.#convolution(mixed, expansion);
    const sum = this.#append('Add', [input, up], `${name}/sum`);
    return isLinear ? sum : this.#append('Relu', [sum], `${name}/relu`);
  }

  #branches(input: string, name: string, branches: readonly Branch[]): string {
    const outputs = branches.map((branch) =>
      branch === 'max-pool'
        ? this.#maxPool(input, `${name}/pool`)
        : branch.reduce((value, convolution) => this.#convolutionWithRelu(value, convolution), input),
    );
    return this.#append('Concat', outputs, `${name}/concat`, { axis: 1 });
  }

  #convolutionWithRelu(input: string, convolution: Convolution): string {
    return this.#append('Relu', [this.#convolution(input, convolution)], `${convolution.name}/relu`);
  }

  #convolution(input: string, layer: Convolution): string {
    const { shape, weights, bias } = this.#take(layer.name);
    const [rows, columns] = layer.kernel;
    const [top, left] = layer.padding === 'same' ? [(rows - 1) / 2, (columns - 1) / 2] : [0, 0];
    return this.#append('Conv', [input, ...this.#store(layer.name, shape, weights, bias)], layer.name, {
      kernel_shape: [rows, columns],
      strides: [layer.stride, layer.stride],
      pads: [top, left, top, left],
    });
  }

  #maxPool(input: string, name: string): string {
    return this.#append('MaxPool', [input], name, { kernel_shape: [3, 3], strides: [2, 2] });
  }

  #store(layer: string, shape: readonly number[], weights: Float32Array, bias: Float32Array): string[] {
    const names = [`${layer}/weights`, `${layer}/bias`] as const;
    this.tensors.push({ name: names[0], shape, values: weights });
    this.tensors.push({ name: names[1], shape: [bias.length], values: bias });
    return [...names];
  }

  #append(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: NonNullable<OnnxNode['attributes']> = {},
  ): string {
    this.nodes.push({ operator, inputs, output, attributes });
    return output;
  }
}
