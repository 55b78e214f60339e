/** @file Which answers of a network are those of a face model. */
import { describe, expect, test } from 'vitest';
import { judgeRows } from '../../../src/recognition/own-model/judge-rows.ts';
import { probePictures } from '../../../src/recognition/own-model/probe-pictures.ts';

const row = (value: (index: number) => number, length = 128) =>
  Float32Array.from({ length }, (_, index) => value(index));
const wave = (phase: number) => row((index) => Math.sin(index + phase));
const softmax = (peak: number) => row((index) => (index === peak ? 0.873 : 0.001));

describe('judgeRows', () => {
  test('accepts rows that differ', () => {
    expect(() => {
      judgeRows([wave(0), wave(0.1), wave(2)]);
    }).not.toThrow();
  });

  test('accepts rows that are never negative, as after a ReLU, and large', () => {
    expect(() => {
      judgeRows([wave(0), wave(1)].map((one) => one.map((value) => Math.max(0, value) * 1e4)));
    }).not.toThrow();
  });

  test.for<[string, string, Float32Array[]]>([
    ['one that is the same for everybody', 'model-constant', [wave(1), wave(1), wave(1)]],
    ['one that differs by rounding only', 'model-constant', [wave(1), wave(1).map((value) => value + 1e-6)]],
    ['nothing but zeros', 'model-constant', [row(() => 0), row(() => 0)]],
    ['probabilities', 'model-is-classifier', [softmax(3), softmax(77)]],
    ['NaN', 'model-not-finite', [wave(0), row(() => NaN)]],
    ['infinity', 'model-not-finite', [wave(0), row(() => Infinity)]],
    ['15 numbers', 'model-not-vector', [row((i) => i, 15), row((i) => -i, 15)]],
    ['1025 numbers', 'model-not-vector', [row((i) => i, 1025), row((i) => -i, 1025)]],
    ['rows of different lengths', 'model-not-vector', [wave(0), row((i) => i, 64)]],
    ['no rows', 'model-not-vector', []],
  ])('refuses %s: %s', ([, code, rows]) => {
    expect(() => {
      judgeRows(rows);
    }).toThrow(expect.objectContaining({ code }));
  });
});

describe('probePictures', () => {
  test('are the same every time, unlike each other, and as large as asked', () => {
    const [pictures, again] = [probePictures(40, 32), probePictures(40, 32)];
    expect(pictures).toEqual(again);
    expect(new Set(pictures.map(({ data }) => data.join())).size).toBe(pictures.length);
    for (const { width, height, data } of pictures) {
      expect([width, height, data.length]).toEqual([40, 32, 40 * 32 * 4]);
      expect(data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
    }
  });
});
