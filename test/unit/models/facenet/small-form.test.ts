/** @file Quantisation: its error, its corner cases, and the graph around it. */
import { describe, expect, test } from 'vitest';
import { quantizePerChannel, toSmallForm } from '../../../../models/build/facenet/small-form.ts';
import type { OnnxGraph } from '../../../../models/build/onnx-file.ts';

describe('quantizePerChannel', () => {
  test('is off by at most half a step, per channel', () => {
    const weights = Float32Array.from(
      { length: 1000 },
      (_, index) => Math.sin(index) * (index < 500 ? 1 : 0.001),
    );
    const { values, steps } = quantizePerChannel(weights, 2);
    for (const [index, weight] of weights.entries()) {
      const step = steps[index < 500 ? 0 : 1] ?? Number.NaN;
      expect(Math.abs(weight - (values[index] ?? Number.NaN) * step)).toBeLessThanOrEqual(0.5001 * step);
    }
    expect(steps[1]).toBeLessThan(1e-5);
  });

  test('uses the whole range and keeps zero', () => {
    const { values, steps } = quantizePerChannel(Float32Array.of(-1, 0, 1, 0.5), 1);
    expect([...values]).toEqual([-127, 0, 127, 64]);
    expect(steps[0]).toBeCloseTo(1 / 127, 8);
  });

  test('a channel of zeros stays zero', () => {
    const { values, steps } = quantizePerChannel(Float32Array.of(0, 0, 3, -3), 2);
    expect([...values]).toEqual([0, 0, 127, -127]);
    expect(steps[0]).toBe(1);
  });

  test('refuses weights that are not whole channels', () => {
    expect(() => quantizePerChannel(new Float32Array(5), 2)).toThrow('5 weights are no 2 channels');
  });
});

test('toSmallForm stores matrices in 8 bits, restores them by name, and leaves biases alone', () => {
  const bias = Float32Array.of(0.1, 0.2);
  const graph: OnnxGraph = {
    name: 'tiny',
    input: { name: 'in', shape: ['n', 2] },
    output: { name: 'out', shape: ['n', 2] },
    nodes: [{ operator: 'Gemm', inputs: ['in', 'w', 'b'], output: 'out', attributes: { transB: 1 } }],
    tensors: [
      { name: 'w', shape: [2, 2], values: Float32Array.of(127, -127, 2, 1) },
      { name: 'b', shape: [2], values: bias },
    ],
  };
  const { nodes, tensors } = toSmallForm(graph);
  expect(nodes).toEqual([
    { operator: 'DequantizeLinear', inputs: ['w/int8', 'w/step'], output: 'w', attributes: { axis: 0 } },
    ...graph.nodes,
  ]);
  expect(tensors).toEqual([
    { name: 'w/int8', shape: [2, 2], values: Int8Array.of(127, -127, 127, 64) },
    { name: 'w/step', shape: [2], values: Float32Array.of(1, 2 / 127) },
    { name: 'b', shape: [2], values: bias },
  ]);
});
