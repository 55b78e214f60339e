/**
 * @file FaceNet as a Keras model, written down a second time and layer by layer: nothing here knows the converter, so
 * that a mistake in the list of layers, in the folding or in the layout shows as a difference.
 * Source: nyoki-mtl/keras-facenet `code/inception_resnet_v1.py`; deepface `Facenet.py` (`x + scale * up`).
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import h5wasm, { Dataset } from 'h5wasm/node';
import { fileURLToPath } from 'node:url';
import type { Pixels } from '../../src/core/image/pixels.ts';

type Value = layers.SymbolicTensor;

/** Multiplies by a constant; Keras' own network has a `Lambda` layer here. */
class Scaling extends layers.layers.Layer {
  static readonly className = 'Scaling';
  readonly #factor: number;

  constructor(factor: number) {
    super({});
    this.#factor = factor;
  }

  override computeOutputShape(shape: layers.Shape | layers.Shape[]): layers.Shape | layers.Shape[] {
    return shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [input] = Array.isArray(inputs) ? inputs : [inputs];
    if (input === undefined) throw new Error('nothing to scale');
    return tf.mul(input, this.#factor);
  }
}

/**
 * Runs the crops through the network with the weights of an HDF5 file, in WebAssembly.
 * @returns one embedding of `dimension` numbers per crop, as the last layer gives it.
 */
export async function embedWithKeras(
  weightsFile: string,
  dimension: number,
  crops: readonly Pixels[],
): Promise<Float32Array[]> {
  setWasmPaths(
    fileURLToPath(new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url)),
  );
  await tf.setBackend('wasm');
  const model = createModel(dimension);
  await loadWeights(model, weightsFile);
  const standardize = dimension === 512 ? scaleByConstants : prewhiten;
  try {
    return crops.map((crop) =>
      tf.tidy(() => {
        const output = model.predict(standardize(crop)) as tf.Tensor;
        return Float32Array.from(output.dataSync());
      }),
    );
  } finally {
    model.dispose();
  }
}

/** `[1, height, width, 3]` with (x - 127.5) / 128, as davidsandberg/facenet's later checkpoints were trained. */
function scaleByConstants(crop: Pixels): tf.Tensor {
  return tf.div(tf.sub(tensorOf(crop), 127.5), 128);
}

/** All channels together minus their mean, divided by their standard deviation: `[1, height, width, 3]`. */
function prewhiten(crop: Pixels): tf.Tensor {
  const image = tensorOf(crop);
  const { mean, variance } = tf.moments(image);
  return tf.div(tf.sub(image, mean), tf.sqrt(variance));
}

function tensorOf({ width, height, data }: Pixels): tf.Tensor4D {
  const rgb = Array.from(data).filter((_, index) => index % 4 !== 3);
  return tf.tensor4d(rgb, [1, height, width, 3]);
}

function createModel(dimension: number): layers.LayersModel {
  const input = layers.input({ shape: [160, 160, 3] });
  let x = convolution(input, 'Conv2d_1a_3x3', 32, [3, 3], { strides: 2, padding: 'valid' });
  x = convolution(x, 'Conv2d_2a_3x3', 32, [3, 3], { padding: 'valid' });
  x = convolution(x, 'Conv2d_2b_3x3', 64, [3, 3]);
  x = maxPool(x);
  x = convolution(x, 'Conv2d_3b_1x1', 80, [1, 1], { padding: 'valid' });
  x = convolution(x, 'Conv2d_4a_3x3', 192, [3, 3], { padding: 'valid' });
  x = convolution(x, 'Conv2d_4b_3x3', 256, [3, 3], { strides: 2, padding: 'valid' });
  for (let i = 1; i <= 5; i += 1) {
    const block = `Block35_${String(i)}`;
    const zero = convolution(x, `${block}_Branch_0_Conv2d_1x1`, 32, [1, 1]);
    let one = convolution(x, `${block}_Branch_1_Conv2d_0a_1x1`, 32, [1, 1]);
    one = convolution(one, `${block}_Branch_1_Conv2d_0b_3x3`, 32, [3, 3]);
    let two = convolution(x, `${block}_Branch_2_Conv2d_0a_1x1`, 32, [1, 1]);
    two = convolution(two, `${block}_Branch_2_Conv2d_0b_3x3`, 32, [3, 3]);
    two = convolution(two, `${block}_Branch_2_Conv2d_0c_3x3`, 32, [3, 3]);
    x = relu(addScaled(x, concat([zero, one, two]), `${block}_Conv2d_1x1`, 256, 0.17));
  }
  x = mixed6a(x);
  for (let i = 1; i <= 10; i += 1) {
    const block = `Block17_${String(i)}`;
    const zero = convolution(x, `${block}_Branch_0_Conv2d_1x1`, 128, [1, 1]);
    let one = convolution(x, `${block}_Branch_1_Conv2d_0a_1x1`, 128, [1, 1]);
    one = convolution(one, `${block}_Branch_1_Conv2d_0b_1x7`, 128, [1, 7]);
    one = convolution(one, `${block}_Branch_1_Conv2d_0c_7x1`, 128, [7, 1]);
    x = relu(addScaled(x, concat([zero, one]), `${block}_Conv2d_1x1`, 896, 0.1));
  }
  x = mixed7a(x);
  for (let i = 1; i <= 6; i += 1) {
    const block = `Block8_${String(i)}`;
    const zero = convolution(x, `${block}_Branch_0_Conv2d_1x1`, 192, [1, 1]);
    let one = convolution(x, `${block}_Branch_1_Conv2d_0a_1x1`, 192, [1, 1]);
    one = convolution(one, `${block}_Branch_1_Conv2d_0b_1x3`, 192, [1, 3]);
    one = convolution(one, `${block}_Branch_1_Conv2d_0c_3x1`, 192, [3, 1]);
    const sum = addScaled(x, concat([zero, one]), `${block}_Conv2d_1x1`, 1792, i === 6 ? 1 : 0.2);
    x = i === 6 ? sum : relu(sum);
  }
  x = layers.layers.globalAveragePooling2d({}).apply(x) as Value;
  x = layers.layers.dense({ units: dimension, useBias: false, name: 'Bottleneck' }).apply(x) as Value;
  return layers.model({ inputs: input, outputs: batchNorm(x, 'Bottleneck') });
}

