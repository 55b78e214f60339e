/**
 * @file The converted FaceNet is the published one: on five published crops it gives the published distances. Runs where
 * the weights are: downloaded by `npm start` or `npm run models:facenet`, or named by FACENET_ARRAYS.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { convertFacenet } from '../../models/facenet.ts';
import { toUnitLength } from '../../src/core/embedding/metric.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';
import { parseEmbedderCard } from '../../src/recognition/model-card.ts';
import { embedWithOnnx } from './facenet-onnx.ts';

const at = (place: string) => fileURLToPath(new URL(`../../${place}`, import.meta.url));

const WEIGHTS = [
  process.env['FACENET_ARRAYS'] ?? '',
  '../shared/facenet/nhwc',
  'models/downloads/facenet-nhwc',
]
  .map((place) => (place === '' || path.isAbsolute(place) ? place : at(place)))
  .find((place) => existsSync(path.join(place, 'Bottleneck_kernel_transpose.npy')));
const GOLDEN = at('../shared/facenet/golden');

/** The distances are published with six digits. Found: 9e-7. */
const MAX_DIFFERENCE = 1e-4;
/** What 8 bits per weight change in a distance near 1. Found: 0.0082. */
const MAX_SMALL_DIFFERENCE = 0.02;

const expectedSchema = v.object({ order: v.array(v.string()), distances: v.array(v.array(v.number())) });

describe('FaceNet with the published weights', { timeout: 120_000 }, () => {
  let folder = '';
  let published: number[] = [];
  const found = { full: [] as number[], small: [] as number[] };

  beforeAll(async () => {
    if (WEIGHTS === undefined || !existsSync(GOLDEN)) return;
    folder = await mkdtemp(path.join(tmpdir(), 'nametag-facenet-'));
    const files = await convertFacenet({ dimension: 512, weights: WEIGHTS, outDir: folder });
    const card = parseEmbedderCard(JSON.parse(await readFile(files.card, 'utf8')));
    const expected = v.parse(
      expectedSchema,
      JSON.parse(await readFile(path.join(GOLDEN, 'expected.json'), 'utf8')),
    );
    published = pairsOf(expected.order).map(([one, other]) => expected.distances[one]?.[other] ?? Number.NaN);
    const crops = await Promise.all(expected.order.map((name) => readPng(path.join(GOLDEN, `${name}.png`))));
    for (const form of ['full', 'small'] as const) {
      const embeddings = (await embedWithOnnx(files[form], card, crops)).embeddings.map(toUnitLength);
      found[form] = pairsOf(embeddings).map(([one, other]) => distance(embeddings[one], embeddings[other]));
    }
  }, 120_000);

  afterAll(async () => {
    if (folder !== '') await rm(folder, { recursive: true });
  });

  beforeEach(({ skip }) => {
    skip(WEIGHTS === undefined, 'the weights are not here: npm run models:facenet');
    skip(!existsSync(GOLDEN), 'the published crops are not here');
  });

  test('gives the ten published distances', () => {
    expect(found.full).toHaveLength(10);
    expect(largestDifference(found.full, published)).toBeLessThanOrEqual(MAX_DIFFERENCE);
  });

  test('keeps them in the small form, as far as 8 bits go', () => {
    expect(largestDifference(found.small, published)).toBeLessThanOrEqual(MAX_SMALL_DIFFERENCE);
  });
});

/** Positions of every two. */
function pairsOf(list: readonly unknown[]): (readonly [number, number])[] {
  return list.flatMap((_, one) => list.slice(one + 1).map((__, index) => [one, one + 1 + index] as const));
}

function distance(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (one === undefined || other === undefined) return Number.NaN;
  return Math.hypot(...one.map((value, index) => value - (other[index] ?? Number.NaN)));
}

function largestDifference(some: readonly number[], others: readonly number[]): number {
  return Math.max(...some.map((value, index) => Math.abs(value - (others[index] ?? Number.NaN))));
}

async function readPng(file: string): Promise<Pixels> {
  const { width, height, data } = PNG.sync.read(await readFile(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}
