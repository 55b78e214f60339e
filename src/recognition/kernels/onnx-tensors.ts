/**
 * @file The weights of an ONNX file, by name.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import { PbfReader } from 'pbf';

/** A stored tensor of float32 or of 8-bit whole numbers, as float32. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_DIMS = 1;
const TENSOR_DATA_TYPE = 2;
const TENSOR_NAME = 8;
const TENSOR_RAW_DATA = 9;
const TYPE_INT8 = 3;

interface Tensor {
  name: string;
  shape: number[];
  dataType: number;
  bytes: Uint8Array;
}

/** Tensors of other types come out as nonsense. @throws when the file is no protocol buffer */
export function readOnnxTensors(file: Uint8Array): ReadonlyMap<string, StoredTensor> {
  return new PbfReader(file).readFields<Map<string, StoredTensor>>((field, tensors, reader) => {
    if (field === MODEL_GRAPH) reader.readMessage(readGraph, tensors);
  }, new Map());
}

function readGraph(field: number, tensors: Map<string, StoredTensor>, reader: PbfReader): void {
  if (field !== GRAPH_INITIALIZER) return;
  const { name, shape, dataType, bytes } = reader.readMessage(readTensor, {
    name: '',
    shape: [],
    dataType: 0,
    bytes: new Uint8Array(),
  });
  // Copied: in the file it need not begin at a multiple of four.
  const { buffer } = new Uint8Array(bytes);
  const values = dataType === TYPE_INT8 ? Float32Array.from(new Int8Array(buffer)) : new Float32Array(buffer);
  tensors.set(name, { shape, values });
}

function readTensor(field: number, tensor: Tensor, reader: PbfReader): void {
  if (field === TENSOR_DIMS) reader.readPackedVarint(tensor.shape);
  else if (field === TENSOR_DATA_TYPE) tensor.dataType = reader.readVarint();
  else if (field === TENSOR_NAME) tensor.name = reader.readString();
  else if (field === TENSOR_RAW_DATA) tensor.bytes = reader.readBytes();
}
