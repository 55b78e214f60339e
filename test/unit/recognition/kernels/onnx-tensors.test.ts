/** @file The weights come out of an ONNX file as the writer put them in. */
import { expect, test } from 'vitest';
import { encodeOnnx } from '../../../../models/build/onnx-file.ts';
import { readOnnxTensors } from '../../../../src/recognition/kernels/onnx-tensors.ts';

test('by name, with shape and values', () => {
  const file = encodeOnnx({
    name: 'two',
    input: { name: 'image', shape: ['n', 3, 2, 2] },
    output: { name: 'embedding', shape: ['n', 2] },
    nodes: [{ operator: 'Relu', inputs: ['image'], output: 'embedding' }],
    tensors: [
      { name: 'a/weights', shape: [2, 1, 1, 3], values: Float32Array.of(1, -2, 3.5, 4, 1e-8, 6) },
      { name: 'a/bias', shape: [2], values: Float32Array.of(0.25, 7) },
    ],
  });
  const tensors = readOnnxTensors(file);
  expect([...tensors.keys()]).toEqual(['a/weights', 'a/bias']);
  expect(tensors.get('a/weights')).toEqual({
    shape: [2, 1, 1, 3],
    values: Float32Array.of(1, -2, 3.5, 4, 1e-8, 6),
  });
  expect(tensors.get('a/bias')).toEqual({ shape: [2], values: Float32Array.of(0.25, 7) });
});

test('a file without a graph has none', () => {
  expect(readOnnxTensors(new Uint8Array()).size).toBe(0);
});
