/**
 * @file Weights come out of the TensorFlow.js format as the numbers that they stand for.
 */
import { describe, expect, test } from 'vitest';
import { dequantize, parseWeightsManifest, readWeights } from '../../../models/build/quantized-weights.ts';

const manifest = parseWeightsManifest([
  {
    paths: ['weights.bin'],
    weights: [
      { name: 'a', shape: [3], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
      { name: 'b', shape: [1, 2], dtype: 'float32' },
    ],
  },
]);

/** 0, 2 and 255 as bytes, then 1.5 and -2 as little-endian floats, at a position that is no multiple of four. */
const bytes = Uint8Array.of(0, 2, 255, 0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0);

describe('dequantize', () => {
  test('is q * scale + min', () => {
    expect([...dequantize(Uint8Array.of(0, 1, 4, 255), 0.25, -0.5)]).toEqual([-0.5, -0.25, 0.5, 63.25]);
  });
});

describe('readWeights', () => {
  test('reads 8-bit and float tensors one after the other', () => {
    const weights = readWeights(manifest, bytes);
    expect(weights.get('a')).toEqual({ shape: [3], values: Float32Array.of(-1, 0, 126.5) });
    expect(weights.get('b')).toEqual({ shape: [1, 2], values: Float32Array.of(1.5, -2) });
  });

  test('refuses a file that is too short', () => {
    expect(() => readWeights(manifest, bytes.subarray(0, 10))).toThrow('the weights end inside "b"');
  });

  test('refuses a file that is too long', () => {
    expect(() => readWeights(manifest, Uint8Array.of(...bytes, 0))).toThrow('1 bytes too many');
  });
});

describe('parseWeightsManifest', () => {
  test.for([
    ['no groups', []],
    ['a path that leaves the folder', [{ paths: ['../weights.bin'], weights: [] }]],
    ['another type of numbers', [{ paths: ['w.bin'], weights: [{ name: 'a', shape: [1], dtype: 'int32' }] }]],
  ] as const)('refuses %s', ([, value]) => {
    expect(() => parseWeightsManifest(value)).toThrow();
  });
});
