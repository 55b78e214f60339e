/**
 * @file Writes TensorFlow Lite files of a few numbers.
 * Field numbers: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
 */
import { Builder } from 'flatbuffers';

export const FLOAT32 = 0;
export const FLOAT16 = 1;
export const INT32 = 2;

export const OPERATORS = {
  convolution: 3,
  depthwise: 4,
  dequantize: 6,
  relu: 19,
  pad: 34,
  prelu: 54,
  densify: 124,
} as const;

type IndexBits = 8 | 16 | 32;

export interface TinyTensor {
  readonly shape: readonly number[];
  readonly type?: number;
  /** Missing of what is computed. */
  readonly data?: Uint8Array;
  /** Of rows of which only the last dimension is compressed. */
  readonly sparse?: {
    readonly segments: readonly number[];
    readonly columns: readonly number[];
    readonly bits: IndexBits;
  };
}

export interface TinyOperator {
  readonly code: number;
  readonly inputs: readonly number[];
  readonly output: number;
}

/** @param codeField 3, or 0 as files had it before there were more than 127 operators */
export function writeTflite(
  tensors: readonly TinyTensor[],
  operators: readonly TinyOperator[],
  codeField: 0 | 3 = 3,
): Uint8Array {
  const builder = new Builder(1024);
  const codes = operators.map(({ code }) =>
    table(builder, 4, () => {
      if (codeField === 0) builder.addFieldInt8(0, code, 0);
      else builder.addFieldInt32(3, code, 0);
    }),
  );
  const buffers = tensors.map(({ data = new Uint8Array() }) => {
    const vector = builder.createByteVector(data);
    return table(builder, 1, () => {
      builder.addFieldOffset(0, vector, 0);
    });
  });
  const graph = writeGraph(builder, tensors, operators);
  const [codeVector, graphs, bufferVector] = [codes, [graph], buffers].map((list) => offsets(builder, list));
  builder.finish(
    table(builder, 5, () => {
      builder.addFieldOffset(1, codeVector ?? 0, 0);
      builder.addFieldOffset(2, graphs ?? 0, 0);
      builder.addFieldOffset(4, bufferVector ?? 0, 0);
    }),
    'TFL3',
  );
  return builder.asUint8Array().slice();
}

function writeGraph(
  builder: Builder,
  tensors: readonly TinyTensor[],
  operators: readonly TinyOperator[],
): number {
  const tensorVector = offsets(
    builder,
    tensors.map((tensor, index) => writeTensor(builder, tensor, index)),
  );
  const operatorVector = offsets(
    builder,
    operators.map(({ inputs, output }, index) => {
      const [inputVector, outputVector] = [integers(builder, inputs), integers(builder, [output])];
      return table(builder, 3, () => {
        builder.addFieldInt32(0, index, 0);
        builder.addFieldOffset(1, inputVector, 0);
        builder.addFieldOffset(2, outputVector, 0);
      });
    }),
  );
  return table(builder, 4, () => {
    builder.addFieldOffset(0, tensorVector, 0);
    builder.addFieldOffset(3, operatorVector, 0);
  });
}

function writeTensor(
  builder: Builder,
  { shape, type = FLOAT32, sparse }: TinyTensor,
  buffer: number,
): number {
  const shapeVector = integers(builder, shape);
  const sparsity = sparse === undefined ? 0 : writeSparsity(builder, shape, sparse);
  return table(builder, 7, () => {
    builder.addFieldOffset(0, shapeVector, 0);
    builder.addFieldInt8(1, type, 0);
    builder.addFieldInt32(2, buffer, 0);
    builder.addFieldOffset(6, sparsity, 0);
  });
}

function writeSparsity(
  builder: Builder,
  shape: readonly number[],
  { segments, columns, bits }: NonNullable<TinyTensor['sparse']>,
): number {
  const kind = { 32: 1, 16: 2, 8: 3 }[bits];
  const [segmentTable, columnTable] = [segments, columns].map((list) => {
    const vector = indices(builder, list, bits);
    return table(builder, 1, () => {
      builder.addFieldOffset(0, vector, 0);
    });
  });
  const dimensions = shape.map((size, dimension) =>
    table(builder, 6, () => {
      if (dimension < shape.length - 1) {
        builder.addFieldInt32(1, size, 0);
        return;
      }
      builder.addFieldInt8(0, 1, 0);
      builder.addFieldInt8(2, kind, 0);
      builder.addFieldOffset(3, segmentTable ?? 0, 0);
      builder.addFieldInt8(4, kind, 0);
      builder.addFieldOffset(5, columnTable ?? 0, 0);
    }),
  );
  const vector = offsets(builder, dimensions);
  return table(builder, 3, () => {
    builder.addFieldOffset(2, vector, 0);
  });
}

function table(builder: Builder, fieldCount: number, addFields: () => void): number {
  builder.startObject(fieldCount);
  addFields();
  return builder.endObject();
}

function offsets(builder: Builder, list: readonly number[]): number {
  builder.startVector(4, list.length, 4);
  for (const offset of list.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

function integers(builder: Builder, list: readonly number[]): number {
  return indices(builder, list, 32);
}

function indices(builder: Builder, list: readonly number[], bits: IndexBits): number {
  builder.startVector(bits / 8, list.length, bits / 8);
  for (const value of list.toReversed()) {
    if (bits === 8) builder.addInt8(value);
    else if (bits === 16) builder.addInt16(value);
    else builder.addInt32(value);
  }
  return builder.endVector();
}
