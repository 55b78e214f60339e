/**
 * @file Changing the model, from the choice to the exchange: the real offscreen parts and the real service worker, with
 * networks that are functions of a crop's address and wait when a test says so.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FaultError } from '../../src/core/errors/fault.ts';
import { Changeover } from '../../src/offscreen/changeover.ts';
import { Engine } from '../../src/offscreen/engine.ts';
import { Knowledge } from '../../src/offscreen/knowledge.ts';
import { ModelRegistry } from '../../src/offscreen/model-registry.ts';
import { takePush } from '../../src/offscreen/take-push.ts';
import { askBackground, onPush } from '../../src/platform/messenger.ts';
import { CONFIGURE } from '../../src/protocol/pushes.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';
import type { Embedder } from '../../src/recognition/workers/embedder.ts';
import { SENDERS, installFakeBrowser, type FakeBrowser } from './fake-browser.ts';
import { cardOf, installPackage } from './model-site.ts';
import { installPrivateFiles, type PrivateFiles } from './private-files.ts';

const workers = vi.hoisted(() => ({
  openEmbedder: undefined as ((card: EmbedderCard) => Promise<unknown>) | undefined,
  openDetector: undefined as ((onCrash: () => void) => Promise<unknown>) | undefined,
}));

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));
vi.mock('../../src/content/content-script.ts?script&iife', () => ({ default: 'content-script.js' }));
vi.mock('../../src/recognition/workers/embedder.ts', () => ({
  openEmbedder: ({ card }: { card: EmbedderCard }) => workers.openEmbedder?.(card),
}));
vi.mock('../../src/recognition/workers/detector.ts', () => ({
  openDetector: (_setup: unknown, onCrash: () => void) => workers.openDetector?.(onCrash),
}));

/** Lengths of embeddings, so that one by another model is noticed. */
const DIMENSIONS: Readonly<Record<string, number>> = { compact: 3, 'facenet-128': 4, mine: 2 };

interface Network {
  readonly modelId: string;
  isOpen: boolean;
}

let fake: FakeBrowser;
let files: PrivateFiles;
/** Networks in the order in which they were opened. */
let networks: Network[];
let detectors: { isOpen: boolean; crash: () => void }[];
/** `<model> <crop>` in the order in which they were embedded. */
let embedded: string[];
/** Models that cannot be opened. */
let broken: Set<string>;
/** Crops that are not pictures. */
let damaged: Set<string>;
/** Waits before a crop is embedded. */
let beforeEmbedding: (modelId: string, crop: string) => Promise<void> | void;
/** Waits before the service worker gets a request. */
let beforeRequest: (type: string, payload: Record<string, unknown>) => Promise<void> | void;

