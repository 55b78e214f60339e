/** @file The result of compared pairs, at the default of a card. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { judgeFor } from '../../../scripts/eval/decision.ts';
import { createPairScorer } from '../../../scripts/eval/pair-score.ts';
import { describePairs } from '../../../scripts/eval/verification.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';

const compact = parseEmbedderCard(
  JSON.parse(await readFile(new URL('../../../models/oracles/compact.json', import.meta.url), 'utf8')),
);
const { maxDistance } = compact.thresholds.euclidean;
const { minSimilarity } = compact.thresholds.cosine;

test('the default threshold is the card’s, and decides', () => {
  const result = describePairs(
    [
      { isGenuine: true, distance: maxDistance - 0.1 },
      { isGenuine: true, distance: maxDistance + 0.1 },
      { isGenuine: false, distance: maxDistance + 0.05 },
      { isGenuine: false, distance: maxDistance - 0.05 },
    ],
    compact,
    'euclidean',
  );
  expect(result).toMatchObject({
    pairs: 4,
    accuracyAtDefault: 0.5,
    falseAccepts: 1,
    falseRejects: 1,
    auc: 0.5,
  });
  expect(result.default).toMatchObject({
    modelId: 'compact',
    metric: 'euclidean',
    thresholdKind: 'maxDistance',
    threshold: maxDistance,
    genuine: 2,
    impostor: 2,
  });
  expect(result.default['marginToNearestImpostor']).toBeCloseTo(-0.05, 6);
});

test('by cosine, thresholds are similarities', () => {
  const judge = judgeFor(compact, 'cosine');
  expect(judge.threshold).toEqual({ minSimilarity });
  expect(judge.inCardTerms(judge.limits.enterMaxDistance)).toBeCloseTo(minSimilarity, 12);
  const [a, b] = [Float32Array.from([2, 0]), Float32Array.from([0.6, 0.8])];
  expect(judge.inCardTerms(createPairScorer(compact, 'cosine').distance(a, b))).toBeCloseTo(0.6, 6);
});

test('by cosine, the margin to the nearest impostor is one of similarities too', () => {
  const distance = Math.sqrt(2 - 2 * (minSimilarity - 0.01));
  const result = describePairs([{ isGenuine: false, distance }], compact, 'cosine');
  expect(result.default).toMatchObject({ thresholdKind: 'minSimilarity', threshold: minSimilarity });
  expect(result.default['marginToNearestImpostor']).toBeCloseTo(0.01, 6);
});
