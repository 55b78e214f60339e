/** @file Leaving the neighborhood: by hand, against the definition, and what it does to strangers of one kind. */
import { describe, expect, test } from 'vitest';
import { euclideanDistance } from '../../../../src/core/embedding/embedding.ts';
import { toUnitLength } from '../../../../src/core/embedding/metric.ts';
import { leaveNeighborhood } from '../../../../src/core/embedding/neighborhoods.ts';
import { repeatableNoise } from '../../pictures.ts';

const of = (...values: number[]) => Float32Array.from(values);

test('one center is taken away whole, and the rest has unit length', () => {
  const left = leaveNeighborhood(of(3, 4, 0), { centers: [of(0.6, 0, 0)], sharpness: 10, share: 1 });
  expect([...left]).toEqual([0, 1, 0]);
});

test('of two centers each is taken away by its share', () => {
  const centers = [of(0.5, 0), of(0, 0.5)];
  const [x, y] = toUnitLength(of(2, 1));
  const [first, second] = [Math.exp(4 * (x ?? 0)), Math.exp(4 * (y ?? 0))];
  const rest = [(x ?? 0) - (0.5 * first) / (first + second), (y ?? 0) - (0.5 * second) / (first + second)];
  const length = Math.hypot(...rest);
  const left = leaveNeighborhood(of(2, 1), { centers, sharpness: 4, share: 1 });
  expect(left[0]).toBeCloseTo((rest[0] ?? 0) / length, 6);
  expect(left[1]).toBeCloseTo((rest[1] ?? 0) / length, 6);
});

test('a share of it is taken away', () => {
  const left = leaveNeighborhood(of(0.6, 0.8), { centers: [of(0.6, 0.4)], sharpness: 10, share: 0.5 });
  // (0.6, 0.8) less half of (0.6, 0.4) is (0.3, 0.6).
  expect(left[0]).toBeCloseTo(0.3 / Math.hypot(0.3, 0.6), 6);
  expect(left[1]).toBeCloseTo(0.6 / Math.hypot(0.3, 0.6), 6);
});

test('the length of an embedding does not matter, and it stays as it is', () => {
  const embedding = of(3, 4, 5);
  const neighborhoods = { centers: [of(0.1, 0.2, 0.3), of(0.3, 0, 0)], sharpness: 10, share: 1 };
  const once = leaveNeighborhood(embedding, neighborhoods);
  const [more, less] = [leaveNeighborhood(of(30, 40, 50), neighborhoods), [...embedding]];
  for (const [index, value] of once.entries()) expect(more[index]).toBeCloseTo(value, 6);
  expect(less).toEqual([3, 4, 5]);
});

test.for<[string, Float32Array]>([
  ['an embedding of zeros', of(0, 0)],
  ['one that is a center', of(0.5, 0)],
  ['a huge one', of(1e30, 1e30)],
])('%s gives finite numbers', ([, embedding]) => {
  const left = leaveNeighborhood(embedding, { centers: [of(0.5, 0), of(0, 0)], sharpness: 10, share: 1 });
  expect(left.every(Number.isFinite)).toBe(true);
});

describe('two kinds of strangers, one of which the network hardly tells apart', () => {
  const random = repeatableNoise();
  const normal = (): number => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random();
    return sum;
  };
  const DIMENSION = 64;
  const direction = () => Float32Array.from({ length: DIMENSION }, normal);
  const mix = (shared: Float32Array, part: number) =>
    toUnitLength(
      toUnitLength(direction()).map(
        (value, i) => value * Math.sqrt(1 - part) + (shared[i] ?? 0) * Math.sqrt(part),
      ),
    );
  const [rare, common] = [toUnitLength(direction()), toUnitLength(direction())];
  const rareFaces = Array.from({ length: 60 }, () => mix(rare, 0.4));
  const commonFaces = Array.from({ length: 60 }, () => mix(common, 0.05));
  const meanOf = (faces: readonly Float32Array[]) =>
    Float32Array.from({ length: DIMENSION }, (_, i) =>
      faces.reduce((sum, face) => sum + (face[i] ?? 0) / faces.length, 0),
    );
  const neighborhoods = { centers: [meanOf(rareFaces), meanOf(commonFaces)], sharpness: 10, share: 1 };
  const nearest = (faces: readonly Float32Array[]) => {
    const distances = faces.flatMap((one, index) =>
      faces.slice(index + 1).map((other) => euclideanDistance(one, other)),
    );
    return distances.sort((a, b) => a - b)[20] ?? 0;
  };
  const left = (faces: readonly Float32Array[]) =>
    faces.map((face) => leaveNeighborhood(face, neighborhoods));

  test('lie equally far apart afterwards', () => {
    expect(nearest(commonFaces) - nearest(rareFaces)).toBeGreaterThan(0.15);
    expect(Math.abs(nearest(left(commonFaces)) - nearest(left(rareFaces)))).toBeLessThan(0.05);
  });
});