beforeEach(async () => {
  fake = installFakeBrowser();
  files = installPrivateFiles();
  installPackage([cardOf('compact', 3), cardOf('facenet-128', 4)]);
  [networks, detectors, embedded] = [[], [], []];
  [broken, damaged] = [new Set(), new Set()];
  beforeEmbedding = beforeRequest = () => undefined;
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  workers.openEmbedder = openEmbedder;
  workers.openDetector = openDetector;
  fake.answer = async (message) => {
    const { target, type, payload } = message as {
      target: string;
      type: string;
      payload: Record<string, unknown>;
    };
    if (target === 'background') await beforeRequest(type, payload);
    const sender = target === 'background' ? SENDERS.offscreen : SENDERS.background;
    return (await fake.deliver(message, sender)).reply;
  };
  await wakeServiceWorker();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function openEmbedder({ id }: EmbedderCard): Promise<Embedder> {
  await Promise.resolve();
  if (broken.has(id)) throw new FaultError('model-damaged', id);
  const network = { modelId: id, isOpen: true };
  networks.push(network);
  let end: (error: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (end = reject));
  ended.catch(() => undefined);
  return {
    threads: 1,
    lanes: 1,
    look: () => Promise.reject(new Error('no video here')),
    encode: () => Promise.reject(new Error('no video here')),
    embedSample: async (cropUrl) => {
      const crop = cropUrl.slice(cropUrl.indexOf(',') + 1);
      await Promise.race([beforeEmbedding(id, crop), ended]);
      embedded.push(`${id} ${crop}`);
      if (damaged.has(crop)) throw new FaultError('record-damaged', 'not a picture');
      return embeddingOf(id, crop);
    },
    close() {
      network.isOpen = false;
      end(new FaultError('recognizer-gone', 'closed'));
    },
  };
}

function openDetector(onCrash: () => void): Promise<unknown> {
  const detector = { isOpen: true, crash: onCrash };
  detectors.push(detector);
  return Promise.resolve({
    close() {
      detector.isOpen = false;
    },
  });
}

function embeddingOf(modelId: string, crop: string): Float32Array {
  return new Float32Array(DIMENSIONS[modelId] ?? 1).fill(crop.charCodeAt(0) + crop.length / 16);
}

/** As Chrome does for an event: the entry runs afresh. */
async function wakeServiceWorker(): Promise<void> {
  fake.onMessage.listeners.clear();
  vi.resetModules();
  await import('../../src/background/service-worker.ts');
  await settle();
}

/** Lets everything that was started come to rest: the fakes answer in microtasks only. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
}

async function asPopup(type: string, payload: unknown): Promise<void> {
  const { reply } = await fake.deliver({ target: 'background', type, payload }, SENDERS.popup);
  expect(reply).toMatchObject({ ok: true });
}

const choose = (modelId: string | null) => asPopup('settings.set', { modelId });

/** Enrolls crops of these names by one model; gives the anchor's id. */
async function enroll(name: string, modelId: string, ...crops: string[]): Promise<string> {
  const samples = crops.map((crop) => ({
    modelId,
    embedding: embeddingOf(modelId, crop),
    quality: 0.9,
    source: 'tab' as const,
    cropUrl: `data:image/jpeg;base64,${crop}`,
  }));
  return (await askBackground('anchor.enroll', { name, samples })).anchorId;
}

interface StoredAnchor {
  readonly name: string;
  readonly samples: readonly { readonly cropUrl: string; readonly embeddings: Record<string, number[]> }[];
}

/** By crop: the models that have embedded it, as storage says. */
function knownBy(): Record<string, string[]> {
  const anchors = fake.storedKeys('anchor:').map((key) => fake.stored(key) as StoredAnchor);
  const samples = anchors.flatMap((anchor) => anchor.samples);
  return Object.fromEntries(
    samples.map(({ cropUrl, embeddings }) => [
      cropUrl.slice(cropUrl.indexOf(',') + 1),
      Object.keys(embeddings).sort(),
    ]),
  );
}

/** The offscreen document, put together as `offscreen/main.ts` does. */
interface Offscreen {
  readonly engine: Engine;
  readonly knowledge: Knowledge;
  readonly registry: ModelRegistry;
  readonly changeover: Changeover;
  /** Names in the gallery in force, with how many samples each. */
  readonly names: () => Record<string, number>;
  readonly inUse: () => string | undefined;
}

let timesChanged: number;

async function startOffscreen(): Promise<Offscreen> {
  timesChanged = 0;
  const registry = new ModelRegistry();
  const knowledge = new Knowledge();
  const engine = new Engine(({ kind }) => {
    if (kind === 'ready') changeover.reconcile();
  });
  const changeover = new Changeover({ engine, registry, knowledge, onChanged: () => timesChanged++ });
  const take = (type: string, payload: unknown): void => {
    if (takePush(knowledge, type, payload)) changeover.reconcile();
  };
  await registry.load();
  onPush('offscreen', take);
  take(CONFIGURE, await askBackground('configuration.get', {}));
  await settle();
  return {
    engine,
    knowledge,
    registry,
    changeover,
    names: () =>
      Object.fromEntries(
        knowledge.gallery.entries.map(({ name, embeddings }) => [name, embeddings.length] as const),
      ),
    inUse: () => (knowledge.gallery.modelId === engine.model?.card.id ? engine.model.card.id : undefined),
  };
}

/** A gate that a test opens; `isReached` when somebody waits at it. */
function gate(): { readonly wait: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => (open = resolve));
  return { wait, open };
}

/** Holds the embedding of this crop by this model back. */
function holdAt(modelId: string, crop: string): { readonly open: () => void } {
  const { wait, open } = gate();
  beforeEmbedding = (by, of) => (by === modelId && of === crop ? wait : undefined);
  return { open };
}

describe('the first start', () => {
  test('with nobody enrolled takes the default, and stores that it is in use', async () => {
    const { inUse, changeover } = await startOffscreen();
    expect(inUse()).toBe('facenet-128');
    expect(fake.stored('active-model')).toBe('facenet-128');
    expect(networks).toEqual([{ modelId: 'facenet-128', isOpen: true }]);
    expect(changeover.progress).toBeUndefined();
  });

  test('with nobody enrolled takes the model that was chosen', async () => {
    await choose('compact');
    const { inUse } = await startOffscreen();
    expect(inUse()).toBe('compact');
    expect(networks).toHaveLength(1);
  });

  test('a choice that is not there any more counts as none', async () => {
    await choose('removed');
    expect((await startOffscreen()).inUse()).toBe('facenet-128');
  });

  test('with a gallery from before starts with the model that knows most of it', async () => {
    await enroll('Ann', 'compact', 'a1', 'a2');
    await enroll('Bob', 'facenet-128', 'b1');
    const held = holdAt('facenet-128', 'a1');
    const { inUse, names } = await startOffscreen();
    expect(networks[0]).toMatchObject({ modelId: 'compact' });
    expect(inUse()).toBe('compact');
    // Bob, whom it had not embedded, it now has.
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(fake.stored('active-model')).toBe('compact');
    held.open();
    await settle();
    expect(inUse()).toBe('facenet-128');
  });

  test('the one that was in use last starts, whoever knows most', async () => {
    await choose('compact');
    await enroll('Ann', 'facenet-128', 'a1', 'a2');
    fake.store('active-model', 'compact');
    const { inUse, names } = await startOffscreen();
    expect(networks.map(({ modelId }) => modelId)).toEqual(['compact']);
    expect(inUse()).toBe('compact');
    expect(names()).toEqual({ Ann: 2 });
  });

  test('when that one is gone, again the one that knows most', async () => {
    await choose('compact');
    await enroll('Ann', 'compact', 'a1');
    fake.store('active-model', 'removed');
    expect((await startOffscreen()).inUse()).toBe('compact');
    expect(fake.stored('active-model')).toBe('compact');
  });
});

/** Ann with two samples and Bob with one, all by compact, which is in use and was chosen. */
async function startWithCompact(): Promise<Offscreen> {
  await choose('compact');
  await enroll('Ann', 'compact', 'a1', 'a2');
  await enroll('Bob', 'compact', 'b1');
  const offscreen = await startOffscreen();
  expect(offscreen.inUse()).toBe('compact');
  expect(embedded).toEqual([]);
  return offscreen;
}

/** Whose samples come first is up to random ids. */
const allCrops = ['a1', 'a2', 'b1'];
const lastOf = (crops: readonly string[], order: readonly string[]) =>
  order.findLast((one) => crops.includes(one)) ?? '';

/** The order in which a model embeds them. */
async function orderOfCrops(): Promise<string[]> {
  const { anchors } = await askBackground('samples.missing', { modelId: 'nobody' });
  const lists = await Promise.all(
    anchors.map(({ anchorId }) => askBackground('samples.crops', { modelId: 'nobody', anchorId })),
  );
  return lists.flatMap(({ samples }) =>
    samples.map(({ cropUrl }) => cropUrl.slice(cropUrl.indexOf(',') + 1)),
  );
}

describe('another model is chosen', () => {
  test('it embeds everything that is missing, and only then takes over; nobody is lost', async () => {
    const { engine, inUse, names, knowledge } = await startWithCompact();
    const order = await orderOfCrops();
    const held = holdAt('facenet-128', lastOf(allCrops, order));
    await choose('facenet-128');
    await settle();
    expect(embedded).toHaveLength(2);
    expect(inUse()).toBe('compact');
    expect(engine.state.kind).toBe('ready');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(knowledge.gallery.entries[0]?.embeddings[0]).toHaveLength(3);
    expect(fake.stored('active-model')).toBe('compact');
    expect(networks).toMatchObject([{ isOpen: true }, { modelId: 'facenet-128', isOpen: true }]);

    held.open();
    await settle();
    expect(inUse()).toBe('facenet-128');
    expect(engine.state.kind).toBe('ready');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    for (const { embeddings } of knowledge.gallery.entries) {
      for (const embedding of embeddings) expect(embedding).toHaveLength(4);
    }
    expect(fake.stored('active-model')).toBe('facenet-128');
    const both = ['compact', 'facenet-128'];
    expect(knownBy()).toEqual({ a1: both, a2: both, b1: both });
    expect(embedded.toSorted()).toEqual(allCrops.map((crop) => `facenet-128 ${crop}`));
    expect(networks).toEqual([
      { modelId: 'compact', isOpen: false },
      { modelId: 'facenet-128', isOpen: true },
    ]);
    // The faces went on being found meanwhile.
    expect(detectors).toMatchObject([{ isOpen: true }]);
  });

  test('the new names are judged once it has taken over', async () => {
    await startWithCompact();
    timesChanged = 0;
    await choose('facenet-128');
    await settle();
    expect(timesChanged).toBeGreaterThan(0);
  });

  test('tells how far it is, in samples, and nothing any more when it is done', async () => {
    const { changeover } = await startWithCompact();
    const seen: [number, number][] = [];
    beforeEmbedding = () => {
      const { done, total } = changeover.progress ?? { done: NaN, total: NaN };
      seen.push([done, total]);
      expect(changeover.progress?.model.card.id).toBe('facenet-128');
    };
    await choose('facenet-128');
    await settle();
    expect(seen).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(changeover.progress).toBeUndefined();
    expect(changeover.failure).toBeUndefined();
  });

  test('the way back needs no work', async () => {
    const { inUse, names } = await startWithCompact();
    await choose('facenet-128');
    await settle();
    embedded = [];
    await choose('compact');
    await settle();
    expect(inUse()).toBe('compact');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(embedded).toEqual([]);
    expect(fake.stored('active-model')).toBe('compact');
  });

  test('that the person brought: it takes over in the same way', async () => {
    files.write('own-models', 'mine.json', JSON.stringify(cardOf('mine', 2)));
    const { inUse, names } = await startWithCompact();
    await choose('mine');
    await settle();
    expect(inUse()).toBe('mine');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
  });

  test('the choice is taken back: the default takes over', async () => {
    const { inUse } = await startWithCompact();
    await choose(null);
    await settle();
    expect(inUse()).toBe('facenet-128');
  });
});

describe('while it changes', () => {
  test('who is enrolled is known at once, and embedded by the new model before it takes over', async () => {
    const { inUse, names } = await startWithCompact();
    const order = await orderOfCrops();
    const held = holdAt('facenet-128', lastOf(allCrops, order));
    let atExchange: Record<string, string[]> | undefined;
    beforeRequest = (type) => {
      if (type === 'model.activate') atExchange ??= knownBy();
    };
    await choose('facenet-128');
    await settle();
    await enroll('Cem', 'compact', 'c1');
    await enroll('Ann', 'compact', 'a3');
    await enroll('Bob', 'compact', 'b2');
    await settle();
    expect(inUse()).toBe('compact');
    expect(names()).toEqual({ Ann: 3, Bob: 2, Cem: 1 });
    held.open();
    await settle();
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 3, Bob: 2, Cem: 1 });
    expect(Object.keys(atExchange ?? {})).toHaveLength(6);
    for (const [crop, models] of Object.entries(atExchange ?? {})) {
      expect(models, crop).toContain('facenet-128');
    }
    expect(new Set(embedded).size).toBe(embedded.length);
  });

  test('who is enrolled at the last moment, by the former model, is embedded right after', async () => {
    const { inUse, names } = await startWithCompact();
    const held = gate();
    beforeRequest = (type) => (type === 'model.activate' ? held.wait : undefined);
    await choose('facenet-128');
    await settle();
    await enroll('Cem', 'compact', 'c1');
    held.open();
    await settle();
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 2, Bob: 1, Cem: 1 });
    expect(knownBy()['c1']).toEqual(['compact', 'facenet-128']);
  });

  test('who is deleted is passed over, and embedded when restored', async () => {
    const { inUse, names } = await startWithCompact();
    const ann = (await askBackground('samples.missing', { modelId: 'nobody' })).anchors.find(
      ({ samples }) => samples === 2,
    );
    const held = holdAt('facenet-128', (await orderOfCrops())[0] ?? '');
    await choose('facenet-128');
    await settle();
    await asPopup('anchor.delete', { anchorId: ann?.anchorId });
    held.open();
    await settle();
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Bob: 1 });
    await asPopup('anchor.restore', { anchorId: ann?.anchorId });
    await settle();
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(knownBy()['a2']).toContain('facenet-128');
  });

  test('a name that is changed is changed', async () => {
    const { names } = await startWithCompact();
    const bob = (await askBackground('samples.missing', { modelId: 'nobody' })).anchors.find(
      ({ samples }) => samples === 1,
    );
    const held = holdAt('facenet-128', 'b1');
    await choose('facenet-128');
    await settle();
    await asPopup('anchor.rename', { anchorId: bob?.anchorId, name: 'Robert' });
    await settle();
    expect(names()).toEqual({ Ann: 2, Robert: 1 });
    held.open();
    await settle();
    expect(names()).toEqual({ Ann: 2, Robert: 1 });
    expect(knownBy()['b1']).toEqual(['compact', 'facenet-128']);
  });

  test.for([0, -1])('choosing back at crop %d leaves the former one in use', async (position) => {
    const { inUse, names, changeover } = await startWithCompact();
    const held = holdAt('facenet-128', (await orderOfCrops()).at(position) ?? '');
    await choose('facenet-128');
    await settle();
    await choose('compact');
    held.open();
    await settle();
    expect(inUse()).toBe('compact');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(fake.stored('active-model')).toBe('compact');
    expect(networks).toEqual([
      { modelId: 'compact', isOpen: true },
      { modelId: 'facenet-128', isOpen: false },
    ]);
    expect(changeover).toMatchObject({ progress: undefined, failure: undefined });
  });

  test.for(['samples.embedded', 'model.activate', 'configuration.get'])(
    'choosing back at the last moment, during %s, leaves the former one in use, also after a restart',
    async (moment) => {
      const { inUse, changeover } = await startWithCompact();
      const held = gate();
      beforeRequest = (type) => (type === moment && networks.length > 1 ? held.wait : undefined);
      await choose('facenet-128');
      await settle();
      await choose('compact');
      beforeRequest = () => undefined;
      held.open();
      await settle();
      expect(inUse()).toBe('compact');
      expect(fake.stored('active-model')).toBe('compact');
      expect(changeover.failure).toBeUndefined();
    },
  );

  test('choosing a third one drops the second', async () => {
    files.write('own-models', 'mine.json', JSON.stringify(cardOf('mine', 2)));
    const { inUse } = await startWithCompact();
    const held = holdAt('facenet-128', (await orderOfCrops())[0] ?? '');
    await choose('facenet-128');
    await settle();
    await choose('mine');
    held.open();
    await settle();
    expect(inUse()).toBe('mine');
    expect(fake.stored('active-model')).toBe('mine');
    expect(networks.filter(({ isOpen }) => isOpen)).toEqual([{ modelId: 'mine', isOpen: true }]);
    expect(embedded.filter((one) => one.startsWith('facenet-128')).length).toBeLessThanOrEqual(1);
  });

  test('a crash of the detector ends nothing: after the restart it goes on', async () => {
    const { engine, inUse, names } = await startWithCompact();
    const held = holdAt('facenet-128', 'b1');
    await choose('facenet-128');
    await settle();
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(() => 0 as unknown as NodeJS.Timeout);
    detectors[0]?.crash();
    vi.mocked(setTimeout).mockRestore();
    expect(engine.state.kind).toBe('failed');
    engine.restart();
    held.open();
    await settle();
    expect(engine.state.kind).toBe('ready');
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(networks.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  });

  test('a crash while the model in use embeds what it lacks does not stop all later changes', async () => {
    const { engine, inUse, names } = await startWithCompact();
    const held = holdAt('compact', 'c1');
    await enroll('Cem', 'facenet-128', 'c1');
    await settle();
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(() => 0 as unknown as NodeJS.Timeout);
    detectors[0]?.crash();
    vi.mocked(setTimeout).mockRestore();
    held.open();
    engine.restart();
    await settle();
    expect(names()).toEqual({ Ann: 2, Bob: 1, Cem: 1 });
    await choose('facenet-128');
    await settle();
    expect(inUse()).toBe('facenet-128');
  });
});

