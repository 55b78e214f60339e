/** @file The graph comes out of an ONNX file as the writer put it in. */
import { expect, test } from 'vitest';
import { encodeOnnx } from '../../../../models/build/onnx-file.ts';
import { readOnnxNodes } from '../../../../src/recognition/kernels/onnx-nodes.ts';

test('nodes in order, with what they take and how', () => {
  const file = encodeOnnx({
    name: 'two',
    input: { name: 'image', shape: ['n', 3, 2, 2] },
    output: { name: 'embedding', shape: ['n', 2] },
    nodes: [
      {
        operator: 'Conv',
        inputs: ['image', 'a', 'b'],
        output: 'c',
        attributes: { group: 3, pads: [1, 0, -1, 300] },
      },
      { operator: 'Relu', inputs: ['c'], output: 'embedding' },
    ],
    tensors: [],
  });
  expect(readOnnxNodes(file)).toEqual([
    {
      operator: 'Conv',
      inputs: ['image', 'a', 'b'],
      outputs: ['c'],
      attributes: new Map([
        ['group', [3]],
        ['pads', [1, 0, -1, 300]],
      ]),
    },
    { operator: 'Relu', inputs: ['c'], outputs: ['embedding'], attributes: new Map() },
  ]);
});

test('a file without a graph has none', () => {
  expect(readOnnxNodes(new Uint8Array())).toEqual([]);
});
