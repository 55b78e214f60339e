/**
 * @file Reads a TensorFlow Lite file: its operators, and the numbers behind them.
 * Field numbers: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
 */
import { halfToFloat } from './half-float.ts';
import type { OperatorKind, StoredConvolution, StoredOperator, StoredTensor } from './tflite-layers.ts';

const MODEL = { operatorCodes: 1, subgraphs: 2, buffers: 4 } as const;
const OPERATOR_CODE = { deprecatedCode: 0, code: 3 } as const;
const SUBGRAPH = { tensors: 0, operators: 3 } as const;
const OPERATOR = { code: 0, inputs: 1, outputs: 2 } as const;
const TENSOR = { shape: 0, type: 1, buffer: 2, sparsity: 6 } as const;
const SPARSITY = { dimensions: 2 } as const;
const DIMENSION = { segmentsType: 2, segments: 3, indicesType: 4, indices: 5 } as const;
const BYTES = 0;

const CODES = {
  add: 0,
  convolution: 3,
  depthwise: 4,
  dequantize: 6,
  maxPool: 17,
  pad: 34,
  prelu: 54,
  densify: 124,
} as const;
const FLOAT16 = 1;
const INT32 = 2;

const KINDS: ReadonlyMap<number, OperatorKind> = new Map([
  [CODES.add, 'add'],
  [CODES.convolution, 'convolution'],
  [CODES.depthwise, 'depthwise'],
  [CODES.dequantize, 'dequantize'],
  [CODES.maxPool, 'maxPool'],
  [CODES.pad, 'pad'],
  [CODES.prelu, 'prelu'],
  [CODES.densify, 'densify'],
]);

interface Operator {
  readonly code: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** A file, open. */
export class TfliteFile {
  readonly #bytes: Uint8Array;
  /** Throws where it is asked for what lies beyond the file. */
  readonly #view: DataView;
  readonly #tensors: readonly number[];
  readonly #buffers: readonly number[];
  readonly #operators: readonly Operator[];