describe('a model that cannot be taken', () => {
  test('leaves the former one in use, and says why', async () => {
    const { engine, changeover, inUse, names } = await startWithCompact();
    broken.add('facenet-128');
    await choose('facenet-128');
    await settle();
    expect(inUse()).toBe('compact');
    expect(engine.state.kind).toBe('ready');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(fake.stored('active-model')).toBe('compact');
    expect(changeover.failure).toEqual({
      modelId: 'facenet-128',
      fault: { code: 'model-damaged', message: 'facenet-128' },
    });
    expect(changeover.progress).toBeUndefined();
  });

  test('is not tried again with every change of the gallery, but when the person asks', async () => {
    const { changeover, inUse, names } = await startWithCompact();
    broken.add('facenet-128');
    await choose('facenet-128');
    await settle();
    broken.clear();
    await enroll('Cem', 'compact', 'c1');
    await asPopup('settings.set', { strictness: 0.7 });
    await settle();
    expect(networks).toHaveLength(1);
    expect(changeover.failure).toBeDefined();
    changeover.retry();
    await settle();
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 2, Bob: 1, Cem: 1 });
    expect(changeover.failure).toBeUndefined();
  });

  test('that fails while it embeds is closed; what it made is kept for the next time', async () => {
    const { changeover, inUse } = await startWithCompact();
    const order = await orderOfCrops();
    beforeEmbedding = (_, crop) => {
      if (crop === order.at(-1)) throw new FaultError('recognizer-failed', 'a worker crashed');
    };
    await choose('facenet-128');
    await settle();
    expect(inUse()).toBe('compact');
    expect(changeover.failure?.fault.code).toBe('recognizer-failed');
    expect(networks[1]).toEqual({ modelId: 'facenet-128', isOpen: false });
    const before = embedded.length;
    beforeEmbedding = () => undefined;
    changeover.retry();
    await settle();
    expect(inUse()).toBe('facenet-128');
    // Only the anchor in which it failed is embedded again.
    expect(embedded.length - before).toBeLessThan(allCrops.length);
  });

  test('a full disk is such a failure, and nobody is lost', async () => {
    const { changeover, inUse, names } = await startWithCompact();
    beforeRequest = (type) => {
      if (type === 'samples.embedded') fake.storageFailure = new Error('QUOTA_BYTES quota exceeded');
    };
    await choose('facenet-128');
    await settle();
    expect(changeover.failure).toMatchObject({
      modelId: 'facenet-128',
      fault: { code: 'storage-failed' },
    });
    expect(inUse()).toBe('compact');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    beforeRequest = () => undefined;
    fake.storageFailure = undefined;
    changeover.retry();
    await settle();
    expect(inUse()).toBe('facenet-128');
  });

  test('is forgotten as a failure when the person chooses the one in use, and tried when chosen anew', async () => {
    const { changeover, inUse } = await startWithCompact();
    broken.add('facenet-128');
    await choose('facenet-128');
    await settle();
    await choose('compact');
    await settle();
    expect(changeover.failure).toBeUndefined();
    broken.clear();
    await choose('facenet-128');
    await settle();
    expect(inUse()).toBe('facenet-128');
  });

  test('does not keep out another one that is chosen', async () => {
    files.write('own-models', 'mine.json', JSON.stringify(cardOf('mine', 2)));
    const { changeover, inUse } = await startWithCompact();
    broken.add('facenet-128');
    await choose('facenet-128');
    await settle();
    await choose('mine');
    await settle();
    expect(inUse()).toBe('mine');
    expect(changeover.failure).toBeUndefined();
  });
});

