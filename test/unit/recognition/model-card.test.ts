/**
 * @file The committed model cards are valid, and a wrong card is refused by the name of what is wrong.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { impostorsOf } from '../../../src/recognition/card-impostors.ts';
import {
  ModelCardError,
  parseDetectorCard,
  parseEmbedderCard,
  parseLandmarkerCard,
  thresholdsOf,
} from '../../../src/recognition/model-card.ts';

const detector = await readCard('detector-full-range');
const compact = await readCard('oracles/compact');
const landmarker = await readCard('landmarks');
/** As compact, with numbers that the cases below can lean on, wherever measuring moves those of the real card. */
const embedder: Card = {
  ...compact,
  crop: { kind: 'eyes', rightEye: [50, 47], leftEye: [98, 47] },
  thresholds: {
    euclidean: { strictMaxDistance: 0.46, maxDistance: 0.51, lenientMaxDistance: 0.56, reason: 'measured' },
    cosine: {
      strictMinSimilarity: 0.945,
      minSimilarity: 0.93,
      lenientMinSimilarity: 0.915,
      reason: 'measured',
    },
  },
};

const BOX = { kind: 'box', shape: 'stretched', factor: 1 };
const WEIGHTS = {
  kind: 'weights-file',
  url: 'https://example.org/weights',
  file: 'weights.h5',
  bytes: 7,
  sha256: 'a'.repeat(64),
};
const OWN = { kind: 'own-file', file: 'my model (1).onnx' };

describe('parseDetectorCard', () => {
  test('accepts the detector', async () => {
    const id = 'detector-full-range';
    expect(parseDetectorCard(await readCard(id))).toMatchObject({ id, kind: 'detector' });
  });

  test.for([
    ['a card of another kind', embedder, /kind/],
    ['an unknown field', { ...detector, colour: 'red' }, /colour/],
    ['a missing field', { ...detector, origin: undefined }, /origin/],
    [
      'a path instead of a file name',
      { ...detector, file: '../detector.tflite' },
      /file: expected a plain file name/,
    ],
    ['another file format', { ...detector, file: 'detector.onnx' }, /ends in \.tflite/],
    ['a short sha256', { ...detector, sha256: 'abc' }, /sha256: expected 64/],
    ['no bytes', { ...detector, bytes: 0 }, /bytes/],
    ['unknown kernels', { ...detector, network: 'other' }, /network/],
    ['cells of no size', { ...detector, cells: { stepPx: 0, reason: 'x' } }, /cells\.stepPx/],
    [
      'faint faces that score more than sure ones',
      withThresholds(detector, { faintDetectionScore: 0.6 }),
      /faintDetectionScore <= minDetectionScore/,
    ],
    ['a score above one', withThresholds(detector, { minDetectionScore: 1.5 }), /minDetectionScore/],
    [
      'an address without https',
      withOrigin(detector, { url: 'http://example.org' }),
      /origin\.url: expected an https/,
    ],
    ['the origin of an embedder', { ...detector, origin: OWN }, /origin\.kind/],
    ['a score without its reason', withThresholds(detector, { reasons: {} }), /reasons\.minDetectionScore/],
  ] as const)('refuses %s', ([, card, problem]) => {
    expect(() => parseDetectorCard(card)).toThrow(ModelCardError);
    expect(() => parseDetectorCard(card)).toThrow(problem);
  });
});

describe('parseLandmarkerCard', () => {
  test('accepts the face mesh', () => {
    expect(parseLandmarkerCard(landmarker)).toMatchObject({ id: 'face-mesh', view: { factor: 1.5 } });
  });

  test.for([
    ['a card of another kind', { ...landmarker, kind: 'detector' }, /kind/],
    ['a view of nothing', { ...landmarker, view: { factor: 0, reason: 'none' } }, /view\.factor/],
    ['a view without its reason', { ...landmarker, view: { factor: 1.5 } }, /view\.reason/],
    ['a score above one', withThresholds(landmarker, { minFaceScore: 1.5 }), /minFaceScore/],
    ['a score without its reason', withThresholds(landmarker, { reasons: {} }), /reasons\.minFaceScore/],
  ] as const)('refuses %s', ([, card, problem]) => {
    expect(() => parseLandmarkerCard(card)).toThrow(ModelCardError);
    expect(() => parseLandmarkerCard(card)).toThrow(problem);
  });
});