  constructor(file: Uint8Array) {
    this.#bytes = file;
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const model = this.#follow(0);
    const codes = this.#tables(model, MODEL.operatorCodes).map((code) =>
      Math.max(this.#byte(code, OPERATOR_CODE.deprecatedCode), this.#int(code, OPERATOR_CODE.code)),
    );
    const [graph] = this.#tables(model, MODEL.subgraphs);
    if (graph === undefined) throw new Error('no graph in the file');
    this.#buffers = this.#tables(model, MODEL.buffers);
    this.#tensors = this.#tables(graph, SUBGRAPH.tensors);
    this.#operators = this.#tables(graph, SUBGRAPH.operators).map((operator) => ({
      code: codes[this.#int(operator, OPERATOR.code)] ?? Number.NaN,
      inputs: this.#ints(operator, OPERATOR.inputs),
      outputs: this.#ints(operator, OPERATOR.outputs),
    }));
  }

  operators(): StoredOperator[] {
    const makers = this.#makers();
    return this.#operators
      .filter(({ code }) => code !== CODES.dequantize && code !== CODES.densify)
      .map(({ code, inputs, outputs: [output = Number.NaN] }) => {
        const tensor = this.#tensors[output];
        if (tensor === undefined) throw new Error('an operator without an output');
        return {
          kind: KINDS.get(code),
          inputs,
          output,
          shape: this.#ints(tensor, TENSOR.shape),
          constant: (index) => this.#constant(inputs[index], makers),
        };
      });
  }

  convolutions(): StoredConvolution[] {
    const makers = this.#makers();
    return this.#operators.flatMap(({ code, inputs: [, filters, bias] }) => {
      if (code !== CODES.convolution && code !== CODES.depthwise) return [];
      const { shape, values } = this.#constant(filters, makers);
      return [
        {
          kind: code === CODES.convolution ? 'plain' : 'depthwise',
          shape,
          values,
          bias: this.#constant(bias, makers).values,
        } as const,
      ];
    });
  }

  /** Operators by what they give. */
  #makers(): ReadonlyMap<number | undefined, Operator> {
    return new Map(this.#operators.map((operator) => [operator.outputs[0], operator]));
  }

  /** A stored tensor, looked up behind what makes it dense and float32. */
  #constant(index: number | undefined, makers: ReadonlyMap<number | undefined, Operator>): StoredTensor {
    const maker = makers.get(index);
    if (maker?.code === CODES.dequantize || maker?.code === CODES.densify) {
      return this.#constant(maker.inputs[0], makers);
    }
    const tensor = this.#tensors[index ?? -1];
    const stored = this.#buffers[tensor === undefined ? -1 : this.#int(tensor, TENSOR.buffer)];
    if (tensor === undefined || stored === undefined) throw new Error('a weight is missing');
    const bytes = this.#copy(stored, BYTES);
    const shape = this.#ints(tensor, TENSOR.shape);
    const values = toFloats(bytes.buffer, this.#byte(tensor, TENSOR.type));
    const sparsity = this.#field(tensor, TENSOR.sparsity);
    const count = shape.reduce((product, side) => product * side, 1);
    const all = sparsity === 0 ? values : this.#spread(values, count, this.#follow(sparsity));
    if (all.length !== count) throw new Error('a weight of another size than its shape');
    return { shape, values: all };
  }

  /** Values of rows of which only the last dimension is compressed: where each row begins, and the column of each value. */
  #spread(values: Float32Array, count: number, sparsity: number): Float32Array {
    const last = this.#tables(sparsity, SPARSITY.dimensions).at(-1);
    if (last === undefined) throw new Error('a sparse weight without dimensions');
    const segments = this.#indices(last, DIMENSION.segmentsType, DIMENSION.segments);
    const columns = this.#indices(last, DIMENSION.indicesType, DIMENSION.indices);
    const rowLength = count / (segments.length - 1);
    if (segments[segments.length - 1] !== values.length || columns.length !== values.length) {
      throw new Error('a sparse weight with another count of numbers than of places');
    }
    const all = new Float32Array(count);
    for (let row = 0; row + 1 < segments.length; row++) {
      for (let at = segments[row] ?? 0; at < (segments[row + 1] ?? 0); at++) {
        const column = columns[at] ?? Number.NaN;
        if (!(column < rowLength)) throw new Error('a sparse weight with a column beyond its row');
        all[row * rowLength + column] = values[at] ?? Number.NaN;
      }
    }
    return all;
  }

  /** Stored as int32, uint16 or uint8, whichever is enough. */
  #indices(dimension: number, typeField: number, field: number): ArrayLike<number> {
    const bytes = this.#copy(this.#table(dimension, field), BYTES, this.#byte(dimension, typeField));
    switch (this.#byte(dimension, typeField)) {
      case 1:
        return new Int32Array(bytes.buffer);
      case 2:
        return new Uint16Array(bytes.buffer);
      default:
        return bytes;
    }
  }

  /** Address of a field, 0 where it is missing. */
  #field(table: number, field: number): number {
    const offsets = table - this.#view.getInt32(table, true);
    const at = 4 + 2 * field;
    const offset = at < this.#view.getUint16(offsets, true) ? this.#view.getUint16(offsets + at, true) : 0;
    return offset === 0 ? 0 : table + offset;
  }

  /** What the number at this address points to. */
  #follow(at: number): number {
    return at + this.#view.getUint32(at, true);
  }

  #byte(table: number, field: number): number {
    const at = this.#field(table, field);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  #int(table: number, field: number): number {
    const at = this.#field(table, field);
    return at === 0 ? 0 : this.#view.getInt32(at, true);
  }

  #table(table: number, field: number): number {
    const at = this.#field(table, field);
    if (at === 0) throw new Error('a part of the file is missing');
    return this.#follow(at);
  }

  #tables(table: number, field: number): number[] {
    return this.#items(table, field).map((at) => this.#follow(at));
  }

  #ints(table: number, field: number): number[] {
    return this.#items(table, field).map((at) => this.#view.getInt32(at, true));
  }

  /** Addresses of the items of a list, of four bytes each. */
  #items(table: number, field: number): number[] {
    const { start, count } = this.#list(table, field, 4);
    return Array.from({ length: count }, (_, index) => start + index * 4);
  }

  #list(table: number, field: number, itemBytes: number): { readonly start: number; readonly count: number } {
    const at = this.#field(table, field);
    if (at === 0) return { start: 0, count: 0 };
    const list = this.#follow(at);
    const [start, count] = [list + 4, this.#view.getUint32(list, true)];
    if (start + count * itemBytes > this.#bytes.length) throw new Error('the file ends too early');
    return { start, count };
  }

  /** So that numbers of any size can be read from it. @param type of a list of indices, which tells its items' size */
  #copy(table: number, field: number, type = 3): Uint8Array<ArrayBuffer> {
    const itemBytes = type === 1 ? 4 : type === 2 ? 2 : 1;
    const { start, count } = this.#list(table, field, itemBytes);
    return new Uint8Array(this.#bytes.subarray(start, start + count * itemBytes));
  }
}

function toFloats(bytes: ArrayBuffer, type: number): Float32Array {
  // With `Float32Array.from` and a function it takes three times as long.
  if (type === FLOAT16) return new Float32Array(new Uint16Array(bytes)).map((bits) => halfToFloat(bits));
  if (type === INT32) return Float32Array.from(new Int32Array(bytes));
  return new Float32Array(bytes);
}
