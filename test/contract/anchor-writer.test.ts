/** @file The only writer of anchors, against storage: no lost update, no lost record. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAnchorWriter, type AnchorWriter } from '../../src/background/anchor-writer.ts';
import { readConfiguration } from '../../src/background/configuration.ts';
import { MAX_SAMPLES_PER_ANCHOR, type NewSample } from '../../src/core/gallery/anchor.ts';
import { readAnchors } from '../../src/platform/anchor-store.ts';
import { ANCHOR_RECORD_VERSION } from '../../src/protocol/anchor-record.ts';
import { DEFAULT_SETTINGS, configurationSchema } from '../../src/protocol/background-messages.ts';
import { parseMessage } from '../../src/protocol/schemas.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

const MINUTE_MS = 60_000;

let fake: FakeBrowser;
let writer: AnchorWriter;
let nowMs: number;
let changes: number;

beforeEach(() => {
  fake = installFakeBrowser();
  nowMs = 1_000_000;
  changes = 0;
  let lastId = 0;
  writer = createAnchorWriter({
    now: () => nowMs,
    newId: () => `id${String(++lastId)}`,
    onChanged: () => {
      changes++;
      return Promise.resolve();
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function sample(first = 0.1): NewSample {
  return {
    modelId: 'compact',
    embedding: Float32Array.of(first, -1 / 3),
    quality: 0.8,
    source: 'tab',
    cropUrl: 'data:image/jpeg;base64,AAAA',
  };
}

const samples = (count: number): NewSample[] => Array.from({ length: count }, (_, index) => sample(index));
const names = async () => (await readAnchors()).anchors.map(({ name }) => name);

/** The first number of each embedding of each anchor. */
async function firsts(): Promise<(number | undefined)[][]> {
  const { anchors } = await readAnchors();
  return anchors.map((anchor) => anchor.samples.map(({ embeddings }) => embeddings['compact']?.[0]));
}

describe('enroll', () => {
  test('a new name makes an anchor with its samples, float32 exact', async () => {
    const answer = await writer.enroll({ name: 'Ann', samples: [sample(0.1)] });
    expect(answer).toEqual({ anchorId: 'id1', name: 'Ann', isNew: true });
    const { anchors } = await readAnchors();
    expect(anchors).toEqual([
      {
        id: 'id1',
        name: 'Ann',
        createdAtMs: 1_000_000,
        isNeverNamed: false,
        samples: [
          {
            id: 'id2',
            enrolledAtMs: 1_000_000,
            source: 'tab',
            quality: 0.8,
            cropUrl: 'data:image/jpeg;base64,AAAA',
            embeddings: { compact: Float32Array.of(0.1, -1 / 3) },
          },
        ],
      },
    ]);
    expect(changes).toBe(1);
  });

  test('two pages at the same time under one name: one anchor with both samples', async () => {
    const [first, second] = await Promise.all([
      writer.enroll({ name: 'Ann', samples: [sample(1)] }),
      writer.enroll({ name: 'Ann', samples: [sample(2)] }),
    ]);
    expect(second).toEqual({ anchorId: first.anchorId, name: 'Ann', isNew: false });
    expect(await firsts()).toEqual([[1, 2]]);
  });

  test('ten at once lose nothing', async () => {
    await Promise.all(samples(10).map((one) => writer.enroll({ name: 'Ann', samples: [one] })));
    expect(await firsts()).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  });

  test('the same name in another case, or with spaces around it, joins and keeps the first spelling', async () => {
    await writer.enroll({ name: 'Ann Lee', samples: [sample()] });
    const answer = await writer.enroll({ name: '  aNN   lee ', samples: [sample()] });
    expect(answer).toMatchObject({ name: 'Ann Lee', isNew: false });
    expect(await names()).toEqual(['Ann Lee']);
  });

  test('an anchor that was chosen gets the samples, whatever was typed', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample(1)] });
    expect(await writer.enroll({ name: '', anchorId, samples: [sample(2)] })).toMatchObject({ name: 'Ann' });
    expect(await firsts()).toEqual([[1, 2]]);
  });

  test('an anchor that is gone is said to be, and no other is made in its place', async () => {
    await expect(writer.enroll({ name: 'Ann', anchorId: 'gone', samples: [sample()] })).rejects.toMatchObject(
      {
        code: 'anchor-missing',
      },
    );
    expect(await names()).toEqual([]);
  });

  test.for(['', '   ', '\u0000\u200e'])('the name %j is refused, and nothing is stored', async (name) => {
    await expect(writer.enroll({ name, samples: [sample()] })).rejects.toMatchObject({ code: 'name-empty' });
    expect(fake.storedKeys()).toEqual([]);
    expect(changes).toBe(0);
  });

  test('HTML is kept as the text that it is', async () => {
    await writer.enroll({ name: '<img src=x onerror=alert(1)>', samples: [sample()] });
    expect(await names()).toEqual(['<img src=x onerror=alert(1)>']);
  });

  test('500 characters are cut to 60, and the cut name is found again', async () => {
    await writer.enroll({ name: 'x'.repeat(500), samples: [sample(1)] });
    await writer.enroll({ name: 'X'.repeat(400), samples: [sample(2)] });
    expect(await names()).toEqual(['x'.repeat(60)]);
    expect(await firsts()).toEqual([[1, 2]]);
  });

  test('the samples are capped: the oldest go', async () => {
    await writer.enroll({ name: 'Ann', samples: samples(15) });
    await writer.enroll({ name: 'Ann', samples: samples(10).map((_, index) => sample(100 + index)) });
    const [kept] = await firsts();
    expect(kept).toHaveLength(MAX_SAMPLES_PER_ANCHOR);
    expect(kept?.[0]).toBe(5);
    expect(kept?.at(-1)).toBe(109);
  });
});

