/** @file The service worker's entry: what it does whenever it wakes, and that it needs nothing from before. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/protocol/background-messages.ts';
import { NO_NOTICES } from '../../src/core/notices/notice-rules.ts';
import { readAnchors } from '../../src/platform/anchor-store.ts';
import { readCorrections } from '../../src/platform/correction-store.ts';
import { readNoticeRules } from '../../src/platform/notice-store.ts';
import { SENDERS, installFakeBrowser, type FakeBrowser, type FakeSender } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));
vi.mock('../../src/content/content-script.ts?script&iife', () => ({ default: 'content-script.js' }));

const SITE = 'https://example.org';

let fake: FakeBrowser;
let warnings: unknown[][];

beforeEach(() => {
  fake = installFakeBrowser();
  fake.tabs = [{ id: 7, url: `${SITE}/watch` }];
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((...values: unknown[]) => {
    warnings.push(values);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Runs the entry as after a sleep: no listener and no variable is left from before. */
async function wake(): Promise<void> {
  await start();
  await settle();
}

/** As `wake`, while everything that it began still goes on. */
async function start(): Promise<void> {
  for (const event of [fake.onMessage, fake.onConnect, fake.onAlarm, fake.onCommand, fake.onPermissionAdded])
    event.listeners.clear();
  fake.onPermissionRemoved.listeners.clear();
  vi.resetModules();
  await import('../../src/background/service-worker.ts');
}

/** Lets everything that was started come to rest: the fake answers in microtasks only. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
}

async function ask(type: string, payload: unknown, sender: FakeSender): Promise<unknown> {
  const { reply } = await fake.deliver({ target: 'background', type, payload }, sender);
  await settle();
  return reply;
}

const sample = {
  modelId: 'compact',
  embedding: Float32Array.of(0.25),
  quality: 0.9,
  source: 'tab',
  cropUrl: 'data:image/png,',
};
const enroll = (name: string) => ask('anchor.enroll', { name, samples: [sample] }, SENDERS.offscreen);
/** Gives the new anchor's id. */
const enrolled = async (name: string): Promise<string> =>
  ((await enroll(name)) as { value: { anchorId: string } }).value.anchorId;

interface Pushed {
  readonly type: string;
  readonly payload: { readonly revision: number; readonly anchors: readonly { readonly name: string }[] };
}

/** Of people and settings; the sites in force are told at each waking. */
const pushed = () => (fake.sentMessages as Pushed[]).filter(({ type }) => type !== 'sites.changed');

/** Wakes, and tells what was pushed meanwhile. */
async function pushedByWaking(): Promise<Pushed[]> {
  const before = pushed().length;
  await wake();
  return pushed().slice(before);
}

describe('waking', () => {
  test('closes storage to content scripts', async () => {
    await wake();
    expect(fake.storageAccess).toBe('TRUSTED_CONTEXTS');
  });

  test('registers the sites that are wanted and permitted', async () => {
    fake.store('sites', [SITE, 'https://not-permitted.example']);
    fake.granted.add(`${SITE}/*`);
    await wake();
    expect([...fake.registered.keys()]).toEqual([`site:${SITE}`]);
    expect(fake.injections).toEqual([{ tabId: 7, frameIds: [0], files: ['content-script.js'] }]);
  });

  test('sets damaged records aside and pushes the gallery', async () => {
    fake.store('anchor:broken', { version: 1 });
    await wake();
    expect(fake.storedKeys()).toEqual(['aside:anchor:broken']);
    expect(pushed().at(-1)).toMatchObject({ target: 'offscreen', type: 'configuration.changed' });
  });

  test('creates no offscreen document by itself', async () => {
    await wake();
    expect(fake.offscreenCreations).toBe(0);
  });

  test('sets the alarm for the bin, once, where somebody may have been left in it', async () => {
    await wake();
    expect([...fake.alarms.values()]).toEqual([{ name: 'empty-bin', periodInMinutes: 1 }]);
    const create = vi.spyOn(fake.api.alarms, 'create');
    await wake();
    expect(create).not.toHaveBeenCalled();
  });

  test('a failing disk is logged by its code alone, and it still answers', async () => {
    fake.store('anchor:broken', { version: 1, name: 'Ann' });
    fake.storageFailure = new Error('Ann does not fit');
    await wake();
    expect(warnings).toEqual([['Nametag: storage-failed']]);
    expect(await ask('recognizer.ensure', {}, SENDERS.content)).toEqual({ ok: true, value: {} });
  });
});

