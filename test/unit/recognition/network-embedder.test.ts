/** @file An embedder out of any network: what goes in, what is made of what comes out, and networks that break their card's word. */
import { describe, expect, test } from 'vitest';
import compactCard from '../../../models/oracles/compact.json' with { type: 'json' };
import type { Pixels } from '../../../src/core/image/pixels.ts';
import { parseEmbedderCard, type EmbedderCard } from '../../../src/recognition/model-card.ts';
import { embedderOf, type OpenNetwork } from '../../../src/recognition/network-embedder.ts';

const compact = parseEmbedderCard(compactCard);

/** Two pixels wide, so that a mirror image is easy to tell; two numbers out. */
function cardWith(changes: Partial<EmbedderCard> = {}): EmbedderCard {
  return {
    ...compact,
    input: { ...compact.input, width: 2, height: 1 },
    output: { ...compact.output, dimension: 2 },
    preprocessing: { kind: 'mean-and-scale', mean: [0, 0, 0], scale: 1 },
    ...changes,
  };
}

function networkOf(
  answer: (input: Float32Array) => Float32Array,
  layout: OpenNetwork['layout'] = 'NHWC',
): OpenNetwork & { readonly inputs: Float32Array[]; readonly closed: () => number } {
  const inputs: Float32Array[] = [];
  let closed = 0;
  return {
    layout,
    threads: 1,
    inputs,
    run(input) {
      inputs.push(input.slice());
      return Promise.resolve(answer(input));
    },
    close() {
      closed++;
      return Promise.resolve();
    },
    closed: () => closed,
  };
}

/** Of other colours, so that the order of channels tells. */
const crop: Pixels = { width: 2, height: 1, data: Uint8ClampedArray.of(10, 5, 0, 255, 0, 0, 20, 255) };

test.for([
  ['NHWC', [10, 5, 0, 0, 0, 20]],
  ['NCHW', [10, 0, 5, 0, 0, 20]],
] as const)(
  'a crop goes in as the network wants it, whatever the card says: %s',
  async ([layout, expected]) => {
    const network = networkOf(() => Float32Array.of(1, 2), layout);
    const embedder = await embedderOf(network, cardWith());
    expect(await embedder.embed(crop)).toEqual(Float32Array.of(1, 2));
    expect(network.inputs.slice(-1).flatMap((input) => [...input])).toEqual(expected);
  },
);

test('each crop has its own embedding', async () => {
  const network = networkOf((input) => Float32Array.of(input[0] ?? 0, 1));
  const embedder = await embedderOf(network, cardWith());
  const other: Pixels = { ...crop, data: crop.data.map((value) => value + 1) };
  expect(await embedder.embed(crop)).toEqual(Float32Array.of(10, 1));
  expect(await embedder.embed(other)).toEqual(Float32Array.of(11, 1));
});

test('averaged with its mirror image', async () => {
  const network = networkOf((input) => Float32Array.of(input[0] ?? 0, input[3] ?? 0));
  const embedder = await embedderOf(network, cardWith({ isMirrorAveraged: true }));
  expect(await embedder.embed(crop)).toEqual(Float32Array.of(5, 5));
});

test('scaled to unit length where the card asks for it', async () => {
  const card = cardWith({ output: { ...compact.output, dimension: 2, isNormalized: true } });
  const embedder = await embedderOf(
    networkOf(() => Float32Array.of(3, 4)),
    card,
  );
  const embedding = await embedder.embed(crop);
  expect(Array.from(embedding).map((value) => value.toFixed(3))).toEqual(['0.600', '0.800']);
});

describe('a network that breaks its word is closed and refused', () => {
  test.for([
    ['another number of outputs', Float32Array.of(1, 2, 3)],
    ['no number', Float32Array.of(1, Number.NaN)],
  ] as const)('%s', async ([, answer]) => {
    const network = networkOf(() => answer);
    await expect(embedderOf(network, cardWith())).rejects.toMatchObject({ code: 'model-damaged' });
    expect(network.closed()).toBe(1);
  });
});

test('is warm when it is handed over, and closes its network', async () => {
  const network = networkOf(() => Float32Array.of(1, 2));
  const embedder = await embedderOf(network, cardWith());
  expect(network.inputs.length).toBeGreaterThan(1);
  expect(embedder).toMatchObject({ modelId: 'compact', dimension: 2, threads: 1 });
  await embedder.close();
  expect(network.closed()).toBe(1);
});
