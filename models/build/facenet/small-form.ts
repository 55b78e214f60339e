/**
 * @file The small form of a network: weights as 8-bit numbers with a step per output channel, a quarter of the size.
 * The runtime turns them back into float32 when it loads the file, so that a run costs what it costs with the large form.
 * ONNX Runtime folds DequantizeLinear at load only with the session option `session.disable_quant_qdq` = `1`; its log
 * (`logSeverityLevel: 0`, "ConstantFolding modified: 1") shows it. With the option, 40 runs of each form, taken in turns
 * in one thread, gave medians within 7 % of each other, with neither form always ahead.
 */
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../onnx-file.ts';

/** 8-bit weights: `values[i] * steps[channel]` is the weight, up to half a step. */
export interface QuantizedWeights {
  readonly values: Int8Array;
  /** One per output channel, always above 0. */
  readonly steps: Float32Array;
}

/** Symmetric, without -128, so that zero stays exactly zero. */
const MAX_QUANTIZED = 127;

/**
 * Quantises weights whose first dimension is the output channel, each channel with the smallest step that fits it.
 * @throws {RangeError} when the values cannot be split into that many channels.
 */
export function quantizePerChannel(weights: Float32Array, channels: number): QuantizedWeights {
  const perChannel = weights.length / channels;
  if (!Number.isInteger(perChannel) || perChannel === 0) {
    throw new RangeError(`${String(weights.length)} weights are no ${String(channels)} channels`);
  }
  const values = new Int8Array(weights.length);
  const steps = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel += 1) {
    const start = channel * perChannel;
    const end = start + perChannel;
    let largest = 0;
    for (let index = start; index < end; index += 1) {
      largest = Math.max(largest, Math.abs(weights[index] ?? 0));
    }
    // A channel of zeros gets any step; so does one that is too small for a step in float32.
    const step = Math.fround(largest / MAX_QUANTIZED) || 1;
    steps[channel] = step;
    for (let index = start; index < end; index += 1) {
      const quantized = Math.round((weights[index] ?? 0) / step);
      values[index] = Math.min(MAX_QUANTIZED, Math.max(-MAX_QUANTIZED, quantized));
    }
  }
  return { values, steps };
}

/** The same network with every kernel and matrix in 8 bits; biases stay as they are. */
export function toSmallForm(graph: OnnxGraph): OnnxGraph {
  const tensors: OnnxTensor[] = [];
  const dequantizers: OnnxNode[] = [];
  for (const tensor of graph.tensors) {
    const { name, shape, values } = tensor;
    const [channels] = shape;
    if (shape.length < 2 || channels === undefined || !(values instanceof Float32Array)) {
      tensors.push(tensor);
      continue;
    }
    const quantized = quantizePerChannel(values, channels);
    const inputs = [`${name}/int8`, `${name}/step`] as const;
    tensors.push({ name: inputs[0], shape, values: quantized.values });
    tensors.push({ name: inputs[1], shape: [channels], values: quantized.steps });
    dequantizers.push({ operator: 'DequantizeLinear', inputs, output: name, attributes: { axis: 0 } });
  }
  return { ...graph, name: `${graph.name}-small`, nodes: [...dequantizers, ...graph.nodes], tensors };
}