function mixed6a(x: Value): Value {
  const halve = { strides: 2, padding: 'valid' } as const;
  const zero = convolution(x, 'Mixed_6a_Branch_0_Conv2d_1a_3x3', 384, [3, 3], halve);
  let one = convolution(x, 'Mixed_6a_Branch_1_Conv2d_0a_1x1', 192, [1, 1]);
  one = convolution(one, 'Mixed_6a_Branch_1_Conv2d_0b_3x3', 192, [3, 3]);
  one = convolution(one, 'Mixed_6a_Branch_1_Conv2d_1a_3x3', 256, [3, 3], halve);
  return concat([zero, one, maxPool(x)]);
}

function mixed7a(x: Value): Value {
  const halve = { strides: 2, padding: 'valid' } as const;
  let zero = convolution(x, 'Mixed_7a_Branch_0_Conv2d_0a_1x1', 256, [1, 1]);
  zero = convolution(zero, 'Mixed_7a_Branch_0_Conv2d_1a_3x3', 384, [3, 3], halve);
  let one = convolution(x, 'Mixed_7a_Branch_1_Conv2d_0a_1x1', 256, [1, 1]);
  one = convolution(one, 'Mixed_7a_Branch_1_Conv2d_1a_3x3', 256, [3, 3], halve);
  let two = convolution(x, 'Mixed_7a_Branch_2_Conv2d_0a_1x1', 256, [1, 1]);
  two = convolution(two, 'Mixed_7a_Branch_2_Conv2d_0b_3x3', 256, [3, 3]);
  two = convolution(two, 'Mixed_7a_Branch_2_Conv2d_1a_3x3', 256, [3, 3], halve);
  return concat([zero, one, two, maxPool(x)]);
}

function convolution(
  input: Value,
  name: string,
  filters: number,
  kernelSize: [number, number],
  { strides = 1, padding = 'same' }: { strides?: number; padding?: 'same' | 'valid' } = {},
): Value {
  const layer = layers.layers.conv2d({ filters, kernelSize, strides, padding, useBias: false, name });
  return relu(batchNorm(layer.apply(input) as Value, name));
}

function batchNorm(input: Value, layer: string): Value {
  const name = `${layer}_BatchNorm`;
  return layers.layers.batchNormalization({ epsilon: 0.001, scale: false, name }).apply(input) as Value;
}

function addScaled(input: Value, mixed: Value, name: string, filters: number, scale: number): Value {
  const up = layers.layers.conv2d({ filters, kernelSize: 1, padding: 'same', name }).apply(mixed);
  return layers.layers.add().apply([input, new Scaling(scale).apply(up) as Value]) as Value;
}

function relu(input: Value): Value {
  return layers.layers.activation({ activation: 'relu' }).apply(input) as Value;
}

function maxPool(input: Value): Value {
  return layers.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'valid' }).apply(input) as Value;
}

function concat(inputs: Value[]): Value {
  return layers.layers.concatenate({ axis: 3 }).apply(inputs) as Value;
}

/** By name: `<layer>/<layer>/kernel:0`; in a layer, the order is that of Keras. */
async function loadWeights(model: layers.LayersModel, file: string): Promise<void> {
  await h5wasm.ready;
  const weights = new h5wasm.File(file, 'r');
  try {
    for (const layer of model.layers) {
      const tensors = layer.weights.map(({ originalName, shape }) => {
        const tensorName = originalName.slice(originalName.lastIndexOf('/') + 1);
        const dataset = weights.get(`${layer.name}/${layer.name}/${tensorName}:0`);
        if (!(dataset instanceof Dataset)) throw new Error(`no ${layer.name} ${tensorName}`);
        return tf.tensor(dataset.value as Float32Array, shape as number[]);
      });
      layer.setWeights(tensors);
      tf.dispose(tensors);
    }
  } finally {
    weights.close();
  }
}
