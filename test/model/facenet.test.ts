/**
 * @file The converted FaceNet is the network that Keras would run: with synthetic weights, on real crops.
 */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSyntheticWeights } from '../../models/build/facenet/synthetic-weights.ts';
import { convertFacenet } from '../../models/facenet.ts';
import { toUnitLength } from '../../src/core/embedding/metric.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';
import { parseEmbedderCard } from '../../src/recognition/model-card.ts';
import { cutSampleFaces } from './facenet-crops.ts';
import { embedWithKeras } from './facenet-keras.ts';
import { embedWithOnnx } from './facenet-onnx.ts';
import { SAMPLE_FACES } from './sample-faces.ts';

/** Float32 rounding, in another order of summation, through 100 layers. Found: 5e-6. */
const MAX_DIFFERENCE = 1e-4;
/** What 8 bits per weight may cost. */
const MIN_SMALL_SIMILARITY = 0.999;
/**
 * Different crops have to be told apart, or the comparisons above would mean little. Random weights leave the two
 * nearest of the crops at 0.9900; the small form stays above 0.999.
 */
const MAX_SIMILARITY_OF_TWO = 0.995;

describe.each([
  { dimension: 128, crops: SAMPLE_FACES.length },
  { dimension: 512, crops: 3 },
] as const)('FaceNet with $dimension numbers', { timeout: 60_000 }, ({ dimension, crops: count }) => {
  let folder: string;
  let expected: Float32Array[];
  let full: Float32Array[];
  let small: Float32Array[];
  const bytes = { full: 0, small: 0 };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nametag-facenet-'));
    const crops: readonly Pixels[] = await cutSampleFaces(SAMPLE_FACES.slice(0, count));
    const weights = path.join(folder, 'weights.h5');
    await writeSyntheticWeights(weights, { seed: dimension, dimension });
    const files = await convertFacenet({ dimension, weights, outDir: folder });
    const card = parseEmbedderCard(JSON.parse(await readFile(files.card, 'utf8')));
    expected = (await embedWithKeras(weights, dimension, crops)).map(toUnitLength);
    full = (await embedWithOnnx(files.full, card, crops)).embeddings.map(toUnitLength);
    small = (await embedWithOnnx(files.small, card, crops)).embeddings.map(toUnitLength);
    bytes.full = (await stat(files.full)).size;
    bytes.small = (await stat(files.small)).size;
  }, 60_000);

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test('gives what the Keras layers give', () => {
    expect(full.map(({ length }) => length)).toEqual(Array.from({ length: count }, () => dimension));
    const differences = expected.map((one, index) => maxDifference(one, full[index]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(MAX_DIFFERENCE);
  });

  test('keeps its embeddings in the small form', () => {
    expect(Math.min(...full.map((one, index) => similarity(one, small[index])))).toBeGreaterThanOrEqual(
      MIN_SMALL_SIMILARITY,
    );
    expect(bytes.small / bytes.full).toBeLessThan(0.26);
  });

  test('tells crops apart, even with synthetic weights', () => {
    const similarities = full.flatMap((left, index) =>
      full.slice(index + 1).map((right) => similarity(left, right)),
    );
    expect(Math.max(...similarities)).toBeLessThan(MAX_SIMILARITY_OF_TWO);
  });
});

function maxDifference(left: Float32Array, right: Float32Array | undefined): number {
  return Math.max(...left.map((value, index) => Math.abs(value - (right?.[index] ?? Number.NaN))));
}

/** Of vectors of unit length. */
function similarity(left: Float32Array, right: Float32Array | undefined): number {
  return left.reduce((sum, value, index) => sum + value * (right?.[index] ?? Number.NaN), 0);
}
