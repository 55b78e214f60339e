/** @file FaceNet's graph with random weights, as `npm run models:facenet` makes it out of real ones. */
import type { FacenetDimension } from '../../../../models/build/facenet/architecture.ts';
import { listExpectedLayers } from '../../../../models/build/facenet/expected-layers.ts';
import { createFacenetNetwork } from '../../../../models/build/facenet/facenet-network.ts';
import { foldLayers } from '../../../../models/build/facenet/folded-layers.ts';
import type { OnnxGraph } from '../../../../models/build/onnx-file.ts';
import type { StoredNode } from '../../../../src/recognition/kernels/onnx-nodes.ts';
import type { StoredTensor } from '../../../../src/recognition/kernels/onnx-tensors.ts';
import { randomNumbers } from './kernel-fixtures.ts';

/** He-scaled: sums keep their size through all layers. Filters sum to zero, so that different pictures stay different. */
export function randomFacenet(dimension: FacenetDimension): OnnxGraph {
  const shapes = new Map(
    listExpectedLayers(dimension).flatMap(({ name, tensors }) =>
      tensors.map(([tensor, shape]) => [`${name}/${tensor}`, shape] as const),
    ),
  );
  let seed = 0;
  const take = foldLayers((layer, tensor) => {
    const shape = shapes.get(`${layer}/${tensor}`) ?? [];
    const outputs = shape.at(-1) ?? 1;
    const count = shape.reduce((product, length) => product * length, 1);
    seed++;
    const values = randomNumbers(count, seed);
    if (tensor === 'moving_variance') return { shape, values: values.map((value) => 1 + value / 2) };
    if (tensor !== 'kernel') return { shape, values: values.map((value) => value / 4) };
    const scale = Math.sqrt((6 * outputs) / count);
    return { shape, values: centered(values, outputs).map((value) => value * scale) };
  });
  return createFacenetNetwork(dimension, take);
}

function centered(values: Float32Array, filters: number): Float32Array {
  const means = new Float64Array(filters);
  for (const [at, value] of values.entries()) {
    means[at % filters] = (means[at % filters] ?? 0) + (value * filters) / values.length;
  }
  return values.map((value, at) => value - (means[at % filters] ?? 0));
}

/** What a reader of the file finds. */
export function storedNodes({ nodes }: OnnxGraph): StoredNode[] {
  return nodes.map(({ operator, inputs, output, attributes = {} }) => ({
    operator,
    inputs,
    outputs: [output],
    attributes: new Map(
      Object.entries(attributes).map(([name, value]) => [name, typeof value === 'number' ? [value] : value]),
    ),
  }));
}

export function storedTensors({ tensors }: OnnxGraph): Map<string, StoredTensor> {
  return new Map(
    tensors.map(({ name, shape, values }) => [
      name,
      { shape, values: Float32Array.from(values as Iterable<number>) },
    ]),
  );
}