describe('rename', () => {
  test('changes the name and nothing else', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample(1)] });
    const [before] = (await readAnchors()).anchors;
    nowMs += MINUTE_MS;
    expect(await writer.rename(anchorId, '  Anna\u202e ')).toEqual({ name: 'Anna' });
    expect((await readAnchors()).anchors).toEqual([{ ...before, name: 'Anna' }]);
  });

  test('an empty name is refused, and the old one stays', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample()] });
    await expect(writer.rename(anchorId, ' \n ')).rejects.toMatchObject({ code: 'name-empty' });
    expect(await names()).toEqual(['Ann']);
  });

  test('an anchor that is gone is said to be', async () => {
    await expect(writer.rename('gone', 'Ann')).rejects.toMatchObject({ code: 'anchor-missing' });
  });

  test('at the same time as an enrollment neither is lost', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample(1)] });
    await Promise.all([
      writer.enroll({ name: 'Ann', samples: [sample(2)] }),
      writer.rename(anchorId, 'Anna'),
      writer.enroll({ name: 'Anna', samples: [sample(3)] }),
    ]);
    expect(await names()).toEqual(['Anna']);
    expect(await firsts()).toEqual([[1, 2, 3]]);
  });
});

describe('delete and restore', () => {
  test('a deleted anchor is in the bin, whole, and comes back as it was', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample(1), sample(2)] });
    const before = (await readAnchors()).anchors;
    nowMs += 1000;
    await writer.bin(anchorId);
    const binned = await readAnchors();
    expect(binned.anchors).toEqual([]);
    expect(binned.binned).toEqual([{ ...before[0], deletedAtMs: nowMs }]);
    await writer.restore(anchorId);
    const restored = await readAnchors();
    expect(restored.anchors).toEqual(before);
    expect(restored.binned).toEqual([]);
  });

  test('the latest deleted comes first in the bin', async () => {
    const ann = await writer.enroll({ name: 'Ann', samples: [sample()] });
    const bob = await writer.enroll({ name: 'Bob', samples: [sample()] });
    await writer.bin(ann.anchorId);
    nowMs += 1;
    await writer.bin(bob.anchorId);
    expect((await readAnchors()).binned.map(({ name }) => name)).toEqual(['Bob', 'Ann']);
  });

  test('the name of a deleted anchor is free: enrolling it makes a new one', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample(1)] });
    await writer.bin(anchorId);
    expect(await writer.enroll({ name: 'Ann', samples: [sample(2)] })).toMatchObject({ isNew: true });
    expect(await firsts()).toEqual([[2]]);
  });

  test.for(['bin', 'restore'] as const)('%s of an anchor that is not there says so', async (change) => {
    await expect(writer[change]('gone')).rejects.toMatchObject({ code: 'anchor-missing' });
  });

  test('the bin is emptied after five minutes, not before', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample()] });
    await writer.bin(anchorId);
    nowMs += 5 * MINUTE_MS;
    await writer.emptyBin();
    expect((await readAnchors()).binned).toHaveLength(1);
    nowMs += 1;
    await writer.emptyBin();
    expect(fake.storedKeys()).toEqual([]);
    await expect(writer.restore(anchorId)).rejects.toMatchObject({ code: 'anchor-missing' });
  });

  test('emptying the bin touches no anchor that is in use', async () => {
    await writer.enroll({ name: 'Ann', samples: [sample()] });
    nowMs += 60 * MINUTE_MS;
    await writer.emptyBin();
    expect(await names()).toEqual(['Ann']);
  });

  test('emptying a bin in which nothing has expired is no change, and tells nobody of one', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample()] });
    await writer.bin(anchorId);
    changes = 0;
    await writer.emptyBin();
    expect(changes).toBe(0);
  });

  test('a damaged record in the bin does not stay for ever', async () => {
    fake.store('bin:broken', { deletedAtMs: nowMs, anchor: { version: 1, id: 'broken' } });
    nowMs += 6 * MINUTE_MS;
    await writer.setDamagedAside();
    await writer.emptyBin();
    expect(fake.storedKeys('bin:')).toEqual([]);
  });
});

