/**
 * @file The committed model cards are valid, and a wrong card is refused by the name of what is wrong.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ModelCardError, parseDetectorCard, parseEmbedderCard } from '../../../src/recognition/model-card.ts';

const detector = await readCard('detector-full-range');
const embedder = await readCard('compact');

describe('parseDetectorCard', () => {
  test.for(['detector-full-range', 'detector-short-range'])('accepts %s', async (id) => {
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
    ['a score above one', withThresholds(detector, { minDetectionScore: 1.5 }), /minDetectionScore/],
    [
      'an address without https',
      withOrigin(detector, { url: 'http://example.org' }),
      /origin\.url: expected an https/,
    ],
    ['a score without its reason', withThresholds(detector, { reasons: {} }), /reasons\.minDetectionScore/],
  ] as const)('refuses %s', ([, card, problem]) => {
    expect(() => parseDetectorCard(card)).toThrow(ModelCardError);
    expect(() => parseDetectorCard(card)).toThrow(problem);
  });
});

describe('parseEmbedderCard', () => {
  test('accepts compact', () => {
    expect(parseEmbedderCard(embedder)).toMatchObject({
      id: 'compact',
      input: { shape: [null, 3, 150, 150] },
      output: { dimension: 128 },
    });
  });

  test('compact puts the eyes 8 % closer together than the best targets of a plain alignment', () => {
    const { rightEye, leftEye } = parseEmbedderCard(embedder).alignment;
    expect(leftEye[0] - rightEye[0]).toBeCloseTo(0.92 * (100.3 - 47.7), 6);
    expect((leftEye[0] + rightEye[0]) / 2).toBeCloseTo((100.3 + 47.7) / 2, 6);
    expect([rightEye[1], leftEye[1]]).toEqual([47.1, 47.1]);
  });

  test.for([
    ['a card of another kind', detector, /kind/],
    [
      'a number that is not finite',
      withThresholds(embedder, { maxDistance: Number.NaN }),
      /thresholds\.maxDistance/,
    ],
    [
      'thresholds out of order',
      withThresholds(embedder, { strictMaxDistance: 0.9 }),
      /strictMaxDistance <= maxDistance/,
    ],
    [
      'a shape that contradicts the size',
      withInput({ shape: [null, 3, 160, 160] }),
      /input\.shape disagrees/,
    ],
    ['a fixed batch', withInput({ shape: [1, 3, 150, 150] }), /input\.shape\.0/],
    ['a crop of another size', withAlignment({ width: 160 }), /alignment and input differ/],
    [
      'eyes the wrong way round',
      withAlignment({ rightEye: [98, 47], leftEye: [50, 47] }),
      /right one at the smaller x/,
    ],
    ['an eye outside the crop', withAlignment({ leftEye: [151, 47] }), /inside the crop/],
    ['another metric', { ...embedder, metric: 'cosine' }, /metric/],
    ['an unknown preprocessing', { ...embedder, preprocessing: { kind: 'none' } }, /preprocessing/],
  ] as const)('refuses %s', ([, card, problem]) => {
    expect(() => parseEmbedderCard(card)).toThrow(ModelCardError);
    expect(() => parseEmbedderCard(card)).toThrow(problem);
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

function withAlignment(changes: Card): Card {
  return withPart(embedder, 'alignment', changes);
}
