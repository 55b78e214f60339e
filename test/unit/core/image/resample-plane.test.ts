/** @file Scaling a channel where it lies. */
import { describe, expect, test } from 'vitest';
import { AxisShelf, makeAxis, type Plane } from '../../../../src/core/image/plane-axis.ts';
import { PlaneScaler } from '../../../../src/core/image/resample-plane.ts';

function planeOf(rows: readonly (readonly number[])[]): Plane {
  const width = rows[0]?.length ?? 0;
  return {
    data: Uint8Array.from(rows.flat()),
    offset: 0,
    stride: width,
    step: 1,
    width,
    height: rows.length,
  };
}

function scaled(plane: Plane, width: number, height: number, mostSamples: number): number[] {
  const target = new Uint8ClampedArray(width * height);
  const across = makeAxis(width, 0, plane.width, plane.width, mostSamples);
  const down = makeAxis(height, 0, plane.height, plane.height, mostSamples);
  new PlaneScaler().scale(plane, across, down, target);
  return [...target];
}

describe('an axis', () => {
  test.for([
    [7, 0, 7, 7],
    [4, 0, 20, 20],
    [5, -3.5, 12.25, 9],
    [256, 0, 1280, 1280],
    [3, 2.5, 1, 4],
    [10, 0, 3, 3],
  ] as const)('of %d values, from %d over %d of %d: weights add up to 1, inside the line', (args) => {
    const [count, from, size, length] = args;
    for (const mostSamples of [3, Infinity]) {
      const { sources, taps, weights } = makeAxis(count, from, size, length, mostSamples);
      expect(sources).toHaveLength(count * taps);
      for (let index = 0; index < count; index++) {
        const sum = weights.slice(index * taps, (index + 1) * taps).reduce((total, one) => total + one, 0);
        expect(sum).toBeCloseTo(1, 5);
        const places = [...sources.slice(index * taps, (index + 1) * taps)];
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(places[0]).toBeGreaterThanOrEqual(0);
        expect(places.at(-1)).toBeLessThan(length);
      }
    }
  });

  test('five to one takes three of each five, evenly spread', () => {
    const { taps, sources } = makeAxis(2, 0, 10, 10, 3);
    expect(taps).toBe(3);
    expect([...sources]).toEqual([0, 2, 4, 5, 7, 9]);
  });

  test('the shelf gives the same one again, and another one for anything else', () => {
    const shelf = new AxisShelf();
    const axis = shelf.take(4, 0, 20, 20, 3);
    expect(shelf.take(4, 0, 20, 20, 3)).toBe(axis);
    expect(shelf.take(4, 0, 20, 20, Infinity)).not.toBe(axis);
    for (let size = 1; size < 30; size++) shelf.take(4, 0, size, 40, 3);
    expect(shelf.take(4, 0, 20, 20, 3)).toEqual(axis);
  });
});

describe('scaling', () => {
  test('to the same size changes nothing', () => {
    const plane = planeOf([
      [1, 2, 3],
      [40, 50, 60],
    ]);
    expect(scaled(plane, 3, 2, 3)).toEqual([1, 2, 3, 40, 50, 60]);
    expect(scaled(plane, 3, 2, Infinity)).toEqual([1, 2, 3, 40, 50, 60]);
  });

  test('fine stripes become grey', () => {
    const stripes = planeOf(
      Array.from({ length: 12 }, () => Array.from({ length: 12 }, (_, x) => (x % 3 === 1 ? 240 : 0))),
    );
    for (const mostSamples of [3, Infinity]) {
      const grey = scaled(stripes, 4, 4, mostSamples);
      expect(Math.max(...grey)).toBeLessThan(130);
      expect(Math.min(...grey)).toBeGreaterThan(50);
    }
  });

  test('growing goes evenly from one value to the next, and stays at the last one', () => {
    expect(scaled(planeOf([[0, 100]]), 4, 1, 3)).toEqual([0, 25, 75, 100]);
  });

  test('finds its values between those of other channels, and behind other rows', () => {
    const plane: Plane = {
      data: Uint8Array.from([9, 9, 9, 1, 9, 2, 9, 9, 9, 3, 9, 4, 9, 9]),
      offset: 3,
      stride: 6,
      step: 2,
      width: 2,
      height: 2,
    };
    expect(scaled(plane, 2, 2, 3)).toEqual([1, 2, 3, 4]);
  });

  test.for([
    [9, 9, 2],
    [9, 6, 4],
    [18, 7, 6],
    [30, 8, 8],
  ] as const)('from %d values to %d each is the weighted mean of %d by %d', ([from, to, taps]) => {
    const values = Array.from({ length: from }, (_, y) =>
      Array.from({ length: from }, (_, x) => (x * x * 31 + y * 57 + x * y * 13) % 256),
    );
    const axis = makeAxis(to, 0, from, from, Infinity);
    expect(axis.taps).toBe(taps);
    const sumOf = (at: number, valueOf: (source: number) => number): number =>
      Array.from({ length: taps }, (_, tap) => at * taps + tap).reduce(
        (sum, tap) => sum + (axis.weights[tap] ?? 0) * valueOf(axis.sources[tap] ?? 0),
        0,
      );
    const means = Array.from({ length: to * to }, (_, index) =>
      sumOf(Math.floor(index / to), (y) => sumOf(index % to, (x) => values[y]?.[x] ?? 0)),
    );
    for (const [index, value] of scaled(planeOf(values), to, to, Infinity).entries())
      expect(Math.abs(value - (means[index] ?? 0))).toBeLessThanOrEqual(0.501);
  });

  test('one scaler serves planes of different sizes', () => {
    const scaler = new PlaneScaler();
    const run = (plane: Plane, size: number): number[] => {
      const target = new Uint8ClampedArray(size * size);
      const axis = makeAxis(size, 0, plane.width, plane.width, Infinity);
      scaler.scale(plane, axis, axis, target);
      return [...target];
    };
    const large = planeOf(Array.from({ length: 9 }, () => Array.from({ length: 9 }, () => 70)));
    const small = planeOf([
      [10, 10],
      [10, 10],
    ]);
    expect(run(large, 2)).toEqual([70, 70, 70, 70]);
    expect(run(small, 3)).toEqual(Array.from({ length: 9 }, () => 10));
    expect(run(large, 3)).toEqual(Array.from({ length: 9 }, () => 70));
  });
});