describe('answering', () => {
  beforeEach(wake);

  test('starts the recognizer for a content script', async () => {
    await ask('recognizer.ensure', {}, SENDERS.content);
    expect(fake.offscreenDocuments).toBe(1);
  });

  test('enrolls, pushes the changed gallery, and tells it when asked', async () => {
    expect(await enroll('Ann')).toMatchObject({ ok: true, value: { name: 'Ann', isNew: true } });
    expect(
      pushed()
        .at(-1)
        ?.payload.anchors.map(({ name }) => name),
    ).toEqual(['Ann']);
    expect(await ask('configuration.get', {}, SENDERS.offscreen)).toMatchObject({
      ok: true,
      value: { anchors: [{ name: 'Ann', samples: [{ embeddings: { compact: Float32Array.of(0.25) } }] }] },
    });
  });

  test('renames, deletes and restores for the popup, and pushes each change', async () => {
    const anchorId = await enrolled('Ann');
    expect(await ask('anchor.rename', { anchorId, name: 'Anna' }, SENDERS.popup)).toMatchObject({
      value: { name: 'Anna' },
    });
    await ask('anchor.delete', { anchorId }, SENDERS.popup);
    expect(pushed().at(-1)?.payload.anchors).toEqual([]);
    await ask('anchor.restore', { anchorId }, SENDERS.popup);
    expect(
      pushed()
        .at(-1)
        ?.payload.anchors.map(({ name }) => name),
    ).toEqual(['Anna']);
  });

  test('erases records that were set aside', async () => {
    fake.store('aside:anchor:broken', { version: 1 });
    expect(await ask('damaged.forget', {}, SENDERS.popup)).toEqual({ ok: true, value: {} });
    expect(fake.storedKeys()).toEqual([]);
  });

  test('erases also what it was about to set aside when the request woke it', async () => {
    fake.store('anchor:broken', { version: 1 });
    await start();
    expect(await ask('damaged.forget', {}, SENDERS.popup)).toEqual({ ok: true, value: {} });
    expect(fake.storedKeys()).toEqual([]);
  });

  test('stores the rules for notices, which pages read back', async () => {
    const rules = { ...NO_NOTICES, isOn: true, who: 'chosen' as const, anchorIds: ['a'], quietToMinute: 420 };
    expect(await ask('notices.set', rules, SENDERS.popup)).toEqual({ ok: true, value: {} });
    expect(await readNoticeRules()).toEqual(rules);
    fake.store('notices', { ...rules, who: 'a later version' });
    expect(await readNoticeRules()).toEqual(NO_NOTICES);
  });

  test('stores settings and pushes them', async () => {
    expect(await ask('settings.set', { strictness: 0.9 }, SENDERS.popup)).toEqual({ ok: true, value: {} });
    expect(fake.stored('settings')).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.9,
      modelId: null,
      metric: 'card',
    });
    expect(pushed().at(-1)).toMatchObject({
      target: 'offscreen',
      type: 'settings.changed',
      payload: { settings: { strictness: 0.9 } },
    });
    expect(pushed().at(-1)).not.toHaveProperty('payload.anchors');
  });

  test('a change of settings leaves the others as they are', async () => {
    await ask('settings.set', { modelId: 'facenet', metric: 'cosine' }, SENDERS.popup);
    await ask('settings.set', { strictness: 0.1 }, SENDERS.popup);
    expect(fake.stored('settings')).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.1,
      modelId: 'facenet',
      metric: 'cosine',
    });
  });

  test('gives the samples that a model lacks, takes their embeddings, and pushes nothing for them', async () => {
    const anchorId = await enrolled('Ann');
    const missing = { modelId: 'facenet' };
    expect(await ask('samples.missing', missing, SENDERS.offscreen)).toEqual({
      ok: true,
      value: { anchors: [{ anchorId, samples: 1 }] },
    });
    const crops = (await ask('samples.crops', { ...missing, anchorId }, SENDERS.offscreen)) as {
      value: { samples: { sampleId: string; cropUrl: string }[] };
    };
    expect(crops.value.samples).toMatchObject([{ cropUrl: sample.cropUrl }]);
    const before = pushed().length;
    const embeddings = crops.value.samples.map(({ sampleId }) => ({
      sampleId,
      embedding: Float32Array.of(3, 4),
    }));
    await ask('samples.embedded', { ...missing, anchorId, embeddings }, SENDERS.offscreen);
    expect(pushed()).toHaveLength(before);
    expect(await ask('samples.missing', missing, SENDERS.offscreen)).toEqual({
      ok: true,
      value: { anchors: [] },
    });
    expect(await ask('configuration.get', {}, SENDERS.offscreen)).toMatchObject({
      value: {
        anchors: [
          { samples: [{ embeddings: { compact: Float32Array.of(0.25), facenet: Float32Array.of(3, 4) } }] },
        ],
      },
    });
  });

  test('remembers which model is in use, over its sleep', async () => {
    expect(await ask('configuration.get', {}, SENDERS.offscreen)).toMatchObject({
      value: { activeModelId: null },
    });
    await ask('model.activate', { modelId: 'facenet', hasWayBack: true }, SENDERS.offscreen);
    await wake();
    expect(await ask('configuration.get', {}, SENDERS.offscreen)).toMatchObject({
      value: { activeModelId: 'facenet' },
    });
  });

  test('forgets a model: its embeddings, the choice of it and its use, and pushes that', async () => {
    await enroll('Ann');
    await ask('settings.set', { modelId: 'compact', strictness: 0.9 }, SENDERS.popup);
    await ask('model.activate', { modelId: 'compact', hasWayBack: true }, SENDERS.offscreen);
    expect(await ask('model.forget', { modelId: 'compact' }, SENDERS.offscreen)).toEqual({
      ok: true,
      value: {},
    });
    expect(pushed().at(-1)?.payload).toMatchObject({
      activeModelId: null,
      settings: { strictness: 0.9, modelId: null },
      anchors: [{ name: 'Ann', samples: [{ embeddings: {} }] }],
    });
  });

  test('corrects, for those who may ask, pushes each correction, and undoes it', async () => {
    // Each moment another one: anchors and corrections are in the order in which they were made.
    let nowMs = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => nowMs++);
    const [ann, bob] = [await enrolled('Ann'), await enrolled('Bob')];
    const word = { metric: 'euclidean', maxDistance: 0.1, minMargin: 0.01, looks: [], correctionIds: [] };
    const { modelId, embedding, quality, cropUrl } = sample;
    const face = { modelId, embedding, quality, cropUrl };
    const [bobsSample] = (await readAnchors()).anchors[1]?.samples ?? [];
    const samples = [sample];
    const said: [string, object, FakeSender][] = [
      ['correction.reject', { anchorId: ann, faces: [face] }, SENDERS.offscreen],
      ['correction.enroll', { kind: 'confirmed', name: '', anchorId: ann, samples, word }, SENDERS.offscreen],
      ['correction.enrollNeverNamed', { samples }, SENDERS.offscreen],
      ['correction.rename', { anchorId: ann, name: 'Anna' }, SENDERS.popup],
      ['anchor.neverName', { anchorId: bob, isNeverNamed: true }, SENDERS.popup],
      ['samples.move', { anchorId: bob, sampleIds: [bobsSample?.id], toAnchorId: ann }, SENDERS.popup],
      ['samples.remove', { anchorId: ann, sampleIds: [bobsSample?.id] }, SENDERS.popup],
      ['anchor.merge', { intoId: ann, fromIds: [bob] }, SENDERS.popup],
    ];
    const before = await readAnchors();
    const made: string[] = [];
    for (const [type, payload, sender] of said) {
      const answer = await ask(type, payload, sender);
      expect(answer, type).toMatchObject({ ok: true, value: { correctionId: expect.any(String) as string } });
      made.push((answer as { value: { correctionId: string } }).value.correctionId);
      for (const other of [SENDERS.content, SENDERS.stranger]) {
        expect(await ask(type, payload, other), type).not.toMatchObject({ ok: true });
      }
    }
    expect(pushed().at(-1)?.payload).toMatchObject({
      anchors: [{ name: 'Anna' }, { name: 'Never named 1', isNeverNamed: true }],
      rejections: [{ correctionId: made[0], anchorId: ann, name: 'Anna' }],
    });
    for (const correctionId of made.toReversed()) {
      expect(await ask('correction.undo', { correctionId }, SENDERS.popup)).toEqual({ ok: true, value: {} });
    }
    expect((await readAnchors()).anchors).toEqual(before.anchors);
    expect(pushed().at(-1)?.payload).toMatchObject({ rejections: [] });
    await wake();
    expect((await readCorrections()).filter(({ undoneAtMs }) => undoneAtMs !== undefined)).toHaveLength(8);
  });

  test('sets a damaged correction aside when the browser starts', async () => {
    fake.store('correction:broken', { version: 1 });
    fake.inSession.clear();
    await wake();
    expect(fake.storedKeys()).toEqual(['aside:correction:broken']);
  });

  test('switches a site on and off', async () => {
    fake.granted.add(`${SITE}/*`);
    await ask('site.set', { origin: SITE, isEnabled: true }, SENDERS.popup);
    expect(fake.registered.size).toBe(1);
    expect(await ask('sites.get', {}, SENDERS.offscreen)).toMatchObject({ value: { origins: [SITE] } });
    await ask('site.set', { origin: SITE, isEnabled: false }, SENDERS.popup);
    expect(fake.registered.size).toBe(0);
    expect(fake.granted.size).toBe(0);
  });

  test('shows the number of named faces, none as nothing, and survives a closed tab', async () => {
    await ask('badge.set', { tabId: 7, named: 3 }, SENDERS.offscreen);
    expect(fake.badges.get(7)).toBe('3');
    await ask('badge.set', { tabId: 7, named: 0 }, SENDERS.offscreen);
    expect(fake.badges.get(7)).toBe('');
    expect(await ask('badge.set', { tabId: 99, named: 3 }, SENDERS.offscreen)).toEqual({
      ok: true,
      value: {},
    });
  });
});

