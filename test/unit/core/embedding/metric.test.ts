/** @file The metrics' common space: unit vectors, chords, and that their order is the order of the similarities. */
import { describe, expect, test } from 'vitest';
import { euclideanDistance } from '../../../../src/core/embedding/embedding.ts';
import { chordOf, toMetricSpace, toUnitLength } from '../../../../src/core/embedding/metric.ts';
import { repeatableNoise } from '../../pictures.ts';

const vector = (...numbers: number[]) => Float32Array.from(numbers);

describe('toUnitLength', () => {
  test('keeps the direction', () => {
    expect(toUnitLength(vector(3, 0, -4))).toEqual(vector(0.6, 0, -0.8));
  });

  test('does not change what it was given', () => {
    const embedding = vector(3, 4);
    expect(toUnitLength(embedding)).not.toBe(embedding);
    expect(embedding).toEqual(vector(3, 4));
  });

  test('a long embedding comes out with a length of one, whatever its scale', () => {
    const noise = repeatableNoise();
    for (const scale of [1e-6, 1, 1e6]) {
      const unit = toUnitLength(Float32Array.from({ length: 512 }, () => scale * (noise() - 0.5)));
      expect(Math.hypot(...unit)).toBeCloseTo(1, 5);
    }
  });

  test('zeros stay zeros: there is no direction to keep, and no NaN', () => {
    expect(toUnitLength(vector(0, 0, 0))).toEqual(vector(0, 0, 0));
  });
});

describe('chordOf', () => {
  test.for([
    [1, 0],
    [0.875, 0.5],
    [0.5, 1],
    [0, Math.SQRT2],
    [-1, 2],
  ] as const)('a similarity of %d is a chord of %d', ([similarity, chord]) => {
    expect(chordOf(similarity)).toBeCloseTo(chord, 12);
  });

  test('rounding beyond 1 is a chord of nothing, not NaN', () => {
    expect(chordOf(1 + 1e-12)).toBe(0);
  });
});

describe('toMetricSpace', () => {
  test('euclidean: the embedding itself', () => {
    const embedding = vector(3, 4);
    expect(toMetricSpace(embedding, 'euclidean')).toBe(embedding);
  });

  test('cosine: L2 distance is the chord of the similarity, whatever the lengths were', () => {
    const [a, b] = [vector(1, 2, 2), vector(20, 0, -15)];
    // (20 - 30) / (3 * 25)
    const similarity = -10 / 75;
    const distance = euclideanDistance(toMetricSpace(a, 'cosine'), toMetricSpace(b, 'cosine'));
    expect(distance).toBeCloseTo(chordOf(similarity), 6);
  });

  test('cosine: the more similar one is always the nearer one, also where it was farther away', () => {
    const probe = vector(1, 0);
    const [far, near] = [vector(50, 1), vector(1, 1)];
    expect(euclideanDistance(probe, near)).toBeLessThan(euclideanDistance(probe, far));
    const distanceTo = (one: Float32Array) =>
      euclideanDistance(toMetricSpace(probe, 'cosine'), toMetricSpace(one, 'cosine'));
    expect(distanceTo(far)).toBeLessThan(distanceTo(near));
  });

  test('the order of cosines is the order of chords, over many pairs', () => {
    const noise = repeatableNoise(7);
    const embeddings = Array.from({ length: 40 }, () =>
      Float32Array.from({ length: 8 }, () => noise() - 0.5),
    );
    const [probe = vector(), ...others] = embeddings;
    const dot = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
    const cosine = (b: Float32Array) => dot(probe, b) / Math.sqrt(dot(probe, probe) * dot(b, b));
    const byCosine = others.toSorted((a, b) => cosine(b) - cosine(a));
    const chord = (b: Float32Array) =>
      euclideanDistance(toMetricSpace(probe, 'cosine'), toMetricSpace(b, 'cosine'));
    expect(others.toSorted((a, b) => chord(a) - chord(b))).toEqual(byCosine);
  });
});