describe('a failing disk', () => {
  const QUOTA = new Error('QUOTA_BYTES quota exceeded');

  test('enrolling says storage-failed and leaves the old record', async () => {
    await writer.enroll({ name: 'Ann', samples: [sample(1)] });
    const before = fake.stored('anchor:id1');
    fake.storageFailure = QUOTA;
    await expect(writer.enroll({ name: 'Ann', samples: [sample(2)] })).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(fake.stored('anchor:id1')).toEqual(before);
  });

  test('deleting says storage-failed and loses nothing', async () => {
    const { anchorId } = await writer.enroll({ name: 'Ann', samples: [sample(1)] });
    fake.storageFailure = QUOTA;
    await expect(writer.bin(anchorId)).rejects.toMatchObject({ code: 'storage-failed' });
    expect(await names()).toEqual(['Ann']);
  });

  test('a failure holds up nobody who comes after it', async () => {
    fake.storageFailure = QUOTA;
    const failing = writer.enroll({ name: 'Ann', samples: [sample(1)] }).catch(() => {
      fake.storageFailure = undefined;
    });
    await failing;
    await writer.enroll({ name: 'Bob', samples: [sample(2)] });
    expect(await names()).toEqual(['Bob']);
  });
});

describe('embeddings by another model', () => {
  beforeEach(async () => {
    // Ann is id1 with the samples id2 and id3.
    await writer.enroll({ name: 'Ann', samples: [sample(1), sample(2)] });
    changes = 0;
  });

  const embedded = (...sampleIds: string[]) =>
    sampleIds.map((sampleId, index) => ({ sampleId, embedding: Float32Array.of(7, 0.1 + index) }));
  const add = (anchorId: string, ...sampleIds: string[]) =>
    writer.addEmbeddings({ anchorId, modelId: 'facenet', embeddings: embedded(...sampleIds) });
  const ofAnn = async () => (await readAnchors()).anchors[0]?.samples.map(({ embeddings }) => embeddings);

  test('lie beside those that are there, float32 exact, and everything else stays', async () => {
    const [before] = (await readAnchors()).anchors;
    await add('id1', 'id3', 'id2');
    const [after] = (await readAnchors()).anchors;
    expect(await ofAnn()).toEqual([
      { compact: Float32Array.of(1, -1 / 3), facenet: Float32Array.of(7, 1.1) },
      { compact: Float32Array.of(2, -1 / 3), facenet: Float32Array.of(7, 0.1) },
    ]);
    const withoutEmbeddings = (anchor: typeof before) => ({
      ...anchor,
      samples: anchor?.samples.map((one) => ({ ...one, embeddings: {} })),
    });
    expect(withoutEmbeddings(after)).toEqual(withoutEmbeddings(before));
  });

  test('nobody is told before recognition needs them', async () => {
    await add('id1', 'id2');
    expect(changes).toBe(0);
  });

  test('of a sample that is gone are passed over, and the others are kept', async () => {
    await add('id1', 'gone', 'id3');
    const [first, second] = (await ofAnn()) ?? [];
    expect(first).not.toHaveProperty('facenet');
    expect(second).toHaveProperty('facenet', Float32Array.of(7, 1.1));
  });

  test('of an anchor that is gone, or in the bin, make no anchor', async () => {
    await writer.bin('id1');
    const before = fake.stored('bin:id1');
    await add('id1', 'id2');
    await add('gone', 'id2');
    expect(fake.storedKeys()).toEqual(['bin:id1']);
    expect(fake.stored('bin:id1')).toEqual(before);
  });

  test('made again replace those of the same model only', async () => {
    await add('id1', 'id2');
    await writer.addEmbeddings({
      anchorId: 'id1',
      modelId: 'facenet',
      embeddings: [{ sampleId: 'id2', embedding: Float32Array.of(5) }],
    });
    expect((await ofAnn())?.[0]).toEqual({
      compact: Float32Array.of(1, -1 / 3),
      facenet: Float32Array.of(5),
    });
  });

  test('at the same time as an enrollment and a new name nothing is lost', async () => {
    await Promise.all([
      writer.enroll({ name: 'Ann', samples: [sample(3)] }),
      add('id1', 'id2', 'id3'),
      writer.rename('id1', 'Anna'),
      writer.enroll({ name: 'Anna', samples: [sample(4)] }),
    ]);
    expect(await names()).toEqual(['Anna']);
    expect(await firsts()).toEqual([[1, 2, 3, 4]]);
    expect((await ofAnn())?.map((embeddings) => Object.keys(embeddings).sort())).toEqual([
      ['compact', 'facenet'],
      ['compact', 'facenet'],
      ['compact'],
      ['compact'],
    ]);
  });

  test('that cannot be stored say so, and the record stays', async () => {
    const before = fake.stored('anchor:id1');
    fake.storageFailure = new Error('QUOTA_BYTES quota exceeded');
    await expect(add('id1', 'id2')).rejects.toMatchObject({ code: 'storage-failed' });
    expect(fake.stored('anchor:id1')).toEqual(before);
  });

  test('a model that is forgotten leaves every sample, also in the bin, and the others stay', async () => {
    await add('id1', 'id2', 'id3');
    nowMs += 1;
    const { anchorId } = await writer.enroll({ name: 'Bob', samples: [sample(5)] });
    const [bobsSample] = (await readAnchors()).anchors.find(({ id }) => id === anchorId)?.samples ?? [];
    await add(anchorId, bobsSample?.id ?? '');
    await writer.bin('id1');
    const binnedAt = nowMs;
    nowMs += MINUTE_MS;
    changes = 0;
    await writer.forgetModel('facenet');
    const { anchors, binned } = await readAnchors();
    expect(anchors.map(({ samples: all }) => all.map(({ embeddings }) => embeddings))).toEqual([
      [{ compact: Float32Array.of(5, -1 / 3) }],
    ]);
    expect(binned).toMatchObject([{ id: 'id1', name: 'Ann', deletedAtMs: binnedAt }]);
    expect(binned[0]?.samples.map(({ embeddings }) => embeddings)).toEqual([
      { compact: Float32Array.of(1, -1 / 3) },
      { compact: Float32Array.of(2, -1 / 3) },
    ]);
    expect(changes).toBe(1);
  });

  test('forgetting a model that knows nobody writes nothing', async () => {
    const written: unknown[] = [];
    fake.onStorageChanged.addListener((keys) => written.push(keys));
    await writer.forgetModel('facenet');
    expect(written).toEqual([]);
  });

  test('a sample that only this model had embedded keeps its picture, for the next one', async () => {
    await writer.forgetModel('compact');
    expect(await ofAnn()).toEqual([{}, {}]);
    expect((await readAnchors()).anchors[0]?.samples[0]?.cropUrl).toMatch(/^data:image/u);
  });
});