describe('parseEmbedderCard', () => {
  test('accepts compact', () => {
    expect(parseEmbedderCard(compact)).toMatchObject({
      id: 'compact',
      input: { layout: 'NCHW', colorOrder: 'RGB', width: 150, height: 150 },
      output: { dimension: 128 },
      metric: 'euclidean',
    });
  });

  test('compact puts the eyes level, and as far apart as the best targets of a plain alignment', () => {
    const { crop } = parseEmbedderCard(compact);
    if (crop.kind !== 'eyes') throw new Error('compact is aligned by the eyes');
    const { rightEye, leftEye } = crop;
    expect(leftEye[0] - rightEye[0]).toBeCloseTo(100.3 - 47.7, 6);
    expect([rightEye[1], leftEye[1]]).toEqual([47.1, 47.1]);
  });

  test.for([
    ['a card of another kind', detector, /kind/],
    [
      'a number that is not finite',
      withDistances({ maxDistance: Number.NaN }),
      /thresholds\.euclidean\.maxDistance/,
    ],
    [
      'thresholds out of order',
      withDistances({ strictMaxDistance: 0.9 }),
      /thresholds\.euclidean: expected strictMaxDistance <= maxDistance/,
    ],
    ['a lenient distance below the default', withDistances({ lenientMaxDistance: 0.5 }), /<= lenientMax/],
    ['a distance of nothing', withDistances({ strictMaxDistance: 0 }), /euclidean\.strictMaxDistance/],
    ['distances without their reason', withDistances({ reason: '' }), /euclidean\.reason/],
    [
      'similarities in the order of distances',
      withSimilarities({ strictMinSimilarity: 0.91, lenientMinSimilarity: 0.95 }),
      /thresholds\.cosine: expected strictMinSimilarity >= minSimilarity/,
    ],
    ['a strict similarity below the default', withSimilarities({ strictMinSimilarity: 0.9 }), />= minSim/],
    ['a lenient one above the default', withSimilarities({ lenientMinSimilarity: 0.94 }), />= lenientMin/],
    [
      'a similarity that only equals reach',
      withSimilarities({ strictMinSimilarity: 1 }),
      /strictMinSimilarity/,
    ],
    [
      'a similarity that everybody has',
      withSimilarities({ lenientMinSimilarity: -1 }),
      /lenientMinSimilarity/,
    ],
    ['similarities without their reason', withSimilarities({ reason: undefined }), /cosine\.reason/],
    ['no similarities', withThresholds(embedder, { cosine: undefined }), /thresholds\.cosine/],
    ['distances in the old place', withThresholds(embedder, { maxDistance: 0.5 }), /thresholds\.maxDistance/],
    ['an unknown layout', withInput({ layout: 'CHWN' }), /input\.layout/],
    ['an unknown colour order', withInput({ colorOrder: 'GRB' }), /input\.colorOrder/],
    ['a shape besides the layout', withInput({ shape: [null, 3, 150, 150] }), /input\.shape/],
    ['a width that is no whole number', withInput({ width: 150.5 }), /input\.width/],
    ['an input without a name', withInput({ name: ' ' }), /input\.name/],
    ['an output without values', withPart(embedder, 'output', { dimension: 0 }), /output\.dimension/],
    ['an output that may be normalised', withPart(embedder, 'output', { isNormalized: 1 }), /isNormalized/],
    [
      'eyes the wrong way round',
      withCrop({ rightEye: [98, 47], leftEye: [50, 47] }),
      /right one at the smaller x/,
    ],
    ['an eye outside the input', withCrop({ leftEye: [151, 47] }), /inside the input/],
    ['an eye below a lower input', withInput({ height: 47 }), /inside the input/],
    ['an eye without its height', withCrop({ leftEye: [98] }), /crop\.leftEye/],
    ['eyes and a box', withCrop({ factor: 1 }), /crop\.factor/],
    ['a box of an unknown shape', { ...embedder, crop: { ...BOX, shape: 'round' } }, /crop\.shape/],
    ['a box of no size', { ...embedder, crop: { ...BOX, factor: 0 } }, /crop\.factor/],
    ['a box with eyes', { ...embedder, crop: { ...BOX, leftEye: [98, 47] } }, /crop\.leftEye/],
    ['an unknown crop', { ...embedder, crop: { kind: 'whole' } }, /crop/],
    ['the alignment of an earlier card', { ...embedder, alignment: {} }, /alignment/],
    ['another metric', { ...embedder, metric: 'manhattan' }, /metric/],
    ['no word on mirroring', { ...embedder, isMirrorAveraged: undefined }, /isMirrorAveraged/],
    ['an unknown preprocessing', { ...embedder, preprocessing: { kind: 'none' } }, /preprocessing/],
    [
      'prewhitening with numbers, which it finds itself',
      { ...embedder, preprocessing: { kind: 'prewhitening', scale: 1 } },
      /preprocessing\.scale/,
    ],
    [
      'one mean for three channels',
      withPart(embedder, 'preprocessing', { mean: [127.5] }),
      /preprocessing\.mean/,
    ],
    ['a scale of nothing', withPart(embedder, 'preprocessing', { scale: 0 }), /preprocessing\.scale/],
    ['an unknown origin', { ...embedder, origin: { kind: 'found' } }, /origin/],
    ['an npm origin without its version', withOrigin(embedder, { version: undefined }), /origin\.version/],
    [
      'weights without their checksum',
      { ...embedder, origin: { ...WEIGHTS, sha256: undefined } },
      /origin\.sha256/,
    ],
    ['weights from http', { ...embedder, origin: { ...WEIGHTS, url: 'http://a.example' } }, /origin\.url/],
    [
      'an own file with an address',
      { ...embedder, origin: { ...OWN, url: 'https://a.example' } },
      /origin\.url/,
    ],
    ['an own file without its name', { ...embedder, origin: { ...OWN, file: '' } }, /origin\.file/],
    ['an id that would be a path', { ...embedder, id: '../compact' }, /kebab-case/],
    ['a file of a detector', { ...embedder, file: 'compact.tflite' }, /ends in \.onnx/],
  ] as const)('refuses %s', ([, card, problem]) => {
    expect(() => parseEmbedderCard(card)).toThrow(ModelCardError);
    expect(() => parseEmbedderCard(card)).toThrow(problem);
  });

  test.for<[string, Card]>([
    ['channels last', withInput({ layout: 'NHWC' })],
    ['blue first', withInput({ colorOrder: 'BGR' })],
    ['a picture that is not square', withInput({ width: 112, height: 96 })],
    ['prewhitening', { ...embedder, preprocessing: { kind: 'prewhitening' } }],
    ['the detector’s box, stretched', { ...embedder, crop: BOX }],
    ['the square around the box', { ...embedder, crop: { ...BOX, shape: 'square', factor: 1.3 } }],
    ['a box that is larger than any eyes', { ...withInput({ width: 20, height: 20 }), crop: BOX }],
    ['cosine', { ...embedder, metric: 'cosine' }],
    ['an output that is scaled to unit length', withPart(embedder, 'output', { isNormalized: true })],
    ['the mean with the mirror image', { ...embedder, isMirrorAveraged: true }],
    ['a converted weights file', { ...embedder, origin: WEIGHTS }],
    ['a file that the person brought', { ...embedder, origin: OWN }],
    [
      'three equal distances',
      withDistances({ strictMaxDistance: 0.5, maxDistance: 0.5, lenientMaxDistance: 0.5 }),
    ],
    ['similarities below zero', withSimilarities({ lenientMinSimilarity: -0.2 })],
  ])('accepts %s', ([, card]) => {
    expect(parseEmbedderCard(card)).toEqual(card);
  });

  test.for([undefined, null, 7, 'compact', []])('refuses %j, which is no card at all', (value) => {
    expect(() => parseEmbedderCard(value)).toThrow('Model card without an id is invalid.');
  });

  test('the error names the card', () => {
    expect(() => parseEmbedderCard({ ...embedder, bytes: -1 })).toThrow(
      'Model card "compact" is invalid. bytes: ',
    );
  });
});

