/** @file Limits are raised where the gallery's own people are too much alike for a network, and only there. */
import { describe, expect, test } from 'vitest';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import {
  calibrateThresholds,
  nearestPeople,
  raiseSimilarities,
  type TriedSample,
} from '../../../src/recognition/own-model/calibrate.ts';
import { draftCard } from '../../../src/recognition/own-model/draft-card.ts';

/** A sample whose similarity to another one is the cosine of their angles' difference. */
const at = (name: string, similarity: number): TriedSample => ({
  name,
  embedding: Float32Array.of(similarity, Math.sqrt(1 - similarity * similarity)),
});
const card = draftCard(
  { name: 'net.onnx', bytes: 1, sha256: 'a'.repeat(64) },
  {
    input: { name: 'x', layout: 'NCHW', width: 112, height: 112, isSizeOpen: false },
    output: { name: 'y', dimension: 512 },
  },
);
const LIMITS = { minSimilarity: 0.45, strictMinSimilarity: 0.55, lenientMinSimilarity: 0.38 };

describe('nearestPeople', () => {
  test('is the largest similarity of two who are not the same', () => {
    const samples = [at('Ann', 1), at('Ann', 0.99), at('Ben', 0.3)];
    expect(nearestPeople(samples)).toBeCloseTo(0.3 * 0.99 + Math.sqrt((1 - 0.09) * (1 - 0.9801)), 5);
  });

  test('two anchors of one name are one person', () => {
    expect(nearestPeople([at('Ann', 1), at('ann', 0.9)])).toBeUndefined();
    expect(nearestPeople([])).toBeUndefined();
  });
});

describe('raiseSimilarities', () => {
  test('leaves limits that keep everybody apart', () => {
    expect(raiseSimilarities(LIMITS, 0.4)).toBe(LIMITS);
    expect(raiseSimilarities(LIMITS, -0.2)).toBe(LIMITS);
  });

  test('puts the default 0.05 above the nearest two, and the others around it', () => {
    const raised = raiseSimilarities(LIMITS, 0.6);
    expect(raised.minSimilarity).toBeCloseTo(0.65, 10);
    expect(raised.strictMinSimilarity).toBeCloseTo(0.75, 10);
    expect(raised.lenientMinSimilarity).toBeCloseTo(0.625, 10);
  });

  test.for([0.41, 0.7, 0.9, 0.95, 0.99, 0.9999, 1])(
    'at %d they stay in order, above it, and below 1',
    (nearest) => {
      const { minSimilarity, strictMinSimilarity, lenientMinSimilarity } = raiseSimilarities(LIMITS, nearest);
      expect(lenientMinSimilarity).toBeGreaterThan(Math.min(nearest, 0.999) - (nearest < 0.45 ? 0.1 : 0));
      expect(minSimilarity).toBeGreaterThan(lenientMinSimilarity);
      expect(strictMinSimilarity).toBeGreaterThan(minSimilarity);
      expect(strictMinSimilarity).toBeLessThan(1);
    },
  );
});

describe('calibrateThresholds', () => {
  test('without two people the card stays as it is', () => {
    expect(calibrateThresholds(card, [at('Ann', 1), at('Ann', 0.9)])).toBe(card);
  });

  test('where they are far apart, too', () => {
    expect(calibrateThresholds(card, [at('Ann', 1), at('Ben', 0.2)])).toBe(card);
  });

  test('a raised card is a card, has both metrics alike, and says why', () => {
    const raised = calibrateThresholds(card, [at('Ann', 1), at('Ben', 0.8)]);
    expect(parseEmbedderCard(structuredClone(raised))).toEqual(raised);
    const { cosine, euclidean } = raised.thresholds;
    expect(cosine.minSimilarity).toBeCloseTo(0.85, 5);
    expect(euclidean.maxDistance).toBeCloseTo(Math.sqrt(2 - 2 * 0.85), 5);
    expect(cosine.reason).toContain(
      'Raised from 0.45: two different people of the gallery had a similarity of 0.800',
    );
    expect(euclidean.reason).toBe(cosine.reason);
  });
});
