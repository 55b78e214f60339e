/** @file Which samples a model still has to embed, and their crops, against storage. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAnchorWriter, type AnchorWriter } from '../../src/background/anchor-writer.ts';
import { missingCrops, missingSamples } from '../../src/background/missing-embeddings.ts';
import type { NewSample } from '../../src/core/gallery/anchor.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

let fake: FakeBrowser;
let writer: AnchorWriter;

beforeEach(async () => {
  fake = installFakeBrowser();
  let [lastId, nowMs] = [0, 1_000_000];
  writer = createAnchorWriter({
    now: () => nowMs++,
    newId: () => `id${String(++lastId)}`,
    onChanged: () => Promise.resolve(),
  });
  // Ann is id1 with the samples id2 and id3, Bob id4 with id5.
  await writer.enroll({ name: 'Ann', samples: [sample('compact', 'a1'), sample('compact', 'a2')] });
  await writer.enroll({ name: 'Bob', samples: [sample('compact', 'b1')] });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function sample(modelId: string, picture: string): NewSample {
  const cropUrl = `data:image/jpeg;base64,${picture}`;
  return { modelId, embedding: Float32Array.of(1), quality: 0.8, source: 'tab', cropUrl };
}

const embed = (anchorId: string, ...sampleIds: string[]) =>
  writer.addEmbeddings({
    modelId: 'facenet',
    anchorId,
    embeddings: sampleIds.map((sampleId) => ({ sampleId, embedding: Float32Array.of(2, 3) })),
  });

test('a model that embedded everything misses nothing', async () => {
  expect(await missingSamples('compact')).toEqual({ anchors: [] });
  expect(await missingCrops('compact', 'id1')).toEqual({ samples: [] });
});

test('a new model misses everything, counted by anchor', async () => {
  expect(await missingSamples('facenet')).toEqual({
    anchors: [
      { anchorId: 'id1', samples: 2 },
      { anchorId: 'id4', samples: 1 },
    ],
  });
});

test('people who are never named come first: nobody else’s name may fall on them', async () => {
  const stored = fake.stored('anchor:id4') as object;
  fake.store('anchor:id4', { ...stored, isNeverNamed: true });
  const { anchors } = await missingSamples('facenet');
  expect(anchors.map(({ anchorId }) => anchorId)).toEqual(['id4', 'id1']);
});

test('the crops are those of one anchor, of the samples that it lacks', async () => {
  await embed('id1', 'id2');
  expect(await missingCrops('facenet', 'id1')).toEqual({
    samples: [{ sampleId: 'id3', cropUrl: 'data:image/jpeg;base64,a2' }],
  });
  expect(await missingSamples('facenet')).toMatchObject({
    anchors: [{ anchorId: 'id1', samples: 1 }, { anchorId: 'id4' }],
  });
});

test('an anchor is not named any more when it lacks none', async () => {
  await embed('id1', 'id2', 'id3');
  expect(await missingSamples('facenet')).toEqual({ anchors: [{ anchorId: 'id4', samples: 1 }] });
});

test('what lies in the bin is missed when it comes back, not before', async () => {
  await embed('id4', 'id5');
  await writer.bin('id1');
  expect(await missingSamples('facenet')).toEqual({ anchors: [] });
  expect(await missingCrops('facenet', 'id1')).toEqual({ samples: [] });
  await writer.restore('id1');
  expect(await missingSamples('facenet')).toEqual({ anchors: [{ anchorId: 'id1', samples: 2 }] });
});

test('of an anchor that is gone, or whose record is damaged, there are no crops', async () => {
  fake.store('anchor:broken', { version: 1, samples: [] });
  expect(await missingCrops('facenet', 'gone')).toEqual({ samples: [] });
  expect(await missingCrops('facenet', 'broken')).toEqual({ samples: [] });
});

test('a model whose id is the name of something every object has misses everything all the same', async () => {
  expect((await missingSamples('constructor')).anchors).toHaveLength(2);
});
