/**
 * @file The networks' rest: the real engine and documents, with networks that are opened and closed on paper, and a clock that
 * the tests turn.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Detection } from '../../src/core/geometry/landmarks.ts';
import { WHOLE_PICTURE } from '../../src/core/geometry/bounding-box.ts';
import { FaultError } from '../../src/core/errors/fault.ts';
import { Engine } from '../../src/offscreen/engine.ts';
import { EngineRest } from '../../src/offscreen/engine-rest.ts';
import { EngineThreads } from '../../src/offscreen/engine-threads.ts';
import { Knowledge } from '../../src/offscreen/knowledge.ts';
import { WatchedDocument } from '../../src/offscreen/watched-document.ts';
import type { ModelEntry } from '../../src/offscreen/model-registry.ts';
import type { ToViewer, VideoState } from '../../src/protocol/video-port.ts';
import { parseEmbedderCard } from '../../src/recognition/model-card.ts';
import type { EmbedderSetup } from '../../src/recognition/workers/embedder-ways.ts';
import { detectionAt } from '../unit/faces.ts';
import { installFakeBrowser } from './fake-browser.ts';
import { cardOf, installPackage } from './model-site.ts';

const workers = vi.hoisted(() => ({
  openEmbedder: undefined as ((setup: EmbedderSetup, onCrash: () => void) => Promise<unknown>) | undefined,
  openDetector: undefined as (() => Promise<unknown>) | undefined,
}));

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));
vi.mock('../../src/recognition/workers/embedder.ts', () => ({
  openEmbedder: (setup: EmbedderSetup, onCrash: () => void) => workers.openEmbedder?.(setup, onCrash),
}));
vi.mock('../../src/recognition/workers/detector.ts', () => ({
  openDetector: () => workers.openDetector?.(),
}));

const REST_MS = 60_000;
const card = cardOf('compact', 3) as unknown as ModelEntry['card'];
const model: ModelEntry = { card, source: { kind: 'package', url: 'models/compact.onnx' }, isOwn: false };

/** Open now. */
let detectors: number;
/** Threads of the embedders that are open now. */
let embedders: number[];
/** How each embedder crashes, in the order in which they were opened. */
let crashes: (() => void)[];
/** Ever. */
let networksOpened: number;
let opening: Promise<void>;
let whenOpened: () => void;
let engine: Engine;
let threads: EngineThreads;
let rest: EngineRest;
let documents: WatchedDocument[];
let toViewer: ToViewer[];

