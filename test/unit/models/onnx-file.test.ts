/**
 * @file ONNX files have the bytes that the format asks for.
 */
import { describe, expect, test } from 'vitest';
import { decodeOnnx, encodeOnnx, type OnnxGraph } from '../../../models/build/onnx-file.ts';

const graph: OnnxGraph = {
  name: 'tiny',
  input: { name: 'in', shape: ['n', 2] },
  output: { name: 'out', shape: ['n', 2] },
  nodes: [{ operator: 'Pool', inputs: ['in', 'w'], output: 'out', attributes: { axis: 1, strides: [2, 2] } }],
  tensors: [
    { name: 'w', shape: [2], values: Float32Array.of(1, -2) },
    { name: 'k', shape: [1], values: [3n] },
  ],
};

describe('encodeOnnx', () => {
  test('starts with the format version and the producer', () => {
    expect([...encodeOnnx(graph).subarray(0, 4)]).toEqual([0x08, 8, 0x12, 'nametag'.length]);
  });

  test('keeps names, shapes, attributes and values', () => {
    expect(decodeOnnx(encodeOnnx(graph))).toMatchObject({
      irVersion: 8,
      opsetImport: [{ version: 17 }],
      graph: {
        name: 'tiny',
        input: [
          {
            name: 'in',
            type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'n' }, { dimValue: 2 }] } } },
          },
        ],
        node: [
          {
            input: ['in', 'w'],
            output: ['out'],
            opType: 'Pool',
            attribute: [
              { name: 'axis', i: 1, type: 2 },
              { name: 'strides', ints: [2, 2], type: 7 },
            ],
          },
        ],
        initializer: [
          { name: 'w', dims: [2], dataType: 1, rawData: Buffer.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0) },
          { name: 'k', dims: [1], dataType: 7, rawData: Buffer.of(3, 0, 0, 0, 0, 0, 0, 0) },
        ],
      },
    });
  });
});