describe('events', () => {
  test('a permission that is taken away stops the site', async () => {
    fake.store('sites', [SITE]);
    fake.granted.add(`${SITE}/*`);
    await wake();
    fake.revoke(SITE);
    await settle();
    expect(fake.registered.size).toBe(0);
    expect(fake.sentMessages.at(-1)).toMatchObject({ type: 'sites.changed', payload: { origins: [] } });
    expect(fake.tabMessages).toEqual([]);
  });

  test('the alarm empties the bin after five minutes; other alarms do nothing', async () => {
    await wake();
    const anchorId = await enrolled('Ann');
    await ask('anchor.delete', { anchorId }, SENDERS.popup);
    const later = Date.now() + 5 * 60_000 + 1000;
    vi.spyOn(Date, 'now').mockReturnValue(later);
    fake.onAlarm.emit({ name: 'another' });
    await settle();
    expect(fake.storedKeys('bin:')).toHaveLength(1);
    fake.onAlarm.emit({ name: 'empty-bin' });
    await settle();
    expect(fake.storedKeys()).toEqual([]);
  });

  test('the alarm comes for as long as somebody is in the bin, and again with the next one', async () => {
    await wake();
    const [ann, bob] = [await enrolled('Ann'), await enrolled('Bob')];
    await ask('anchor.delete', { anchorId: ann }, SENDERS.popup);
    fake.onAlarm.emit({ name: 'empty-bin' });
    await settle();
    expect([...fake.alarms.keys()]).toEqual(['empty-bin']);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 5 * 60_000 + 1000);
    fake.onAlarm.emit({ name: 'empty-bin' });
    await settle();
    expect(fake.alarms.size).toBe(0);
    await ask('anchor.delete', { anchorId: bob }, SENDERS.popup);
    expect([...fake.alarms.keys()]).toEqual(['empty-bin']);
  });

  test('the alarm reads nobody who is not in the bin', async () => {
    await wake();
    await enroll('Ann');
    const get = vi.spyOn(fake.api.storage.local, 'get');
    fake.onAlarm.emit({ name: 'empty-bin' });
    await settle();
    expect(get.mock.calls.flat(2).filter((key) => String(key).startsWith('anchor:'))).toEqual([]);
  });
});

