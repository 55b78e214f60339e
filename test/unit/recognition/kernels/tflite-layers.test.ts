/** @file Convolutions are read from a TensorFlow Lite file in every form that the detector's has, and what is not whole is refused. */
import { describe, expect, test } from 'vitest';
import {
  readTfliteConvolutions,
  readTfliteOperators,
  type StoredConvolution,
  type StoredOperator,
} from '../../../../src/recognition/kernels/tflite-layers.ts';
import { FLOAT16, INT32, OPERATORS, writeTflite, type TinyOperator, type TinyTensor } from './tiny-tflite.ts';

const PICTURE: TinyTensor = { shape: [1, 4, 4, 3] };

function floats(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

function halves(...bits: readonly number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(bits).buffer);
}

function integers(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer);
}

/** In binary16. */
const [ONE, MINUS_TWO, HALF] = [0x3c00, 0xc000, 0x3800];

/** Of tensors 0: picture, 1: filters, 2: bias, and one that it writes. */
const CONVOLUTION: TinyOperator = { code: OPERATORS.convolution, inputs: [0, 1, 2], output: 3 };

const FILTERS: TinyTensor = { shape: [2, 1, 1, 3], data: floats(1, 2, 3, 4, 5, 6) };
const BIAS: TinyTensor = { shape: [2], data: floats(-1, 0.5) };
const DENSE: StoredConvolution = {
  kind: 'plain',
  shape: [2, 1, 1, 3],
  values: Float32Array.of(1, 2, 3, 4, 5, 6),
  bias: Float32Array.of(-1, 0.5),
};

describe('weights', () => {
  test.for([0, 3] as const)('in float32, operators numbered in field %i', (codeField) => {
    const file = writeTflite([PICTURE, FILTERS, BIAS, PICTURE], [CONVOLUTION], codeField);
    expect(readTfliteConvolutions(file)).toEqual([DENSE]);
  });

  test('in float16, behind what makes them float32', () => {
    const filters: TinyTensor = {
      shape: [1, 1, 1, 3],
      type: FLOAT16,
      data: halves(ONE, MINUS_TWO, HALF),
    };
    const bias: TinyTensor = { shape: [1], type: FLOAT16, data: halves(HALF) };
    const file = writeTflite(
      [PICTURE, { shape: [1, 1, 1, 3] }, { shape: [1] }, PICTURE, filters, bias],
      [
        { code: OPERATORS.dequantize, inputs: [4], output: 1 },
        { code: OPERATORS.dequantize, inputs: [5], output: 2 },
        CONVOLUTION,
      ],
    );
    expect(readTfliteConvolutions(file)).toEqual([
      { kind: 'plain', shape: [1, 1, 1, 3], values: Float32Array.of(1, -2, 0.5), bias: Float32Array.of(0.5) },
    ]);
  });

  // The second output has none but zeros.
  const SPARSE = { segments: [0, 2, 2, 3], columns: [0, 3, 2] };
  const SPREAD = Float32Array.of(1, 0, 0, -2, 0, 0, 0, 0, 0, 0, 0.5, 0);
  const SHAPE = [3, 1, 1, 4] as const;

  test.for([8, 16, 32] as const)('sparse in float16, with indices of %i bits', (bits) => {
    const filters: TinyTensor = {
      shape: SHAPE,
      type: FLOAT16,
      data: halves(ONE, MINUS_TWO, HALF),
      sparse: { ...SPARSE, bits },
    };
    const file = writeTflite(
      [
        PICTURE,
        { shape: SHAPE },
        { shape: [3], data: floats(7, 8, 9) },
        PICTURE,
        filters,
        { shape: SHAPE, type: FLOAT16 },
      ],
      [
        { code: OPERATORS.densify, inputs: [4], output: 5 },
        { code: OPERATORS.dequantize, inputs: [5], output: 1 },
        CONVOLUTION,
      ],
    );
    expect(readTfliteConvolutions(file)).toEqual([
      { kind: 'plain', shape: SHAPE, values: SPREAD, bias: Float32Array.of(7, 8, 9) },
    ]);
  });

  test('sparse in float32, with indices above 255', () => {
    const filters: TinyTensor = {
      shape: [2, 1, 1, 300],
      data: floats(1, 2),
      sparse: { segments: [0, 1, 2], columns: [299, 256], bits: 16 },
    };
    const file = writeTflite(
      [PICTURE, { shape: [2, 1, 1, 300] }, BIAS, PICTURE, filters],
      [{ code: OPERATORS.densify, inputs: [4], output: 1 }, CONVOLUTION],
    );
    const [read] = readTfliteConvolutions(file);
    const kept = [...(read?.values ?? [])].flatMap((value, at) => (value === 0 ? [] : [[at, value]]));
    expect(kept).toEqual([
      [299, 1],
      [556, 2],
    ]);
  });
});

