/** @file Which looks become samples: the best, then the most different, and all of one person. */
import { describe, expect, test } from 'vitest';
import { areOneFace, chooseSamples } from '../../../../src/core/gallery/choose-samples.ts';

const look = (quality: number, ...numbers: number[]) => ({ quality, embedding: Float32Array.from(numbers) });

describe('chooseSamples', () => {
  test('starts with the best look', () => {
    const [poor, best, good] = [look(0.4, 0), look(0.9, 0.1), look(0.8, 0.2)];
    expect(chooseSamples([poor, best, good], 1)).toEqual([best]);
  });

  test('then takes the one farthest from those chosen, not the next best', () => {
    const best = look(0.9, 0);
    const twin = look(0.89, 0.01);
    const different = look(0.8, 0.3);
    expect(chooseSamples([best, twin, different], 2)).toEqual([best, different]);
  });

  test('measures the distance to the nearest of those chosen', () => {
    const [best, right, left] = [look(0.9, 0), look(0.8, 0.4), look(0.8, -0.3)];
    const nextToRight = look(0.8, 0.45);
    expect(chooseSamples([best, right, left, nextToRight], 3)).toEqual([best, nextToRight, left]);
  });

  test('weighs distance with quality: a poor outlier does not beat a good neighbour', () => {
    const [best, good, poor] = [look(0.9, 0), look(0.8, 0.2), look(0.3, 0.4)];
    // 0.2 * 0.8 = 0.16 against 0.4 * 0.3 = 0.12.
    expect(chooseSamples([best, good, poor], 2)).toEqual([best, good]);
  });

  test('never takes a look twice, and all of them when there are few', () => {
    const looks = [look(0.5, 1), look(0.5, 1), look(0.5, 1)];
    const chosen = chooseSamples(looks, 5);
    expect(chosen).toHaveLength(3);
    expect(new Set(chosen)).toEqual(new Set(looks));
  });

  test('leaves the list of candidates as it was', () => {
    const looks = [look(0.4, 0), look(0.9, 1)];
    const before = [...looks];
    chooseSamples(looks, 1);
    expect(looks).toEqual(before);
  });

  test('nothing from nothing', () => {
    expect(chooseSamples([], 5)).toEqual([]);
    expect(chooseSamples([look(1, 0)], 0)).toEqual([]);
  });
});

describe('areOneFace', () => {
  test('looks within the given distance of the best one are one face', () => {
    expect(areOneFace([look(0.5, 0.5), look(0.9, 0), look(0.6, -0.5)], 'euclidean', 0.5)).toBe(true);
  });

  test('one look farther away makes them two', () => {
    expect(areOneFace([look(0.5, 0.51), look(0.9, 0), look(0.6, 0.1)], 'euclidean', 0.5)).toBe(false);
  });

  test('the distance that is given counts', () => {
    const looks = [look(0.9, 0), look(0.5, 0.5)];
    expect(areOneFace(looks, 'euclidean', 0.49)).toBe(false);
    expect(areOneFace(looks, 'euclidean', 0.51)).toBe(true);
  });

  test('by cosine only the direction counts, and the distance is a chord', () => {
    // A quarter turn is a chord of 1.414; the length of an embedding says nothing.
    expect(areOneFace([look(0.9, 3, 0), look(0.5, 9, 0)], 'cosine', 0.1)).toBe(true);
    expect(areOneFace([look(0.9, 1, 0), look(0.5, 0, 9)], 'cosine', 1.41)).toBe(false);
    expect(areOneFace([look(0.9, 1, 0), look(0.5, 0, 9)], 'cosine', 1.42)).toBe(true);
  });

  test('no look is no contradiction', () => {
    expect(areOneFace([], 'euclidean', 0.5)).toBe(true);
  });

  test('a single look is one face', () => {
    expect(areOneFace([look(0.5, 3)], 'euclidean', 0.5)).toBe(true);
  });
});