describe('damaged records', () => {
  const damaged = { version: 1, id: 'broken', name: 'Bob', createdAtMs: 5, samples: 'none' };

  beforeEach(async () => {
    await writer.enroll({ name: 'Ann', samples: [sample(1)] });
    fake.store('anchor:broken', damaged);
  });

  test('are reported, and the others keep working', async () => {
    const { anchors, damaged: reported } = await readAnchors();
    expect(anchors.map(({ name }) => name)).toEqual(['Ann']);
    expect(reported).toEqual([{ key: 'anchor:broken' }]);
    await writer.enroll({ name: 'Ann', samples: [sample(2)] });
    expect(await firsts()).toEqual([[1, 2]]);
  });

  test('are set aside untouched, once, and stay reported', async () => {
    await writer.setDamagedAside();
    await writer.setDamagedAside();
    expect(fake.storedKeys()).toEqual(['anchor:id1', 'aside:anchor:broken']);
    expect(fake.stored('aside:anchor:broken')).toEqual(damaged);
    expect((await readAnchors()).damaged).toEqual([{ key: 'aside:anchor:broken' }]);
  });

  test('that were set aside are erased on request, and nothing else', async () => {
    await writer.setDamagedAside();
    fake.store('anchor:new-damage', { version: 1 });
    await writer.forgetDamaged();
    expect(fake.storedKeys()).toEqual(['anchor:id1', 'anchor:new-damage']);
    expect((await readAnchors()).damaged).toEqual([{ key: 'anchor:new-damage' }]);
  });

  test('of a later version are set aside as well, not overwritten', async () => {
    const later = { version: ANCHOR_RECORD_VERSION + 1, id: 'later', people: [] };
    fake.store('anchor:later', later);
    await writer.setDamagedAside();
    expect(fake.stored('aside:anchor:later')).toEqual(later);
  });

  test.for<[string, Record<string, unknown>]>([
    ['an embedding beyond float32', { embeddings: { compact: [1e39] } }],
    ['a key that is too long', { embeddings: { ['m'.repeat(81)]: [1] } }],
  ])('%s spoils only its own anchor, not the configuration of all', async ([, change]) => {
    const good = fake.stored('anchor:id1') as { samples: object[] };
    fake.store('anchor:odd', {
      ...good,
      id: 'odd',
      name: 'Odd',
      samples: [{ ...good.samples[0], ...change }],
    });
    const configuration = structuredClone(await readConfiguration());
    const parsed = parseMessage(configurationSchema, configuration);
    expect(parsed?.anchors.map(({ name }) => name)).toContain('Ann');
  });

  test('more samples than are ever kept spoil only their own anchor', async () => {
    const good = fake.stored('anchor:id1') as { samples: object[] };
    const many = Array.from({ length: 70 }, () => good.samples[0]);
    fake.store('anchor:many', { ...good, id: 'many', name: 'Many', samples: many });
    const configuration = structuredClone(await readConfiguration());
    const parsed = parseMessage(configurationSchema, configuration);
    expect(parsed?.anchors.map(({ name }) => name)).toContain('Ann');
  });

  test('keys of other parts of the product are no anchors', async () => {
    fake.store('settings', { strictness: 0.3 });
    fake.store('sites', ['https://example.org']);
    const { anchors, damaged: reported } = await readAnchors();
    expect(anchors).toHaveLength(1);
    expect(reported).toEqual([{ key: 'anchor:broken' }]);
  });
});