describe('after it was stopped', () => {
  test('with nothing new it tells the settings alone', async () => {
    await wake();
    await enroll('Ann');
    expect(await pushedByWaking()).toMatchObject([{ type: 'settings.changed' }]);
  });

  test('before it could tell of a change, it tells of all when it wakes', async () => {
    await wake();
    await enroll('Ann');
    fake.inSession.set('told', false);
    expect(await pushedByWaking()).toMatchObject([
      { type: 'configuration.changed', payload: { anchors: [{ name: 'Ann' }] } },
    ]);
  });

  test('in a browser that was closed meanwhile it tells of all', async () => {
    await wake();
    await enroll('Ann');
    fake.inSession.clear();
    expect(await pushedByWaking()).toMatchObject([{ type: 'configuration.changed' }]);
  });

  test('it knows everything again, and its revisions go on growing', async () => {
    await wake();
    await enroll('Ann');
    const before = pushed().at(-1)?.payload.revision ?? Infinity;
    await wake();
    await enroll('Bob');
    const after = pushed().at(-1)?.payload;
    expect(new Set(after?.anchors.map(({ name }) => name))).toEqual(new Set(['Ann', 'Bob']));
    expect(after?.revision).toBeGreaterThan(before);
  });

  test('it does not create a second offscreen document', async () => {
    await wake();
    await ask('recognizer.ensure', {}, SENDERS.content);
    await wake();
    await ask('recognizer.ensure', {}, SENDERS.content);
    expect(fake.offscreenCreations).toBe(1);
  });

  test('it injects nothing twice', async () => {
    fake.store('sites', [SITE]);
    fake.granted.add(`${SITE}/*`);
    await wake();
    await wake();
    expect(fake.injections).toHaveLength(1);
  });
});

