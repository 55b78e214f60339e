/**
 * @file Writes a small ONNX file. The build has a writer of its own (`models/build/onnx-file.ts`): the library that it uses
 * makes code out of strings, which the extension's content security policy forbids.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import { PbfWriter } from 'pbf';

export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whole numbers become int64. */
  readonly values: Float32Array | readonly number[];
}

/** One operator; attributes are whole numbers or lists of them. */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A network of float32 values with one input and one output. */
export interface OnnxGraph {
  readonly input: OnnxValue;
  readonly output: OnnxValue;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

/** ONNX 1.12 (2022). */
const OPERATOR_SET = 17;
const FORMAT_VERSION = 8;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

export function writeOnnx(graph: OnnxGraph): Uint8Array {
  const file = new PbfWriter();
  file.writeVarintField(1, FORMAT_VERSION);
  file.writeMessage(7, writeGraph, graph);
  file.writeMessage(
    8,
    (version, set) => {
      set.writeVarintField(2, version);
    },
    OPERATOR_SET,
  );
  return file.finish();
}

function writeGraph({ input, output, nodes, tensors }: OnnxGraph, to: PbfWriter): void {
  for (const node of nodes) to.writeMessage(1, writeNode, node);
  to.writeStringField(2, 'graph');
  for (const tensor of tensors) to.writeMessage(5, writeTensor, tensor);
  to.writeMessage(11, writeValue, input);
  to.writeMessage(12, writeValue, output);
}

function writeNode({ operator, inputs, output, attributes }: OnnxNode, to: PbfWriter): void {
  for (const input of inputs) to.writeStringField(1, input);
  to.writeStringField(2, output);
  to.writeStringField(4, operator);
  for (const attribute of Object.entries(attributes)) to.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, value]: [string, number | readonly number[]], to: PbfWriter): void {
  to.writeStringField(1, name);
  if (typeof value === 'number') to.writeVarintField(3, value);
  else for (const one of value) to.writeVarintField(8, one);
  to.writeVarintField(20, typeof value === 'number' ? ATTRIBUTE_INT : ATTRIBUTE_INTS);
}

function writeTensor({ name, shape, values }: OnnxTensor, to: PbfWriter): void {
  for (const side of shape) to.writeVarintField(1, side);
  to.writeVarintField(2, values instanceof Float32Array ? FLOAT : INT64);
  to.writeStringField(8, name);
  const numbers = values instanceof Float32Array ? values : BigInt64Array.from(values, BigInt);
  to.writeBytesField(9, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
}

function writeValue({ name, shape }: OnnxValue, to: PbfWriter): void {
  to.writeStringField(1, name);
  to.writeMessage(
    2,
    (sides, type) => {
      type.writeMessage(1, writeTensorType, sides);
    },
    shape,
  );
}

function writeTensorType(shape: readonly number[], to: PbfWriter): void {
  to.writeVarintField(1, FLOAT);
  to.writeMessage(
    2,
    (sides, to) => {
      for (const side of sides)
        to.writeMessage(
          1,
          (one, side) => {
            side.writeVarintField(1, one);
          },
          side,
        );
    },
    shape,
  );
}