describe('configuration', () => {
  test('carries names and embeddings, never pictures, and passes its own schema', async () => {
    await writer.enroll({ name: 'Ann', samples: [sample(1), sample(2)] });
    fake.store('settings', { strictness: 0.3 });
    const configuration = structuredClone(await readConfiguration());
    expect(parseMessage(configurationSchema, configuration)).toEqual(configuration);
    expect(configuration).toMatchObject({
      settings: { strictness: 0.3 },
      anchors: [
        {
          anchorId: 'id1',
          name: 'Ann',
          samples: [
            { embeddings: { compact: Float32Array.of(1, -1 / 3) } },
            { embeddings: { compact: Float32Array.of(2, -1 / 3) } },
          ],
        },
      ],
    });
    expect(JSON.stringify(configuration)).not.toContain('data:image');
  });

  test('its revision grows with each reading', async () => {
    const [first, second, third] = [
      await readConfiguration(),
      await readConfiguration(),
      await readConfiguration(),
    ];
    expect(second.revision).toBeGreaterThan(first.revision);
    expect(third.revision).toBeGreaterThan(second.revision);
  });

  test('unreadable settings count as the default', async () => {
    fake.store('settings', { strictness: 'very' });
    expect((await readConfiguration()).settings).toEqual(DEFAULT_SETTINGS);
  });
});
