/** @file From pixels to the numbers that a network gets: every kind, layout and colour order, by hand. */
import { describe, expect, test } from 'vitest';
import { toTensorData, type TensorLayout } from '../../../../src/core/image/preprocess.ts';
import { paint, paintGrey } from '../../pictures.ts';

const CHANNELS_FIRST: TensorLayout = { layout: 'NCHW', colorOrder: 'RGB' };
const CHANNELS_LAST: TensorLayout = { layout: 'NHWC', colorOrder: 'RGB' };
const AS_THEY_ARE = { kind: 'mean-and-scale', mean: [0, 0, 0], scale: 1 } as const;
const PREWHITENING = { kind: 'prewhitening' } as const;

/** Two pixels beside each other, of six different values. */
const two = paint(2, 1, (x) => (x === 0 ? [10, 20, 30] : [40, 50, 60]));
const other = paint(2, 1, (x) => (x === 0 ? [1, 2, 3] : [4, 5, 6]));

function expectNear(actual: Float32Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index], String(index)).toBeCloseTo(value, 5);
}

describe('layout and colour order', () => {
  test.for<[TensorLayout, number[]]>([
    [CHANNELS_FIRST, [10, 40, 20, 50, 30, 60]],
    [CHANNELS_LAST, [10, 20, 30, 40, 50, 60]],
    [{ layout: 'NCHW', colorOrder: 'BGR' }, [30, 60, 20, 50, 10, 40]],
    [{ layout: 'NHWC', colorOrder: 'BGR' }, [30, 20, 10, 60, 50, 40]],
  ])('%j', ([layout, expected]) => {
    expect(toTensorData([two], layout, AS_THEY_ARE)).toEqual(Float32Array.from(expected));
  });

  test.for<[TensorLayout, number[]]>([
    [CHANNELS_FIRST, [10, 40, 20, 50, 30, 60, 1, 4, 2, 5, 3, 6]],
    [CHANNELS_LAST, [10, 20, 30, 40, 50, 60, 1, 2, 3, 4, 5, 6]],
  ])('%j: a second crop comes after the whole first one', ([layout, expected]) => {
    expect(toTensorData([two, other], layout, AS_THEY_ARE)).toEqual(Float32Array.from(expected));
  });

  test('rows come one after the other', () => {
    const square = paintGrey(2, 2, (x, y) => 10 * y + x);
    expect(toTensorData([square], CHANNELS_FIRST, AS_THEY_ARE).slice(0, 4)).toEqual(
      Float32Array.of(0, 1, 10, 11),
    );
  });

  test('how opaque a pixel is does not matter', () => {
    const clear = { ...two, data: two.data.map((value, index) => (index % 4 === 3 ? 7 : value)) };
    expect(toTensorData([clear], CHANNELS_LAST, PREWHITENING)).toEqual(
      toTensorData([two], CHANNELS_LAST, PREWHITENING),
    );
  });
});

describe('mean and scale', () => {
  test('(x - 127.5) / 128', () => {
    const greys = paintGrey(3, 1, (x) => [0, 127, 255][x] ?? 0);
    const values = toTensorData([greys], CHANNELS_FIRST, {
      kind: 'mean-and-scale',
      mean: [127.5, 127.5, 127.5],
      scale: 1 / 128,
    });
    expect(values.slice(0, 3)).toEqual(Float32Array.of(-0.99609375, -0.00390625, 0.99609375));
  });

  test('each channel has its own mean, in the network’s order', () => {
    const preprocessing = { kind: 'mean-and-scale', mean: [1, 2, 4], scale: 0.5 } as const;
    expect(toTensorData([two], CHANNELS_LAST, preprocessing)).toEqual(
      Float32Array.of(4.5, 9, 13, 19.5, 24, 28),
    );
    expect(toTensorData([two], { layout: 'NHWC', colorOrder: 'BGR' }, preprocessing)).toEqual(
      Float32Array.of(14.5, 9, 3, 29.5, 24, 18),
    );
  });
});

describe('prewhitening', () => {
  test('one mean and one deviation over all channels', () => {
    // Mean 35; deviations ±25, ±15, ±5; variance 2 * (625 + 225 + 25) / 6 = 291.67, deviation 17.078.
    const deviation = Math.sqrt(875 / 3);
    expectNear(
      toTensorData([two], CHANNELS_LAST, PREWHITENING),
      [-25, -15, -5, 5, 15, 25].map((value) => value / deviation),
    );
  });

  test('the order of the colours only moves the values', () => {
    const deviation = Math.sqrt(875 / 3);
    expectNear(
      toTensorData([two], { layout: 'NCHW', colorOrder: 'BGR' }, PREWHITENING),
      [-5, 25, -15, 15, -25, 5].map((value) => value / deviation),
    );
  });

  test('each crop is whitened by itself', () => {
    const brighter = paint(2, 1, (x) => (x === 0 ? [110, 120, 130] : [140, 150, 160]));
    const values = toTensorData([two, brighter], CHANNELS_FIRST, PREWHITENING);
    expectNear(values.slice(6), [...values.slice(0, 6)]);
  });

  test('a crop of one colour comes out as zeros', () => {
    const values = toTensorData([paintGrey(4, 4, () => 200)], CHANNELS_FIRST, PREWHITENING);
    expectNear(
      values,
      Array.from({ length: 48 }, () => 0),
    );
  });

  test('a deviation below 1/sqrt(n) counts as that, and n counts channels too', () => {
    // 30 x 40 pixels make n = 3600 values, of which one is 101 and the others 100: the mean is 100 + 1/3600, the deviation
    // sqrt(3599) / 3600 = 0.016664, just below 1/60 = 0.016667. With n = 1200 the limit would be 1/34.6.
    const almostGrey = paint(40, 30, (x, y) => [x === 0 && y === 0 ? 101 : 100, 100, 100]);
    const values = toTensorData([almostGrey], CHANNELS_LAST, PREWHITENING);
    expect(values[0]).toBeCloseTo((1 - 1 / 3600) * 60, 4);
    expect(values[1]).toBeCloseTo((-1 / 3600) * 60, 6);
  });
});

test('no crop, no numbers', () => {
  expect(toTensorData([], CHANNELS_FIRST, PREWHITENING)).toHaveLength(0);
});