test('convolutions come in the order in which they run, depthwise ones among them, nothing else does', () => {
  const filters: TinyTensor = { shape: [1, 3, 3, 1], data: floats(1, 2, 3, 4, 5, 6, 7, 8, 9) };
  const bias: TinyTensor = { shape: [1], data: floats(10) };
  const file = writeTflite(
    [PICTURE, FILTERS, BIAS, PICTURE, filters, bias, PICTURE, PICTURE],
    [
      { code: OPERATORS.depthwise, inputs: [0, 4, 5], output: 6 },
      { code: OPERATORS.relu, inputs: [6], output: 7 },
      { ...CONVOLUTION, inputs: [7, 1, 2] },
    ],
  );
  expect(readTfliteConvolutions(file)).toEqual([
    {
      kind: 'depthwise',
      shape: [1, 3, 3, 1],
      values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
      bias: Float32Array.of(10),
    },
    DENSE,
  ]);
});

describe('is refused', () => {
  const whole = writeTflite([PICTURE, FILTERS, BIAS, PICTURE], [CONVOLUTION]);

  test('what is no such file', () => {
    for (const file of [new Uint8Array(), new Uint8Array(64), new TextEncoder().encode('<!doctype html>')]) {
      expect(() => readTfliteConvolutions(file)).toThrow();
    }
  });

  test('a file that ends too early, wherever', () => {
    expect(readTfliteConvolutions(whole)).toHaveLength(1);
    for (let bytes = 0; bytes < whole.length; bytes += 1) {
      expect(() => readTfliteConvolutions(whole.slice(0, bytes)), String(bytes)).toThrow();
    }
  });

  test.for([
    ['filters', [0, -1, 2]],
    ['a bias', [0, 1]],
    ['a tensor that is named', [0, 1, 99]],
  ] as const)('a convolution without %s', ([, inputs]) => {
    const file = writeTflite([PICTURE, FILTERS, BIAS, PICTURE], [{ ...CONVOLUTION, inputs }]);
    expect(() => readTfliteConvolutions(file)).toThrow('a weight is missing');
  });

  test.for([
    ['too few numbers', { ...FILTERS, data: floats(1, 2, 3, 4, 5) }],
    ['too many numbers', { ...FILTERS, data: floats(1, 2, 3, 4, 5, 6, 7) }],
    ['no numbers', { shape: FILTERS.shape }],
  ] as const)('a weight with %s', ([, filters]) => {
    const file = writeTflite([PICTURE, filters, BIAS, PICTURE], [CONVOLUTION]);
    expect(() => readTfliteConvolutions(file)).toThrow('another size than its shape');
  });

  test('a sparse weight with another count of numbers than of places', () => {
    const filters: TinyTensor = {
      shape: [2, 1, 1, 3],
      data: floats(1, 2),
      sparse: { segments: [0, 1, 3], columns: [0, 1, 2], bits: 8 },
    };
    const file = writeTflite([PICTURE, filters, BIAS, PICTURE], [CONVOLUTION]);
    expect(() => readTfliteConvolutions(file)).toThrow('sparse');
  });

  test('a sparse weight with a column beyond its row', () => {
    const filters: TinyTensor = {
      shape: [2, 1, 1, 3],
      data: floats(1, 2),
      sparse: { segments: [0, 1, 2], columns: [3, 1], bits: 8 },
    };
    const file = writeTflite([PICTURE, filters, BIAS, PICTURE], [CONVOLUTION]);
    expect(() => readTfliteConvolutions(file)).toThrow('sparse');
  });
});

describe('operators', () => {
  const operators = (): StoredOperator[] => {
    const half: TinyTensor = { shape: [2], type: FLOAT16, data: halves(HALF, ONE) };
    const added: TinyTensor = { shape: [1, 2], type: INT32, data: integers(0, 7) };
    return readTfliteOperators(
      writeTflite(
        [PICTURE, half, { shape: [2] }, { shape: [1, 4, 4, 2] }, added, PICTURE, PICTURE],
        [
          { code: OPERATORS.dequantize, inputs: [1], output: 2 },
          { code: OPERATORS.prelu, inputs: [0, 2], output: 3 },
          { code: OPERATORS.pad, inputs: [3, 4], output: 5 },
          { code: OPERATORS.relu, inputs: [5], output: 6 },
        ],
      ),
    );
  };

  test('come in their order, without those that unpack weights', () => {
    expect(operators().map(({ kind, inputs, output, shape }) => [kind, inputs, output, shape])).toEqual([
      ['prelu', [0, 2], 3, [1, 4, 4, 2]],
      ['pad', [3, 4], 5, [1, 4, 4, 3]],
      [undefined, [5], 6, [1, 4, 4, 3]],
    ]);
  });

  test('have constants of floating and whole numbers', () => {
    const [prelu, pad] = operators();
    expect(prelu?.constant(1)).toEqual({ shape: [2], values: Float32Array.of(0.5, 1) });
    expect(pad?.constant(1)).toEqual({ shape: [1, 2], values: Float32Array.of(0, 7) });
  });

  test('refuse what is no constant', () => {
    const [prelu] = operators();
    expect(() => prelu?.constant(0)).toThrow();
    expect(() => prelu?.constant(2)).toThrow('a weight is missing');
  });
});