beforeEach(async () => {
  installFakeBrowser();
  installPackage([cardOf('compact', 3)]);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  [detectors, embedders, documents, toViewer, crashes] = [0, [], [], [], []];
  networksOpened = 0;
  opening = Promise.resolve();
  workers.openDetector = openDetector;
  workers.openEmbedder = openEmbedder;
  engine = new Engine(() => {
    for (const document of documents) document.announceEngine();
    threads.reconcile();
    rest.reconsider();
  });
  threads = new EngineThreads(engine);
  const isWatching = (): boolean => documents.some((document) => document.isWatching());
  rest = new EngineRest({ engine, isWatching, afterMs: REST_MS });
  engine.use(model);
  await settle();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function findNothing(): Promise<{ value: Detection[]; durationMs: number }> {
  return Promise.resolve({ value: [], durationMs: 1 });
}

async function openDetector(): Promise<unknown> {
  await opening;
  detectors++;
  return {
    detect: findNothing,
    close: () => detectors--,
  };
}

function isOwnNetwork(given: unknown): boolean {
  return parseEmbedderCard(given).network !== undefined;
}

async function openEmbedder(setup: EmbedderSetup, onCrash: () => void): Promise<unknown> {
  crashes.push(onCrash);
  await opening;
  embedders.push(setup.threads);
  networksOpened++;
  return {
    threads: 1,
    lanes: 1,
    look: () => new Promise(() => undefined),
    share: () => Promise.resolve(isOwnNetwork(setup.card) ? new MessageChannel().port1 : undefined),
    close() {
      embedders.splice(embedders.indexOf(setup.threads), 1);
    },
  };
}

/** From now on, networks take until `whenOpened` to open. */
function openSlowly(): void {
  opening = new Promise((resolve) => (whenOpened = resolve));
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise(setImmediate);
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

function openDocument(): WatchedDocument {
  const knowledge = new Knowledge();
  const port = { tabId: 1, send: (message: ToViewer) => toViewer.push(message) };
  const document = new WatchedDocument(port, engine, knowledge, () => {
    rest.reconsider();
  });
  documents.push(document);
  return document;
}

function show(document: WatchedDocument, state: VideoState): void {
  document.handle({ type: 'video', video: 1, kind: 'video', state, widthPx: 640, heightPx: 360 });
}

function sendFrame(document: WatchedDocument): void {
  document.handle({
    type: 'frame',
    video: 1,
    seq: 7,
    view: WHOLE_PICTURE,
    pixels: { width: 32, height: 18, data: new Uint8ClampedArray(32 * 18 * 4) },
    pictureWidthPx: 640,
    pictureHeightPx: 360,
    pageMs: 1,
  });
}

describe('without anything to watch', () => {
  test('both networks are closed after a minute, and no timer runs then', async () => {
    await pass(REST_MS - 1);
    expect([detectors, embedders]).toEqual([1, [1]]);
    await pass(1);
    expect([detectors, embedders]).toEqual([0, []]);
    expect(engine.status()).toMatchObject({ state: 'resting', modelId: 'compact', threads: 0 });
    expect(engine.status()).not.toHaveProperty('fault');
    expect(vi.getTimerCount()).toBe(0);
  });

  test.for(['hidden', 'waiting', 'tainted', 'protected', 'too-small'] as const)(
    'a %s video counts as none',
    async (state) => {
      show(openDocument(), state);
      await pass(REST_MS);
      expect(engine.state.kind).toBe('resting');
    },
  );

  test('somebody who asks for the engine puts the rest off', async () => {
    await pass(REST_MS / 2);
    await engine.whenReady();
    await pass(REST_MS - 1);
    expect(engine.state.kind).toBe('ready');
    await pass(1);
    expect(engine.state.kind).toBe('resting');
  });

  test('and so do frames that come all the same, as those of a camera in a hidden tab', async () => {
    const document = openDocument();
    show(document, 'hidden');
    for (let second = 0; second < 150; second++) {
      sendFrame(document);
      await pass(1000);
    }
    expect(engine.state.kind).toBe('ready');
    expect(networksOpened).toBe(1);
    await pass(REST_MS);
    expect(engine.state.kind).toBe('resting');
  });

  test('work that goes on holds the engine, however long it takes', async () => {
    const release = engine.hold();
    await pass(REST_MS * 3);
    expect(engine.state.kind).toBe('ready');
    release();
    await pass(REST_MS - 1);
    expect(engine.state.kind).toBe('ready');
    await pass(REST_MS);
    expect(engine.state.kind).toBe('resting');
  });

  test('a failed engine stays failed', async () => {
    engine.fail({ code: 'model-damaged', message: 'x' });
    await pass(REST_MS * 2);
    expect(engine.state.kind).toBe('failed');
  });
});

describe('with something to watch', () => {
  test.for(['watching', 'paused'] as const)('a %s video keeps them open, with no timer', async (state) => {
    show(openDocument(), state);
    expect(vi.getTimerCount()).toBe(0);
    await pass(REST_MS * 5);
    expect(engine.state.kind).toBe('ready');
  });

  test('the minute begins when the last one is hidden', async () => {
    const document = openDocument();
    show(document, 'watching');
    await pass(REST_MS * 2);
    show(document, 'hidden');
    await pass(REST_MS - 1);
    expect(engine.state.kind).toBe('ready');
    await pass(1);
    expect(engine.state.kind).toBe('resting');
  });

  test('and is over when one is shown again', async () => {
    const document = openDocument();
    show(document, 'hidden');
    await pass(REST_MS / 2);
    show(document, 'watching');
    await pass(REST_MS * 2);
    expect(engine.state.kind).toBe('ready');
  });
});

describe('after a rest', () => {
  beforeEach(async () => {
    await pass(REST_MS);
    openSlowly();
  });

  test('a video that comes into view opens both again', async () => {
    show(openDocument(), 'watching');
    expect(engine.state.kind).toBe('loading');
    whenOpened();
    await settle();
    expect([detectors, embedders]).toEqual([1, [1]]);
  });

  test('its first frame waits for them and is answered', async () => {
    const document = openDocument();
    show(document, 'watching');
    sendFrame(document);
    await settle();
    expect(toViewer.filter(({ type }) => type === 'faces')).toEqual([]);
    whenOpened();
    await settle();
    expect(toViewer.filter(({ type }) => type === 'faces')).toMatchObject([{ video: 1, seq: 7 }]);
    expect(toViewer.some(({ type }) => type === 'fault')).toBe(false);
  });

  test('a frame alone opens them, and whoever waits for the engine', async () => {
    sendFrame(openDocument());
    expect(engine.state.kind).toBe('loading');
    whenOpened();
    await settle();
    await pass(REST_MS);
    expect(engine.state.kind).toBe('resting');
    openSlowly();
    const ready = engine.whenReady();
    expect(engine.state.kind).toBe('loading');
    whenOpened();
    await expect(ready).resolves.toBeDefined();
  });

  test('Studio, which is about to show a video, opens them', () => {
    openDocument().handle({ type: 'hello', source: 'webcam' });
    expect(engine.state.kind).toBe('loading');
  });

  test('a page that says hello does not', () => {
    openDocument().handle({ type: 'hello', source: 'tab' });
    expect(engine.state.kind).toBe('resting');
  });

  test('what cannot be opened is a fault, told to the viewer', async () => {
    workers.openDetector = () => Promise.reject(new FaultError('model-missing', 'x'));
    const document = openDocument();
    sendFrame(document);
    whenOpened();
    await settle();
    expect(toViewer).toContainEqual(expect.objectContaining({ type: 'fault' }));
  });
});

describe('threads', () => {
  test('change while the engine works: the new network takes over before the former one goes', async () => {
    const states: string[] = [];
    openSlowly();
    threads.use(3);
    states.push(engine.state.kind);
    expect(embedders).toEqual([1]);
    whenOpened();
    await settle();
    states.push(engine.state.kind);
    expect(embedders).toEqual([3]);
    expect(states).toEqual(['ready', 'ready']);
    expect(detectors).toBe(1);
  });

  test('are of no use to a network that the product has kernels for: it stays open with one', async () => {
    engine.use({ ...model, card: { ...card, network: 'dlib-resnet' } });
    await settle();
    threads.use(3);
    await settle();
    expect(embedders).toEqual([1]);
    expect(networksOpened).toBe(2);
  });

  test('of several changes in a row the last one stays', async () => {
    openSlowly();
    threads.use(3);
    threads.use(4);
    threads.use(2);
    whenOpened();
    await settle();
    expect(embedders).toEqual([2]);
  });

  test('changed during a rest count when it ends', async () => {
    await pass(REST_MS);
    threads.use(4);
    await settle();
    expect(embedders).toEqual([]);
    engine.wake();
    await settle();
    expect(embedders).toEqual([4]);
  });

  test('a network that opens while the engine goes to rest is closed', async () => {
    openSlowly();
    threads.use(2);
    engine.rest();
    whenOpened();
    await settle();
    expect([detectors, embedders]).toEqual([0, []]);
  });

  test('a network that cannot be opened leaves the one in use', async () => {
    workers.openEmbedder = () => Promise.reject(new FaultError('model-damaged', 'x'));
    threads.use(2);
    await settle();
    expect(embedders).toEqual([1]);
    expect(engine.state.kind).toBe('ready');
  });
});

describe('lanes', () => {
  const ownNetwork: ModelEntry = { ...model, card: { ...card, network: 'dlib-resnet' } };

  /** All under way at once. */
  async function look(times: number): Promise<void> {
    const recognizer = await engine.whenReady();
    const region = { width: 4, height: 4, data: new Uint8ClampedArray(64) };
    for (let i = 0; i < times; i++) {
      recognizer.look(region, detectionAt(0.3, 0.3, 0.4, 0.4).landmarks, 1).catch(() => undefined);
    }
    await settle();
  }

  beforeEach(async () => {
    engine.lanes = 2;
    engine.use(ownNetwork);
    await settle();
  });

  test('a second one shares looks that meet, of a network that the product has kernels for', async () => {
    await look(1);
    expect(embedders).toEqual([1]);
    await look(1);
    expect(embedders).toEqual([1, 1]);
    expect(engine.status()).toMatchObject({ state: 'ready', threads: 2 });
    await look(8);
    expect(embedders).toEqual([1, 1]);
  });

  test('one is enough for others, which have threads', async () => {
    engine.use(model);
    await settle();
    await look(3);
    expect(embedders).toEqual([1]);
  });

  test('all rest with the engine, which wakes with one', async () => {
    await look(2);
    await pass(REST_MS);
    expect([engine.state.kind, embedders]).toEqual(['resting', []]);
    await engine.whenReady();
    expect(embedders).toEqual([1]);
  });

  test('all go when another network takes over', async () => {
    await look(2);
    const other = await engine.openEmbedder(model);
    engine.exchange(model, other);
    expect(embedders).toEqual([1]);
    expect(engine.status()).toMatchObject({ state: 'ready', threads: 1 });
  });

  test('the crash of the second is one of the engine, which opens again with one', async () => {
    await look(2);
    crashes.at(-1)?.();
    expect([engine.state.kind, detectors, embedders]).toEqual(['failed', 0, []]);
    await pass(1000);
    expect([engine.state.kind, detectors, embedders]).toEqual(['ready', 1, [1]]);
  });

  test('a second one that cannot be opened changes nothing', async () => {
    workers.openEmbedder = () => Promise.reject(new FaultError('model-missing', 'x'));
    await look(2);
    expect(embedders).toEqual([1]);
    expect(engine.state.kind).toBe('ready');
  });
});