describe('thresholdsOf', () => {
  test('gives distances as they are', () => {
    const card = withDistances({ strictMaxDistance: 0.4, maxDistance: 0.5, lenientMaxDistance: 0.7 });
    expect(thresholdsOf(parseEmbedderCard(card), 'euclidean')).toMatchObject({
      strictMaxDistance: 0.4,
      maxDistance: 0.5,
      lenientMaxDistance: 0.7,
    });
  });

  test('turns similarities into the chords between unit vectors, the strict one the shortest', () => {
    const card = withSimilarities({
      strictMinSimilarity: 0.875,
      minSimilarity: 0.5,
      lenientMinSimilarity: -0.125,
    });
    // sqrt(2 - 2 * 0.875) = 0.5, sqrt(2 - 1) = 1, sqrt(2.25) = 1.5; whichever metric the card prefers.
    expect(thresholdsOf(parseEmbedderCard(card), 'cosine')).toEqual({
      strictMaxDistance: 0.5,
      maxDistance: 1,
      lenientMaxDistance: 1.5,
    });
  });
});

describe('impostorsOf', () => {
  const { impostors, ...unmeasured } = embedder;

  test('gives what was measured, by metric', () => {
    const card = parseEmbedderCard(compact);
    expect(impostorsOf(card, 'euclidean')).toEqual(card.impostors?.euclidean);
    expect(impostorsOf(card, 'cosine')).toEqual(card.impostors?.cosine);
    expect(impostors).toBeDefined();
  });

  test('takes the default limit for 3.1 deviations below strangers where nothing was measured, and hardly believes it', () => {
    const { mean, deviation, weight, pairs } = impostorsOf(parseEmbedderCard(unmeasured), 'euclidean');
    expect(mean).toBeCloseTo(1.5 * 0.51, 12);
    expect(mean - 3.1 * deviation).toBeCloseTo(0.51, 12);
    expect([weight, pairs]).toEqual([100, 100]);
  });

  test('strangers of unit length lie at right angles at most', () => {
    const card = parseEmbedderCard(
      withThresholds(unmeasured, {
        cosine: {
          strictMinSimilarity: 0.5,
          minSimilarity: 0.4,
          lenientMinSimilarity: 0.3,
          reason: 'guessed',
        },
      }),
    );
    expect(impostorsOf(card, 'cosine').mean).toBeCloseTo(Math.SQRT2, 12);
  });

  test.for([
    ['no deviation', { mean: 0.8, deviation: 0, pairs: 9, weight: 9, people: 9 }],
    ['one person', { mean: 0.8, deviation: 0.1, pairs: 9, weight: 9, people: 1 }],
    ['half a pair', { mean: 0.8, deviation: 0.1, pairs: 0.5, weight: 9, people: 9 }],
  ] as const)('a card with %s is refused', ([, euclidean]) => {
    expect(() => parseEmbedderCard(withPart(compact, 'impostors', { euclidean }))).toThrow(
      'impostors.euclidean',
    );
  });
});

type Card = Readonly<Record<string, unknown>>;

async function readCard(id: string): Promise<Card> {
  const text = await readFile(new URL(`../../../models/${id}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Card;
}

function withPart(card: Card, part: string, changes: Card): Card {
  return { ...card, [part]: { ...(card[part] as Card), ...changes } };
}

function withThresholds(card: Card, changes: Card): Card {
  return withPart(card, 'thresholds', changes);
}

function withOrigin(card: Card, changes: Card): Card {
  return withPart(card, 'origin', changes);
}

function withInput(changes: Card): Card {
  return withPart(embedder, 'input', changes);
}

function withCrop(changes: Card): Card {
  return withPart(embedder, 'crop', changes);
}

function withDistances(changes: Card): Card {
  return withThresholds(embedder, withPart(embedder['thresholds'] as Card, 'euclidean', changes));
}

function withSimilarities(changes: Card): Card {
  return withThresholds(embedder, withPart(embedder['thresholds'] as Card, 'cosine', changes));
}
