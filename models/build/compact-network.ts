/**
 * @file The graph of the "compact" embedder: dlib's 29-layer ResNet for faces, from face-api's weights.
 * Source: @vladmandic/face-api `src/faceRecognitionNet/` (order of the layers, paddings); dlib `dnn_face_recognition_ex.cpp`.
 */
import { foldScale } from './fold-scale.ts';
import type { OnnxGraph, OnnxNode, OnnxTensor } from './onnx-file.ts';
import type { WeightTensor } from './quantized-weights.ts';

/** What the network is fed and what it gives; the model card says the same. */
export interface NetworkEnds {
  readonly inputName: string;
  readonly inputSize: number;
  readonly outputName: string;
  readonly dimension: number;
}

/** Residual blocks in order; one with `_down` halves the resolution. */
const RESIDUAL_BLOCKS = [
  'conv32_1',
  'conv32_2',
  'conv32_3',
  'conv64_down',
  'conv64_1',
  'conv64_2',
  'conv64_3',
  'conv128_down',
  'conv128_1',
  'conv128_2',
  'conv256_down',
  'conv256_1',
  'conv256_2',
  'conv256_down_out',
] as const;

/** A value inside the network: `channels` planes of `size` x `size`. */
interface Feature {
  readonly name: string;
  readonly channels: number;
  readonly size: number;
}

/**
 * Builds the network: `[n, 3, size, size] NCHW float32 RGB`, preprocessed by the caller, to `[n, dimension]`.
 * @throws {Error} when a weight is missing, left over, or of the wrong shape.
 */
export function createCompactNetwork(
  weights: ReadonlyMap<string, WeightTensor>,
  { inputName, inputSize, outputName, dimension }: NetworkEnds,
): OnnxGraph {
  const network = new NetworkBuilder(weights);
  let feature: Feature = { name: inputName, channels: 3, size: inputSize };
  feature = network.relu(network.convolution(feature, 'conv32_down', { stride: 2, padding: 0 }));
  feature = network.maxPool(feature);
  for (const block of RESIDUAL_BLOCKS) {
    feature = block.includes('_down')
      ? residualDown(network, feature, block)
      : residual(network, feature, block);
  }
  network.embedding(feature, outputName, dimension);
  network.assertAllWeightsUsed();
  return {
    name: 'compact',
    input: { name: inputName, shape: ['n', 3, inputSize, inputSize] },
    output: { name: outputName, shape: ['n', dimension] },
    nodes: network.nodes,
    tensors: network.tensors,
  };
}

function residual(network: NetworkBuilder, input: Feature, block: string): Feature {
  const first = network.relu(network.convolution(input, `${block}/conv1`, { stride: 1, padding: 1 }));
  const second = network.convolution(first, `${block}/conv2`, { stride: 1, padding: 1 });
  return network.relu(network.add(second, input, block));
}

/** The shortcut is an average pool; whichever side is smaller gets zeros on the right, at the bottom and as channels. */
function residualDown(network: NetworkBuilder, input: Feature, block: string): Feature {
  const first = network.relu(network.convolution(input, `${block}/conv1`, { stride: 2, padding: 0 }));
  const second = network.convolution(first, `${block}/conv2`, { stride: 1, padding: 1 });
  const shortcut = network.averagePool(input, block);
  const channels = Math.max(second.channels, shortcut.channels);
  const size = Math.max(second.size, shortcut.size);
  return network.relu(
    network.add(network.pad(second, channels, size), network.pad(shortcut, channels, size), block),
  );
}

