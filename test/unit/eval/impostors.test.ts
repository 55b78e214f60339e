/** @file What strangers' distances are worth, on people who stand in a row. */
import { expect, test } from 'vitest';
import { describeImpostors, type PersonFace } from '../../../scripts/eval/impostors.ts';
import { euclideanDistance } from '../../../src/core/embedding/embedding.ts';

function facesOf(person: string, ...places: number[]): PersonFace[] {
  return places.map((place) => ({ person, face: { embedding: Float32Array.of(place) } }));
}

test('mean and deviation are those of pairs of different people', () => {
  const faces = [...facesOf('Ann', 0, 1), ...facesOf('Bob', 4)];
  expect(describeImpostors(faces, euclideanDistance)).toMatchObject({
    pairs: 2,
    people: 2,
    mean: 3.5,
    weight: 1,
    sampleCorrelation: null,
    nearestShare: null,
  });
  expect(describeImpostors(faces, euclideanDistance).deviation).toBeCloseTo(Math.SQRT1_2, 3);
});

test('pairs of the same two people that hardly differ are worth little more than one', () => {
  const close = [0, 0.01, 0.02, 0.03, 0.04];
  const at = (place: number) => close.map((one) => place + one);
  const faces = [...facesOf('Ann', ...at(0)), ...facesOf('Bob', ...at(3)), ...facesOf('Cy', ...at(10))];
  const { pairs, weight, sampleCorrelation } = describeImpostors(faces, euclideanDistance);
  expect(pairs).toBe(75);
  expect(weight).toBe(3);
  expect(sampleCorrelation).toBeGreaterThan(0.99);
});

test('how near a face comes is measured against the other faces of its own person', () => {
  const faces = [...facesOf('Ann', 0, 0, 0, 0, 0), ...facesOf('Bob', 4, 5, 5, 5, 5)];
  const { nearestShare, sharesBelow0_9, shares } = describeImpostors(faces, euclideanDistance);
  expect(nearestShare).toBeCloseTo(0.8, 12);
  expect(sharesBelow0_9).toBe(1);
  expect(shares).toBe(10);
});
