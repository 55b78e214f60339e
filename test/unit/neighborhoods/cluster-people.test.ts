/** @file Clusters of drawn people are found again, and numbers of 16 bits read back. */
import { expect, test } from 'vitest';
import { clusterPeople } from '../../../scripts/neighborhoods/cluster-people.ts';
import { halfText } from '../../../scripts/neighborhoods/half-text.ts';
import { halfToFloat } from '../../../src/recognition/kernels/half-float.ts';
import { repeatableNoise } from '../pictures.ts';

const random = repeatableNoise();

/** Around the axis, in four dimensions, of any length. */
function near(axis: number): Float32Array {
  const vector = Float32Array.from({ length: 4 }, () => 0.3 * (random() - 0.5));
  vector[axis] = 1;
  return vector.map((value) => value * (1 + random()));
}

function crowd(sizes: readonly number[]): Map<string, Float32Array[]> {
  return new Map(
    sizes.flatMap((size, axis) =>
      Array.from({ length: size }, (_, index): [string, Float32Array[]] => [
        `${String(axis)}/${String(index)}`,
        Array.from({ length: 1 + (index % 3) }, () => near(axis)),
      ]),
    ),
  );
}

test('finds the kinds of people, and counts each person once', () => {
  const { centers, people, fewestPeople } = clusterPeople(crowd([30, 40]), {
    clusters: 2,
    fewestPeople: 20,
    random,
  });
  expect([people, fewestPeople]).toEqual([70, 30]);
  const axes = centers.map((center) => center.indexOf(Math.max(...center))).sort();
  expect(axes).toEqual([0, 1]);
  for (const center of centers) {
    expect(Math.hypot(...center)).toBeLessThan(1);
    expect(Math.hypot(...center)).toBeGreaterThan(0.95);
  }
});

test('leaves out centers that stand for few people', () => {
  const { centers, fewestPeople } = clusterPeople(crowd([30, 3]), { clusters: 2, fewestPeople: 20, random });
  expect(centers.length).toBeLessThanOrEqual(2);
  expect(fewestPeople).toBeGreaterThanOrEqual(20);
});

test.for([0, 1, -2, 0.5, 0.1, -0.033, 0.00031, 65504])('%d in 16 bits', (value) => {
  const bits = Buffer.from(halfText([Float32Array.of(value)]), 'base64').readUInt16LE();
  expect(Math.abs(halfToFloat(bits) - value)).toBeLessThanOrEqual(Math.abs(value) / 2048);
});
