/** @file Which samples a model still has to embed, and their crops, against storage. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAnchorWriter, type AnchorWriter } from '../../src/background/anchor-writer.ts';
import { missingCrops, missingSamples } from '../../src/background/missing-embeddings.ts';
import type { NewSample } from '../../src/core/gallery/anchor.ts';
import { createChangeQueue } from '../../src/background/change-queue.ts';
import { createCorrectionKeeper } from '../../src/background/correction-keeper.ts';
import { parseCorrectionRecord, toCorrectionRecord } from '../../src/protocol/correction-record.ts';
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

/** "Not Ann", of two looks. */
function rejectAnn(): void {
  const face = (id: string) => ({
    id,
    cropUrl: `data:image/jpeg;base64,${id}`,
    quality: 0.8,
    embeddings: { compact: Float32Array.of(1) },
  });
  const record = toCorrectionRecord({
    id: 'c1',
    kind: 'not',
    madeAtMs: 1,
    anchorId: 'id1',
    name: 'Ann',
    otherNames: [],
    rejection: { faces: [face('f1'), face('f2')], against: { anchorId: 'id1', name: 'Ann' } },
    lifted: [],
    redirected: [],
  });
  fake.store('correction:c1', record);
}

test('what is not Ann comes before Ann: she may be named before all are embedded', async () => {
  rejectAnn();
  const { anchors } = await missingSamples('facenet');
  expect(anchors.map(({ anchorId }) => anchorId)).toEqual(['c1', 'id1', 'id4']);
});

test('what a gone model made of rejected faces goes where another one has embedded them, and only there', async () => {
  rejectAnn();
  const keeper = createCorrectionKeeper(createChangeQueue(() => Promise.resolve()));
  const embedded = { modelId: 'facenet', anchorId: 'c1' };
  await keeper.addEmbeddings({
    ...embedded,
    embeddings: [{ sampleId: 'f1', embedding: Float32Array.of(2, 3) }],
  });
  await keeper.forgetReplaced({ modelIds: ['compact'], replacedBy: 'facenet' });
  const faces = parseCorrectionRecord(fake.stored('correction:c1'))?.rejection?.faces;
  expect(faces?.map(({ id, embeddings }) => [id, Object.keys(embeddings)])).toEqual([
    ['f1', ['facenet']],
    ['f2', ['compact']],
  ]);
});

test('what a gone model made of samples goes likewise, and others’ embeddings stay', async () => {
  await embed('id1', 'id2');
  await writer.forgetReplaced({ modelIds: ['compact', 'facenet'], replacedBy: 'facenet' });
  const samples = ['id1', 'id4'].flatMap(
    (id) => (fake.stored(`anchor:${id}`) as { samples: { id: string; embeddings: object }[] }).samples,
  );
  expect(samples.map(({ id, embeddings }) => [id, Object.keys(embeddings)])).toEqual([
    ['id2', ['facenet']],
    ['id3', ['compact']],
    ['id5', ['compact']],
  ]);
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