describe('a surface about a face', () => {
  const SURFACE = 'src/ui/popup/index.html';

  beforeEach(async () => {
    await wake();
    fake.tabs = [
      { id: 7, url: `${SITE}/watch` },
      { id: 8, url: `${SITE}/other`, isBehind: true },
    ];
  });

  test('is the popup, which is the usual one again afterwards', async () => {
    await ask('face.open', { tabId: 7, face: '1/2/3' }, SENDERS.offscreen);
    expect(fake.surfaces).toEqual([`${SURFACE}?face=1%2F2%2F3`]);
    expect(fake.popups.get(7)).toBe(SURFACE);
  });

  test('is a window where the browser opens no popup', async () => {
    fake.canOpenPopup = false;
    await ask('face.open', { tabId: 7, face: '1/2/3' }, SENDERS.offscreen);
    expect(fake.surfaces).toEqual([expect.stringContaining(`${SURFACE}?tab=7&face=1%2F2%2F3`)]);
    expect(fake.popups.get(7)).toBe(SURFACE);
  });

  test('does not open for a tab that nobody sees', async () => {
    await ask('face.open', { tabId: 8, face: '1/2/3' }, SENDERS.offscreen);
    expect(fake.surfaces).toEqual([]);
  });

  test('opens by the keyboard command, about the largest face', async () => {
    fake.onCommand.emit('something-else', { id: 7 });
    fake.onCommand.emit('name-faces', undefined);
    fake.onCommand.emit('name-faces', { id: 7 });
    await settle();
    expect(fake.surfaces).toEqual([`${SURFACE}?face=largest`]);
  });
});
