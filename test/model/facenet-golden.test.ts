/**
 * @file FaceNet with its real weights knows a person again. Runs when FACENET_WEIGHTS names the public 128-d file; it is
 * too large to be fetched by a test.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { convertFacenet } from '../../models/facenet.ts';
import { toUnitLength } from '../../src/core/embedding/metric.ts';
import { parseEmbedderCard } from '../../src/recognition/model-card.ts';
import { SAME_PERSON, alignSampleFaces } from './facenet-crops.ts';
import { embedWithOnnx } from './facenet-onnx.ts';

const weights = process.env['FACENET_WEIGHTS'] ?? '';

describe('FaceNet with its real weights', { timeout: 120_000 }, () => {
  let folder = '';
  let full: Float32Array[] = [];
  let small: Float32Array[] = [];

  beforeAll(async () => {
    if (weights === '') return;
    folder = await mkdtemp(path.join(tmpdir(), 'nametag-facenet-'));
    const files = await convertFacenet({ dimension: 128, weights, outDir: folder });
    const card = parseEmbedderCard(JSON.parse(await readFile(files.card, 'utf8')));
    const crops = await alignSampleFaces(card);
    full = (await embedWithOnnx(files.full, card, crops)).embeddings.map(toUnitLength);
    small = (await embedWithOnnx(files.small, card, crops)).embeddings.map(toUnitLength);
  }, 120_000);

  afterAll(async () => {
    if (folder !== '') await rm(folder, { recursive: true });
  });

  beforeEach(({ skip }) => {
    skip(weights === '', 'FACENET_WEIGHTS does not name a weights file');
  });

  test('gives 128 finite numbers per face', () => {
    expect(full.length).toBeGreaterThan(SAME_PERSON.length);
    for (const embedding of full) {
      expect(embedding).toHaveLength(128);
      expect(embedding.every(Number.isFinite)).toBe(true);
    }
  });

  test.for(['full', 'small'] as const)('the %s form finds one person on two photos', (form) => {
    const embeddings = form === 'full' ? full : small;
    const [left, right] = SAME_PERSON.map((index) => embeddings[index]);
    const others = embeddings.filter((_, index) => !SAME_PERSON.some((one) => one === index));
    const toOthers = others.flatMap((other) => [similarity(left, other), similarity(right, other)]);
    expect(similarity(left, right)).toBeGreaterThan(Math.max(...toOthers));
  });

  test('the small form keeps the embeddings', () => {
    const similarities = full.map((embedding, index) => similarity(embedding, small[index]));
    expect(Math.min(...similarities)).toBeGreaterThanOrEqual(0.999);
  });
});

/** Of vectors of unit length. */
function similarity(left: Float32Array | undefined, right: Float32Array | undefined): number {
  if (left === undefined || right === undefined) return Number.NaN;
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? Number.NaN), 0);
}
