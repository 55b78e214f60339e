/**
 * @file The compact embedder is the network that its weights were trained for: face-api's own implementation agrees.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { parseEmbedderCard } from '../../src/recognition/model-card.ts';
import { openModelBrowser, type ModelBrowser } from './model-browser.ts';
import { SAMPLE_FACES } from './sample-faces.ts';

/** Float32 rounding, in another order of summation, through 29 layers; right matches differ by 0.3 and more. */
const MAX_DIFFERENCE = 1e-3;

const embedding = v.pipe(v.array(v.number()), v.length(128));
const comparisonSchema = v.object({
  expected: v.array(embedding),
  batched: v.array(embedding),
  single: embedding,
});

describe('compact.onnx and the network of face-api', { timeout: 240_000 }, () => {
  let browser: ModelBrowser | undefined;
  let comparison: v.InferOutput<typeof comparisonSchema>;

  beforeAll(async () => {
    await buildModels({ withOracles: true });
    browser = await openModelBrowser();
    const cardText = await readFile(new URL('../../models/oracles/compact.json', import.meta.url), 'utf8');
    const card = parseEmbedderCard(JSON.parse(cardText));
    comparison = v.parse(
      comparisonSchema,
      await browser.run('compact-oracle.ts', 'compareEmbedders', { card, faces: SAMPLE_FACES }),
    );
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
  });

  test('give the same embedding for every face', () => {
    expect(comparison.expected).toHaveLength(SAMPLE_FACES.length);
    expect(comparison.batched).toHaveLength(SAMPLE_FACES.length);
    const differences = comparison.expected.map((expected, index) =>
      maxDifference(expected, comparison.batched[index] ?? []),
    );
    expect(Math.max(...differences)).toBeLessThanOrEqual(MAX_DIFFERENCE);
  });

  test('the size of the batch does not matter', () => {
    expect(maxDifference(comparison.batched[0] ?? [], comparison.single)).toBeLessThanOrEqual(MAX_DIFFERENCE);
  });

  test('different people get embeddings that lie far apart', () => {
    const distances = comparison.batched.flatMap((left, index) =>
      comparison.batched.slice(index + 1).map((right) => distance(left, right)),
    );
    expect(Math.min(...distances)).toBeGreaterThan(100 * MAX_DIFFERENCE);
  });
});

function maxDifference(left: readonly number[], right: readonly number[]): number {
  return Math.max(...left.map((value, index) => Math.abs(value - (right[index] ?? Number.NaN))));
}

function distance(left: readonly number[], right: readonly number[]): number {
  return Math.hypot(...left.map((value, index) => value - (right[index] ?? Number.NaN)));
}