describe('a model in use that cannot be opened any more', () => {
  test('gives way to the one that is chosen', async () => {
    await choose('compact');
    await enroll('Ann', 'compact', 'a1', 'a2');
    fake.store('active-model', 'compact');
    broken.add('compact');
    const { engine, inUse, names, changeover } = await startOffscreen();
    expect(engine.state).toMatchObject({ kind: 'failed', fault: { code: 'model-damaged' } });
    const held = holdAt('facenet-128', 'a2');
    await choose('facenet-128');
    await settle();
    expect(changeover.progress).toMatchObject({ former: 'broken' });
    held.open();
    await settle();
    expect(engine.state.kind).toBe('ready');
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 2 });
    expect(fake.stored('active-model')).toBe('facenet-128');
  });

  test('gives way at the start already when another one had been chosen', async () => {
    await enroll('Ann', 'compact', 'a1', 'a2');
    fake.store('active-model', 'compact');
    broken.add('compact');
    await choose('facenet-128');
    const { inUse, names } = await startOffscreen();
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 2 });
  });

  test('stays the one in use when the chosen one cannot be opened either', async () => {
    await enroll('Ann', 'compact', 'a1', 'a2');
    fake.store('active-model', 'compact');
    broken.add('compact').add('facenet-128');
    const { engine } = await startOffscreen();
    expect(engine.state).toMatchObject({ kind: 'failed', fault: { code: 'model-damaged' } });
    expect(fake.stored('active-model')).toBe('compact');
    expect(networks).toEqual([]);
  });
});