/** Collects nodes and tensors while it keeps track of shapes and of the weights that were used. */
class NetworkBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  readonly #weights: ReadonlyMap<string, WeightTensor>;
  readonly #unused: Set<string>;

  constructor(weights: ReadonlyMap<string, WeightTensor>) {
    this.#weights = weights;
    this.#unused = new Set(weights.keys());
  }

  convolution(
    input: Feature,
    layer: string,
    { stride, padding }: { stride: number; padding: number },
  ): Feature {
    const { shape, weights, bias } = foldScale({
      filters: this.#take(`${layer}/conv/filters`),
      bias: this.#take(`${layer}/conv/bias`),
      factors: this.#take(`${layer}/scale/weights`),
      summands: this.#take(`${layer}/scale/biases`),
    });
    const [channels, inputs, kernel] = shape;
    if (inputs !== input.channels) throw new Error(`${layer} does not fit to the layer before it`);
    this.tensors.push({ name: `${layer}/weights`, shape, values: weights });
    this.tensors.push({ name: `${layer}/bias`, shape: [channels], values: bias });
    this.nodes.push({
      operator: 'Conv',
      inputs: [input.name, `${layer}/weights`, `${layer}/bias`],
      output: layer,
      attributes: {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
        pads: [padding, padding, padding, padding],
      },
    });
    return { name: layer, channels, size: Math.floor((input.size + 2 * padding - kernel) / stride) + 1 };
  }

  relu(input: Feature): Feature {
    return this.#append({ ...input, name: `${input.name}/relu` }, 'Relu', [input.name]);
  }

  add(left: Feature, right: Feature, block: string): Feature {
    if (left.channels !== right.channels || left.size !== right.size) {
      throw new Error(`the two sides of ${block} differ in shape`);
    }
    return this.#append({ ...left, name: `${block}/sum` }, 'Add', [left.name, right.name]);
  }

  maxPool(input: Feature): Feature {
    const output = { ...input, name: `${input.name}/pool`, size: Math.floor((input.size - 3) / 2) + 1 };
    return this.#append(output, 'MaxPool', [input.name], { kernel_shape: [3, 3], strides: [2, 2] });
  }

  averagePool(input: Feature, block: string): Feature {
    const output = { ...input, name: `${block}/shortcut`, size: Math.floor(input.size / 2) };
    return this.#append(output, 'AveragePool', [input.name], { kernel_shape: [2, 2], strides: [2, 2] });
  }

  /** Appends zeros; a feature that has the shape already is returned as it is. */
  pad(input: Feature, channels: number, size: number): Feature {
    if (input.channels === channels && input.size === size) return input;
    const [more, longer] = [BigInt(channels - input.channels), BigInt(size - input.size)];
    const amounts = `${input.name}/padding`;
    this.tensors.push({ name: amounts, shape: [8], values: [0n, 0n, 0n, 0n, 0n, more, longer, longer] });
    return this.#append({ name: `${input.name}/padded`, channels, size }, 'Pad', [input.name, amounts]);
  }

  /** Mean over the picture, then the last matrix: `[n, channels, size, size]` to `[n, dimension]`. */
  embedding(input: Feature, outputName: string, dimension: number): void {
    const { shape, values } = this.#take('fc');
    if (shape[0] !== input.channels || shape[1] !== dimension) throw new Error('fc has the wrong shape');
    this.tensors.push({ name: 'fc/weights', shape, values });
    this.nodes.push({ operator: 'GlobalAveragePool', inputs: [input.name], output: 'mean' });
    this.nodes.push({ operator: 'Flatten', inputs: ['mean'], output: 'mean/flat', attributes: { axis: 1 } });
    this.nodes.push({ operator: 'MatMul', inputs: ['mean/flat', 'fc/weights'], output: outputName });
  }

  assertAllWeightsUsed(): void {
    if (this.#unused.size > 0) throw new Error(`unused weights: ${[...this.#unused].join(', ')}`);
  }

  #append(
    output: Feature,
    operator: string,
    inputs: readonly string[],
    attributes: NonNullable<OnnxNode['attributes']> = {},
  ): Feature {
    this.nodes.push({ operator, inputs, output: output.name, attributes });
    return output;
  }

  #take(name: string): WeightTensor {
    const weight = this.#weights.get(name);
    if (weight === undefined) throw new Error(`the weight "${name}" is missing`);
    this.#unused.delete(name);
    return weight;
  }
}
