/**
 * @file Writes ONNX files: the few messages of the format that a convolutional network needs.
 * Field numbers are those of `onnx.proto3`; a reader skips what is absent, so the rest of the format is not spelled out.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import * as protobuf from 'protobufjs/light.js';

/** A tensor stored in the file. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int8Array | readonly bigint[];
}

/** One operator; attributes are whole numbers or lists of them, which is all that this network uses. */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** A float32 value that the caller feeds or fetches; a string is the name of a free dimension. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/** A network with one input and one output. */
export interface OnnxGraph {
  readonly name: string;
  readonly input: OnnxValue;
  readonly output: OnnxValue;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

/** Operator set 17 with file format 8 (ONNX 1.12, 2022): old enough for every reader in use. */
const OPERATOR_SET = 17;
const FORMAT_VERSION = 8;

const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;
const TENSOR_FLOAT = 1;
const TENSOR_INT8 = 3;
const TENSOR_INT64 = 7;

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const ModelProto = protobuf.Root.fromJSON({
  nested: {
    OperatorSetIdProto: { fields: { version: { type: 'int64', id: 2 } } },
    AttributeProto: {
      fields: {
        name: { type: 'string', id: 1 },
        i: { type: 'int64', id: 3 },
        ints: { rule: 'repeated', type: 'int64', id: 8 },
        type: { type: 'int32', id: 20 },
      },
    },
    NodeProto: {
      fields: {
        input: { rule: 'repeated', type: 'string', id: 1 },
        output: { rule: 'repeated', type: 'string', id: 2 },
        name: { type: 'string', id: 3 },
        opType: { type: 'string', id: 4 },
        attribute: { rule: 'repeated', type: 'AttributeProto', id: 5 },
      },
    },
    TensorProto: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1 },
        dataType: { type: 'int32', id: 2 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
    DimensionProto: { fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { type: 'string', id: 2 } } },
    TensorShapeProto: { fields: { dim: { rule: 'repeated', type: 'DimensionProto', id: 1 } } },
    TensorTypeProto: {
      fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } },
    },
    TypeProto: { fields: { tensorType: { type: 'TensorTypeProto', id: 1 } } },
    ValueInfoProto: { fields: { name: { type: 'string', id: 1 }, type: { type: 'TypeProto', id: 2 } } },
    GraphProto: {
      fields: {
        node: { rule: 'repeated', type: 'NodeProto', id: 1 },
        name: { type: 'string', id: 2 },
        initializer: { rule: 'repeated', type: 'TensorProto', id: 5 },
        input: { rule: 'repeated', type: 'ValueInfoProto', id: 11 },
        output: { rule: 'repeated', type: 'ValueInfoProto', id: 12 },
      },
    },
    ModelProto: {
      fields: {
        irVersion: { type: 'int64', id: 1 },
        producerName: { type: 'string', id: 2 },
        graph: { type: 'GraphProto', id: 7 },
        opsetImport: { rule: 'repeated', type: 'OperatorSetIdProto', id: 8 },
      },
    },
  },
}).lookupType('ModelProto');

/** Encodes a network as an ONNX file. The same network always gives the same bytes. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  return ModelProto.encode({
    irVersion: FORMAT_VERSION,
    producerName: 'nametag',
    opsetImport: [{ version: OPERATOR_SET }],
    graph: {
      name: graph.name,
      input: [valueMessage(graph.input)],
      output: [valueMessage(graph.output)],
      node: graph.nodes.map(nodeMessage),
      initializer: graph.tensors.map(tensorMessage),
    },
  }).finish();
}

/** Decodes what `encodeOnnx` wrote, as plain objects with the field names of the format in camel case. */
export function decodeOnnx(bytes: Uint8Array): Record<string, unknown> {
  return ModelProto.toObject(ModelProto.decode(bytes), { longs: Number });
}

function nodeMessage({ operator, inputs, output, attributes = {} }: OnnxNode) {
  return {
    input: [...inputs],
    output: [output],
    name: output,
    opType: operator,
    attribute: Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number'
        ? { name, i: value, type: ATTRIBUTE_INT }
        : { name, ints: [...value], type: ATTRIBUTE_INTS },
    ),
  };
}

function tensorMessage({ name, shape, values }: OnnxTensor) {
  return { dims: [...shape], name, ...valuesMessage(values) };
}

function valuesMessage(values: OnnxTensor['values']) {
  if (values instanceof Float32Array) return { dataType: TENSOR_FLOAT, rawData: floatBytes(values) };
  if (values instanceof Int8Array) return { dataType: TENSOR_INT8, rawData: bytesOf(values) };
  return { dataType: TENSOR_INT64, rawData: int64Bytes(values) };
}

function valueMessage({ name, shape }: OnnxValue) {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: TENSOR_FLOAT, shape: { dim } } } };
}

/** `raw_data` is little-endian on every machine; where numbers lie in memory like that, a view of them will do. */
function floatBytes(values: Float32Array): Uint8Array {
  if (IS_LITTLE_ENDIAN) return bytesOf(values);
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return new Uint8Array(view.buffer);
}

/** A view, not a copy. */
function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function int64Bytes(values: readonly bigint[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, index) => {
    view.setBigInt64(8 * index, value, true);
  });
  return new Uint8Array(view.buffer);
}