describe('a damaged crop', () => {
  test('is passed over: the others are embedded, and the model takes over', async () => {
    damaged.add('a1');
    const { changeover, inUse, names } = await startWithCompact();
    await choose('facenet-128');
    await settle();
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 1, Bob: 1 });
    expect(knownBy()).toEqual({
      a1: ['compact'],
      a2: ['compact', 'facenet-128'],
      b1: ['compact', 'facenet-128'],
    });
    expect(changeover.failure).toBeUndefined();
    // It comes to rest, and does not try this crop for ever.
    expect(embedded.filter((one) => one.endsWith('a1')).length).toBeLessThanOrEqual(4);
  });

  test('keeps its embedding by the former model for the way back', async () => {
    damaged.add('b1');
    const { names } = await startWithCompact();
    await choose('facenet-128');
    await settle();
    expect(names()).toEqual({ Ann: 2, Bob: 0 });
    await choose('compact');
    await settle();
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
  });
});

describe('a model that is gone with an update', () => {
  /** Ann with two samples and Bob with one, all by a model that is not there any more. */
  async function saveByGone(): Promise<void> {
    await enroll('Ann', 'former', 'a1', 'a2');
    await enroll('Bob', 'former', 'b1');
    fake.store('active-model', 'former');
    fake.store('former-model', 'older');
    await choose('former');
  }

  test('leaves its place to the default at once, which reads every photo and erases what the gone one made', async () => {
    await saveByGone();
    const { inUse, names, changeover } = await startOffscreen();
    expect(networks).toEqual([{ modelId: 'facenet-128', isOpen: true }]);
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(fake.stored('active-model')).toBe('facenet-128');
    expect(knownBy()).toEqual({ a1: ['facenet-128'], a2: ['facenet-128'], b1: ['facenet-128'] });
    expect(changeover).toMatchObject({ progress: undefined, failure: undefined });
    // The person's choice stays, so that the settings can say what became of it.
    expect(fake.stored('settings')).toMatchObject({ modelId: 'former' });
  });

  test('leaves no way back', async () => {
    await saveByGone();
    await startOffscreen();
    expect(fake.stored('former-model')).toBeNull();
  });

  test('names come back one person after the other, and it counts as in use only when all are there', async () => {
    await saveByGone();
    const order = await orderOfCrops();
    const last = lastOf(allCrops, order);
    const held = holdAt('facenet-128', last);
    const { inUse, names, changeover } = await startOffscreen();
    expect(inUse()).toBe('facenet-128');
    const known = Object.values(names()).filter((count) => count > 0);
    expect(known).toEqual([last === 'b1' ? 2 : 1]);
    expect(fake.stored('active-model')).toBe('former');
    expect(changeover.progress).toMatchObject({ done: 2, total: 3, former: 'gone' });
    expect(timesChanged).toBeGreaterThan(0);
    held.open();
    await settle();
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(fake.stored('active-model')).toBe('facenet-128');
  });

  test('of a large gallery, the names do not come back so often that the work suffers', async () => {
    const people = 'bcdefghij';
    for (const letter of people) await enroll(letter, 'former', `${letter}1`);
    fake.store('active-model', 'former');
    let reads = 0;
    beforeRequest = (type) => {
      if (type === 'configuration.get') reads++;
    };
    const { names } = await startOffscreen();
    expect(Object.keys(names())).toHaveLength(people.length);
    // At the start, after the first person, at the end, and when what the gone model made is erased.
    expect(reads).toBeLessThanOrEqual(4);
  });

  test('a browser that is killed half-way goes on with what is missing, and still says why', async () => {
    await saveByGone();
    const last = lastOf(allCrops, await orderOfCrops());
    holdAt('facenet-128', last);
    await startOffscreen();
    const done = Object.entries(knownBy()).filter(([, models]) => models.includes('facenet-128'));
    expect(done.length).toBeGreaterThan(0);

    [networks, detectors, embedded] = [[], [], []];
    await wakeServiceWorker();
    const held = holdAt('facenet-128', last);
    const second = await startOffscreen();
    expect(second.inUse()).toBe('facenet-128');
    expect(second.changeover.progress).toMatchObject({ former: 'gone' });
    expect(Object.values(second.names()).filter((count) => count > 0)).toHaveLength(1);
    held.open();
    await settle();
    expect(second.names()).toEqual({ Ann: 2, Bob: 1 });
    const missing = allCrops.filter((crop) => !done.some(([one]) => one === crop));
    expect(embedded.toSorted()).toEqual(missing.map((crop) => `facenet-128 ${crop}`).toSorted());
  });

  test('who is enrolled meanwhile is embedded once, and stays', async () => {
    await saveByGone();
    const held = holdAt('facenet-128', lastOf(allCrops, await orderOfCrops()));
    const { names } = await startOffscreen();
    await enroll('Cem', 'facenet-128', 'c1');
    await settle();
    expect(names()).toMatchObject({ Cem: 1 });
    held.open();
    await settle();
    expect(names()).toEqual({ Ann: 2, Bob: 1, Cem: 1 });
    expect(embedded).not.toContain('facenet-128 c1');
  });

  test('another model that knows the people names them meanwhile', async () => {
    await enroll('Ann', 'compact', 'a1', 'a2');
    fake.store('active-model', 'former');
    const held = holdAt('facenet-128', 'a1');
    const { inUse, names, changeover } = await startOffscreen();
    expect(inUse()).toBe('compact');
    expect(names()).toEqual({ Ann: 2 });
    expect(changeover.progress).toMatchObject({ former: 'naming' });
    held.open();
    await settle();
    expect(inUse()).toBe('facenet-128');
  });

  test('who is deleted lacks nothing when restored', async () => {
    await saveByGone();
    const bob = fake.storedKeys('anchor:').find((key) => (fake.stored(key) as StoredAnchor).name === 'Bob');
    const anchorId = bob?.slice('anchor:'.length);
    await asPopup('anchor.delete', { anchorId });
    const { names, changeover } = await startOffscreen();
    expect(names()).toEqual({ Ann: 2 });
    const held = holdAt('facenet-128', 'b1');
    await asPopup('anchor.restore', { anchorId });
    await settle();
    // That is no change of models.
    expect(changeover.progress).toMatchObject({ total: 1 });
    expect(changeover.progress?.former).toBeUndefined();
    held.open();
    await settle();
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(knownBy()['b1']).toEqual(['facenet-128']);
  });

  test('an own model whose file is gone loses nothing that it made: it may come back', async () => {
    await enroll('Ann', 'own-01234567', 'a1');
    fake.store('active-model', 'own-01234567');
    const { names } = await startOffscreen();
    expect(names()).toEqual({ Ann: 1 });
    expect(knownBy()).toEqual({ a1: ['facenet-128', 'own-01234567'] });
  });

  test('a photo that cannot be read keeps what the gone model made of it, and is told of', async () => {
    damaged.add('a1').add('b1');
    await saveByGone();
    const { names, changeover, knowledge } = await startOffscreen();
    expect(names()).toEqual({ Ann: 1, Bob: 0 });
    expect(knownBy()).toEqual({ a1: ['former'], a2: ['facenet-128'], b1: ['former'] });
    const bob = knowledge.configuration.anchors.find(({ name }) => name === 'Bob');
    expect(changeover.unreadable()).toEqual({ photos: 2, lostAnchorIds: [bob?.anchorId] });
    expect(fake.stored('active-model')).toBe('facenet-128');
  });
});

