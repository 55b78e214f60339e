/** @file The card of a network that somebody brought: what follows from its shapes, and what is said about the rest. */
import { describe, expect, test } from 'vitest';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import { draftCard } from '../../../src/recognition/own-model/draft-card.ts';
import type { PictureInput } from '../../../src/recognition/own-model/graph-facts.ts';

const SHA256 = '0123456789abcdef'.repeat(4);

interface Draft extends Partial<PictureInput> {
  readonly file?: string;
  readonly output?: string;
}

function draft({ file = 'my net.onnx', output = 'out', ...input }: Draft = {}) {
  return draftCard(
    { name: file, bytes: 1000, sha256: SHA256 },
    {
      input: { name: 'x', layout: 'NCHW', width: 112, height: 112, isSizeOpen: false, ...input },
      output: { name: output, dimension: 512 },
    },
  );
}

const FACENET = { layout: 'NHWC', width: 160, height: 160 } as const;

describe('draftCard', () => {
  test('makes a card that the card’s own reader accepts, named after the file and its bytes', () => {
    const card = draft();
    expect(parseEmbedderCard(structuredClone(card))).toEqual(card);
    expect(card).toMatchObject({
      id: `own-${SHA256}`,
      title: 'my net',
      file: `own-${SHA256}.onnx`,
      bytes: 1000,
      sha256: SHA256,
      origin: { kind: 'own-file', file: 'my net.onnx' },
      output: { name: 'out', dimension: 512, isNormalized: true },
      metric: 'cosine',
    });
  });

  test.for([
    ['facenet.v2.onnx', 'facenet.v2'],
    ['\u202egnp.onnx', 'gnp'],
    ['.onnx', 'Own model'],
    ['net', 'net'],
    [`${'x'.repeat(90)}.onnx`, 'x'.repeat(60)],
  ] as const)('calls %j %j', ([file, title]) => {
    expect(draft({ file }).title).toBe(title);
  });

  test.for<[string, Draft]>([
    ['in TensorFlow’s order', FACENET],
    ['by the tutorial’s name of the input', { ...FACENET, layout: 'NCHW', name: 'image_input' }],
    [
      'as npm run models:facenet writes it',
      { ...FACENET, layout: 'NCHW', name: 'image', output: 'embedding' },
    ],
  ])('160 pixels %s: FaceNet with prewhitening', ([, facts]) => {
    expect(draft(facts)).toMatchObject({
      input: { colorOrder: 'RGB', width: 160, height: 160 },
      preprocessing: { kind: 'prewhitening' },
      crop: { kind: 'eyes', rightEye: [54, 62], leftEye: [106, 62] },
      thresholds: {
        cosine: { minSimilarity: 0.68, strictMinSimilarity: 0.76, lenientMinSimilarity: 0.6 },
        euclidean: { maxDistance: 0.8, strictMaxDistance: 0.693, lenientMaxDistance: 0.894 },
      },
    });
  });

  test('160 pixels in PyTorch’s order: as facenet-pytorch', () => {
    expect(draft({ width: 160, height: 160, name: 'input' })).toMatchObject({
      preprocessing: { kind: 'mean-and-scale', mean: [127.5, 127.5, 127.5], scale: 1 / 128 },
      crop: { rightEye: [54, 62], leftEye: [106, 62] },
      thresholds: { cosine: { minSimilarity: 0.68 } },
    });
  });

  test('112 pixels: as ArcFace, and its distances are those of its similarities', () => {
    const { preprocessing, crop, thresholds } = draft();
    expect(preprocessing).toEqual({ kind: 'mean-and-scale', mean: [127.5, 127.5, 127.5], scale: 1 / 128 });
    expect(crop).toEqual({
      kind: 'points',
      rightEye: [38.29, 51.7],
      leftEye: [73.53, 51.5],
      noseTip: [56.03, 71.74],
      rightMouthCorner: [41.55, 92.37],
      leftMouthCorner: [70.73, 92.2],
    });
    expect(thresholds.cosine).toMatchObject({
      minSimilarity: 0.45,
      strictMinSimilarity: 0.55,
      lenientMinSimilarity: 0.38,
    });
    expect(thresholds.euclidean.maxDistance).toBeCloseTo(Math.sqrt(2 - 2 * 0.45), 10);
  });

  test('anything else: a cautious guess with FaceNet’s eyes, at its own size', () => {
    const { crop, thresholds } = draft({ width: 96, height: 128 });
    expect(crop).toEqual({ kind: 'eyes', rightEye: [32.4, 49.6], leftEye: [63.6, 49.6] });
    expect(thresholds.cosine).toMatchObject({ minSimilarity: 0.6 });
  });

  test('every limit says where it is from', () => {
    for (const facts of [{}, FACENET, { width: 200, height: 200 }]) {
      const { cosine, euclidean } = draft(facts).thresholds;
      expect(cosine.reason).toMatch(/not measured here|guess/u);
      expect(euclidean.reason).toBe(cosine.reason);
    }
  });
});