describe('photos that cannot be read', () => {
  test('are tried once, whatever changes, and do not end a rest', async () => {
    damaged.add('a1');
    const { changeover, engine } = await startWithCompact();
    await choose('facenet-128');
    await settle();
    expect(changeover.unreadable()).toEqual({ photos: 1, lostAnchorIds: [] });
    const tried = embedded.filter((one) => one.endsWith('a1')).length;
    engine.rest();
    await asPopup('settings.set', { strictness: 0.7 });
    await settle();
    expect(embedded.filter((one) => one.endsWith('a1'))).toHaveLength(tried);
    expect(engine.state.kind).toBe('resting');
    expect(changeover.progress).toBeUndefined();
  });

  test('are told of no more when they are removed', async () => {
    damaged.add('b1');
    const { changeover, knowledge } = await startWithCompact();
    await choose('facenet-128');
    await settle();
    const lost = changeover.unreadable()?.lostAnchorIds ?? [];
    expect(lost).toHaveLength(1);
    expect(knowledge.configuration.anchors).toHaveLength(2);
    await asPopup('anchor.delete', { anchorId: lost[0] });
    await settle();
    expect(changeover.unreadable()).toBeUndefined();
  });
});

test('a browser that is killed half-way starts with the former model, and goes on with what is missing', async () => {
  const first = await startWithCompact();
  await enroll('Cem', 'compact', 'c1');
  await settle();
  const order = await orderOfCrops();
  const last = lastOf([...allCrops, 'c1'], order);
  holdAt('facenet-128', last);
  await choose('facenet-128');
  await settle();
  const done = Object.entries(knownBy()).filter(([, models]) => models.includes('facenet-128'));
  expect(done.length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(4);
  expect(first.inUse()).toBe('compact');

  // Killed: whatever waits there waits for ever. Everything begins anew over what was stored.
  [networks, detectors, embedded] = [[], [], []];
  await wakeServiceWorker();
  const held = holdAt('facenet-128', last);
  const second = await startOffscreen();
  expect(networks[0]).toMatchObject({ modelId: 'compact' });
  expect(second.inUse()).toBe('compact');
  expect(second.names()).toEqual({ Ann: 2, Bob: 1, Cem: 1 });
  held.open();
  await settle();
  expect(second.inUse()).toBe('facenet-128');
  expect(second.names()).toEqual({ Ann: 2, Bob: 1, Cem: 1 });
  const missing = [...allCrops, 'c1'].filter((crop) => !done.some(([one]) => one === crop));
  expect(embedded.toSorted()).toEqual(missing.map((crop) => `facenet-128 ${crop}`).toSorted());
});

describe('an engine at rest', () => {
  const open = (): string[] => networks.filter(({ isOpen }) => isOpen).map(({ modelId }) => modelId);

  test('goes on resting while nothing has to be embedded', async () => {
    const { engine } = await startWithCompact();
    engine.rest();
    await enroll('Cem', 'compact', 'c1');
    await asPopup('settings.set', { strictness: 0.7 });
    await settle();
    expect(engine.state.kind).toBe('resting');
    expect(open()).toEqual([]);
  });

  test('opens for a sample that lacks its embedding', async () => {
    const { engine, names } = await startWithCompact();
    engine.rest();
    await enroll('Cem', 'facenet-128', 'c1');
    await settle();
    expect(names()).toMatchObject({ Cem: 1 });
    expect(engine.state.kind).toBe('ready');
  });

  test('gives way to another model that is chosen', async () => {
    const { engine, inUse, names } = await startWithCompact();
    engine.rest();
    await choose('facenet-128');
    await settle();
    expect(inUse()).toBe('facenet-128');
    expect(names()).toEqual({ Ann: 2, Bob: 1 });
    expect(open()).toEqual(['facenet-128']);
  });
});
