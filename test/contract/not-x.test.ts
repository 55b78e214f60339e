/**
 * @file "Not X" from the click to the recognizer that has forgotten everything: the real offscreen parts and the real
 * service worker, with networks to which a face is one number.
 */
import { WHOLE_PICTURE } from '../../src/core/geometry/bounding-box.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { euclideanDistance } from '../../src/core/embedding/embedding.ts';
import type { Verdict } from '../../src/core/matching/verdict.ts';
import { Changeover } from '../../src/offscreen/changeover.ts';
import { CorrectionDesk } from '../../src/offscreen/correction-desk.ts';
import { EnrollQuestions } from '../../src/offscreen/enroll-questions.ts';
import { Engine } from '../../src/offscreen/engine.ts';
import { Knowledge } from '../../src/offscreen/knowledge.ts';
import { ModelRegistry } from '../../src/offscreen/model-registry.ts';
import { takePush } from '../../src/offscreen/take-push.ts';
import { WatchedDocument } from '../../src/offscreen/watched-document.ts';
import { askBackground, onPush } from '../../src/platform/messenger.ts';
import { CONFIGURE } from '../../src/protocol/pushes.ts';
import type { CorrectionWish } from '../../src/protocol/correction-messages.ts';
import { toPanelSchema, type ToPanel } from '../../src/protocol/panel-port.ts';
import { parseMessage } from '../../src/protocol/schemas.ts';
import { toViewerSchema, type ToViewer } from '../../src/protocol/video-port.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';
import { detectionAt } from '../unit/faces.ts';
import { SENDERS, installFakeBrowser, type FakeBrowser } from './fake-browser.ts';
import { cardOf, installPackage } from './model-site.ts';
import { installPrivateFiles } from './private-files.ts';

const workers = vi.hoisted(() => ({
  embedderOf: undefined as ((card: EmbedderCard) => unknown) | undefined,
  detector: undefined as object | undefined,
}));

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));
vi.mock('../../src/content/content-script.ts?script&iife', () => ({ default: 'content-script.js' }));
vi.mock('../../src/recognition/workers/embedder.ts', () => ({
  openEmbedder: ({ card }: { card: EmbedderCard }) => Promise.resolve(workers.embedderOf?.(card)),
}));
vi.mock('../../src/recognition/workers/detector.ts', () => ({
  openDetector: () => Promise.resolve(workers.detector),
}));

/** Faces, as the numbers that the networks make of them. Both networks take the double for Ann. */
const ANN = 10;
const DOUBLE = 20;
const BOB = 30;
const EVE = 90;

const DIMENSIONS: Readonly<Record<string, number>> = { compact: 3, 'facenet-128': 4 };
const FACES: Readonly<Record<string, number>> = { Ann: ANN, Bob: BOB, Eve: EVE };

let fake: FakeBrowser;
let workerListeners: ((...values: unknown[]) => unknown)[];
/** The face that the video shows. */
let shown: number;

beforeEach(async () => {
  fake = installFakeBrowser();
  installPrivateFiles();
  installPackage([cardOf('compact', 3), cardOf('facenet-128', 4)]);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  [workerListeners, shown] = [[], DOUBLE];
  const face = { value: [detectionAt(0.3, 0.3, 0.4, 0.4)], durationMs: 1 };
  workers.detector = {
    detect: () => Promise.resolve(face),
    close: () => undefined,
  };
  workers.embedderOf = embedderOf;
  fake.answer = async (message) => {
    const { target } = message as { target: string };
    const sender = target === 'background' ? SENDERS.offscreen : SENDERS.background;
    return (await fake.deliver(message, sender)).reply;
  };
  await wakeServiceWorker();
  await asPage('settings.set', { modelId: 'compact' });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Faces 10 apart are at a distance of 0.26 (compact) and 0.3 (facenet): somebody's, by the cards. */
function embeddingOf(modelId: string, face: number): Float32Array {
  return new Float32Array(DIMENSIONS[modelId] ?? 1).fill(face * 0.015);
}

function embedderOf({ id }: EmbedderCard) {
  const crop = (face: number) => ({ width: 1, height: 1, data: Uint8ClampedArray.of(face, 0, 0, 0) });
  return {
    threads: 1,
    look: () =>
      Promise.resolve({
        value: { modelId: id, embedding: embeddingOf(id, shown), quality: 0.9, crop: crop(shown) },
        durationMs: 1,
      }),
    encode: ({ data }: { data: Uint8ClampedArray }) =>
      Promise.resolve(`data:image/jpeg;base64,${String(data[0])}`),
    embedSample: (cropUrl: string) =>
      Promise.resolve(embeddingOf(id, Number(cropUrl.slice(cropUrl.indexOf(',') + 1)))),
    close: () => undefined,
  };
}

/** As Chrome does for an event: the entry runs afresh. The offscreen document lives on. */
async function wakeServiceWorker(): Promise<void> {
  for (const listener of workerListeners) fake.onMessage.removeListener(listener);
  const others = new Set(fake.onMessage.listeners);
  vi.resetModules();
  await import('../../src/background/service-worker.ts');
  workerListeners = [...fake.onMessage.listeners].filter((listener) => !others.has(listener));
  await settle();
}

/** Lets everything that was started come to rest: the fakes answer in microtasks only. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await new Promise(setImmediate);
}

async function asPage(type: string, payload: unknown): Promise<unknown> {
  const { reply } = await fake.deliver({ target: 'background', type, payload }, SENDERS.popup);
  expect(reply).toMatchObject({ ok: true });
  await settle();
  return (reply as { value: unknown }).value;
}

async function enroll(name: string): Promise<string> {
  const face = FACES[name] ?? 0;
  const sample = {
    modelId: 'compact',
    embedding: embeddingOf('compact', face),
    quality: 0.9,
    source: 'tab' as const,
    cropUrl: `data:image/jpeg;base64,${String(face)}`,
  };
  const { anchorId } = await askBackground('anchor.enroll', { name, samples: [sample] });
  await settle();
  return anchorId;
}

/** The offscreen document, put together as `offscreen/main.ts` does, with one video that shows `shown`. */
class Offscreen {
  readonly knowledge = new Knowledge();
  readonly toViewer: ToViewer[] = [];
  readonly toPanel: ToPanel[] = [];
  readonly #documents = new Set<WatchedDocument>();
  readonly #registry = new ModelRegistry();
  readonly #engine: Engine;
  readonly #changeover: Changeover;
  #stopListening: () => void = () => undefined;
  #desk: CorrectionDesk | undefined;
  #questions: EnrollQuestions | undefined;
  #document: WatchedDocument | undefined;
  #seq = 0;

  constructor() {
    this.#engine = new Engine(({ kind }) => {
      for (const document of this.#documents) document.announceEngine();
      if (kind === 'ready') this.#changeover.reconcile();
    });
    const { knowledge } = this;
    const [engine, registry] = [this.#engine, this.#registry];
    this.#changeover = new Changeover({
      engine,
      registry,
      knowledge,
      onChanged: () => {
        this.#judgeAgain();
      },
    });
  }

  static async start(): Promise<Offscreen> {
    const offscreen = new Offscreen();
    await offscreen.#start();
    return offscreen;
  }

  stop(): void {
    this.#stopListening();
  }

  async #start(): Promise<void> {
    await this.#registry.load();
    this.#stopListening = onPush('offscreen', (type, payload) => {
      this.#take(type, payload);
    });
    this.#take(CONFIGURE, await askBackground('configuration.get', {}));
    await settle();
    const context = { engine: this.#engine, knowledge: this.knowledge, documents: this.#documents };
    const port = { tabId: 7, send: (message: ToViewer) => this.toViewer.push(structuredClone(message)) };
    this.#document = new WatchedDocument(port, this.#engine, this.knowledge, () => undefined);
    this.#documents.add(this.#document);
    const panel = {
      tabId: undefined,
      send: (message: ToPanel) => this.toPanel.push(structuredClone(message)),
    };
    this.#questions = new EnrollQuestions(panel);
    this.#desk = new CorrectionDesk(panel, context, this.#questions);
  }

  #take(type: string, payload: unknown): void {
    if (!takePush(this.knowledge, type, payload)) return;
    this.#judgeAgain();
    this.#changeover.reconcile();
  }

  #judgeAgain(): void {
    for (const document of this.#documents) for (const video of document.videos.values()) video.rejudge();
  }

  get document(): WatchedDocument {
    if (this.#document === undefined) throw new Error('not started');
    return this.#document;
  }

  /** Three frames, with all the looks that are asked for; gives what the viewer then knows of the face. */
  async watch(): Promise<{ track: number; verdict: Verdict }> {
    const pixels = () => ({ width: 2, height: 2, data: new Uint8ClampedArray(16) });
    for (let frame = 0; frame < 3; frame++) {
      const seq = ++this.#seq;
      const size = { pictureWidthPx: 640, pictureHeightPx: 360 };
      const rest = { ...size, pageMs: 1, timeMs: seq * 300 };
      this.document.handle({ type: 'frame', video: 1, seq, view: WHOLE_PICTURE, pixels: pixels(), ...rest });
      await settle();
      const answer = this.toViewer.findLast((message) => message.type === 'faces');
      for (const { track, region } of answer?.wanted ?? []) {
        this.document.handle({ type: 'region', video: 1, seq, track, region, pixels: pixels() });
      }
      await settle();
    }
    return this.face();
  }

  /** The latest that the viewer was told. */
  face(): { track: number; verdict: Verdict } {
    for (const message of this.toViewer.toReversed()) {
      if (message.type !== 'faces' && message.type !== 'verdicts') continue;
      const [face] = message.type === 'faces' ? message.faces : message.verdicts;
      if (face !== undefined) return face;
    }
    throw new Error('no face');
  }

  /** What the person says of the face that the page shows; gives the answer. */
  async say(wish: CorrectionWish): Promise<ToPanel | undefined> {
    const face = [this.document.id, 1, this.face().track].join('/');
    this.#desk?.handle({ type: 'correctFace', request: 1, face, wish });
    await settle();
    // “This looks like Ann”: the person means what was typed.
    if (this.#questions?.answer(1, 'typed') === true) await settle();
    return this.toPanel.at(-1);
  }

  /** Whether the recognizer knows that this face is not this person's: nearer to a rejected face than to any sample. */
  knowsNot(face: number, name: string): boolean {
    const { modelId, entries } = this.knowledge.gallery;
    const entry = entries.find((one) => one.name === name);
    const nearest = (embeddings: readonly Float32Array[] = []): number =>
      Math.min(...embeddings.map((one) => euclideanDistance(one, embeddingOf(modelId, face))));
    return nearest(entry?.rejected) < nearest(entry?.embeddings);
  }
}

let offscreen: Offscreen;

afterEach(() => {
  offscreen.stop();
  for (const message of offscreen.toViewer) expect(parseMessage(toViewerSchema, message)).toEqual(message);
  for (const message of offscreen.toPanel) expect(parseMessage(toPanelSchema, message)).toEqual(message);
});

/** Ann is saved, and her double is taken for her; gives Ann's id. */
async function mistakeDouble(): Promise<string> {
  const ann = await enroll('Ann');
  offscreen = await Offscreen.start();
  expect((await offscreen.watch()).verdict).toEqual({ kind: 'named', anchorId: ann, name: 'Ann' });
  return ann;
}

/** The browser is closed and opened again. */
async function restart(): Promise<void> {
  offscreen.stop();
  await wakeServiceWorker();
  offscreen = await Offscreen.start();
}

describe('on its own track', () => {
  test('the name goes before the store has answered, and stays away', async () => {
    const ann = await mistakeDouble();
    const { track } = offscreen.face();
    const told = offscreen.toViewer.length;
    const answer = offscreen.say({ kind: 'not', anchorId: ann });
    expect(offscreen.toViewer.slice(told)).toEqual([
      { type: 'verdicts', video: 1, verdicts: [{ track, person: track, verdict: { kind: 'unknown' } }] },
    ]);
    expect(await answer).toMatchObject({ type: 'corrected', request: 1 });
    expect((await offscreen.watch()).verdict).toEqual({ kind: 'unknown' });
  });

  test('undone, the name comes back at once', async () => {
    const ann = await mistakeDouble();
    const answer = await offscreen.say({ kind: 'not', anchorId: ann });
    const correctionId = answer?.type === 'corrected' ? answer.correctionId : '';
    await asPage('correction.undo', { correctionId });
    expect(offscreen.face().verdict).toMatchObject({ kind: 'named', anchorId: ann });
  });

  test('a store that fails gives the name back, and says so', async () => {
    const ann = await mistakeDouble();
    fake.storageFailure = new Error('full');
    expect(await offscreen.say({ kind: 'not', anchorId: ann })).toMatchObject({
      type: 'refused',
      fault: { code: 'storage-failed' },
    });
    expect(offscreen.face().verdict).toMatchObject({ kind: 'named', anchorId: ann });
  });

  test('“it is Ann after all” lifts it', async () => {
    const ann = await mistakeDouble();
    await offscreen.say({ kind: 'not', anchorId: ann });
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
    await offscreen.say({ kind: 'confirm', anchorId: ann });
    expect(offscreen.face().verdict).toMatchObject({ kind: 'named', anchorId: ann });
    expect(offscreen.knowledge.configuration.rejections).toEqual([]);
  });

  test('holds for whoever Ann becomes part of, and for nobody but Ann once that is undone', async () => {
    const ann = await mistakeDouble();
    const eve = await enroll('Eve');
    await offscreen.say({ kind: 'not', anchorId: ann });
    const { correctionId } = (await asPage('anchor.merge', { intoId: eve, fromIds: [ann] })) as {
      correctionId: string;
    };
    expect((await offscreen.watch()).verdict).toEqual({ kind: 'unknown' });
    expect(offscreen.knowsNot(DOUBLE, 'Eve')).toBe(true);
    await asPage('correction.undo', { correctionId });
    expect(offscreen.knowsNot(DOUBLE, 'Eve')).toBe(false);
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
  });
});

describe('holds', () => {
  beforeEach(async () => {
    const ann = await mistakeDouble();
    expect(await offscreen.say({ kind: 'not', anchorId: ann })).toMatchObject({ type: 'corrected' });
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
    expect(offscreen.knowsNot(ANN, 'Ann')).toBe(false);
  });

  test('after a restart of the service worker alone, on the same track', async () => {
    await wakeServiceWorker();
    expect((await offscreen.watch()).verdict).toEqual({ kind: 'unknown' });
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
  });

  test('after a restart of everything', async () => {
    await restart();
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
    expect(offscreen.knowsNot(ANN, 'Ann')).toBe(false);
  });

  test('after a swap of the model, on the same track and after a restart', async () => {
    await asPage('settings.set', { modelId: 'facenet-128' });
    expect(offscreen.knowledge.gallery.modelId).toBe('facenet-128');
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
    expect(offscreen.knowsNot(ANN, 'Ann')).toBe(false);
    expect((await offscreen.watch()).verdict).toEqual({ kind: 'unknown' });
    await restart();
    expect(offscreen.knowledge.gallery.modelId).toBe('facenet-128');
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
  });

  test('after Ann was deleted for good and enrolled anew', async () => {
    const [former] = offscreen.knowledge.gallery.entries;
    await asPage('anchor.delete', { anchorId: former?.anchorId });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10 * 60_000);
    fake.onAlarm.emit({ name: 'empty-bin' });
    await settle();
    expect(fake.storedKeys('bin:')).toEqual([]);
    expect(await enroll('Ann')).not.toBe(former?.anchorId);
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
    expect((await offscreen.watch()).verdict).toEqual({ kind: 'unknown' });
  });

  test('after all of that, one after the other, until it is undone', async () => {
    await restart();
    await asPage('settings.set', { modelId: 'facenet-128' });
    const [ann] = offscreen.knowledge.gallery.entries;
    await asPage('anchor.delete', { anchorId: ann?.anchorId });
    await enroll('Ann');
    await restart();
    expect(offscreen.knowledge.gallery.modelId).toBe('facenet-128');
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(true);
    const [key = ''] = fake.storedKeys('correction:');
    await asPage('correction.undo', { correctionId: key.slice('correction:'.length) });
    expect(offscreen.knowsNot(DOUBLE, 'Ann')).toBe(false);
  });
});

describe('in a panel', () => {
  test('the answer shows which sample matched, and what would have won without it', async () => {
    const ann = await enroll('Ann');
    await enroll('Bob');
    shown = DOUBLE - 1;
    offscreen = await Offscreen.start();
    await offscreen.watch();
    const answer = await offscreen.say({ kind: 'not', anchorId: ann });
    expect(answer).toMatchObject({
      type: 'corrected',
      request: 1,
      grounds: { sampleCropUrl: `data:image/jpeg;base64,${String(ANN)}`, runnerUpName: 'Bob' },
    });
    const distance = answer?.type === 'corrected' ? answer.grounds?.distance : undefined;
    expect(distance).toBeCloseTo(Math.sqrt(3) * 9 * 0.015, 5);
  });

  test('the page learns nothing but the verdict', async () => {
    const ann = await mistakeDouble();
    const told = offscreen.toViewer.length;
    await offscreen.say({ kind: 'not', anchorId: ann });
    expect(new Set(offscreen.toViewer.slice(told).map(({ type }) => type))).toEqual(new Set(['verdicts']));
  });

  test('a face that is not there is refused', async () => {
    await mistakeDouble();
    const { document } = offscreen;
    document.videos.clear();
    expect(await offscreen.say({ kind: 'never' })).toMatchObject({
      type: 'refused',
      fault: { code: 'face-gone' },
    });
  });
});

describe('other wishes', () => {
  test('a name is given at once from the looks that are there', async () => {
    const ann = await mistakeDouble();
    await offscreen.say({ kind: 'name', name: 'Bea' });
    expect(offscreen.knowledge.gallery.entries.map(({ name }) => name)).toEqual(['Ann', 'Bea']);
    expect(await offscreen.watch()).not.toMatchObject({ verdict: { anchorId: ann } });
  });

  test('confirming adds what Ann’s samples do not show yet, and nothing twice', async () => {
    const ann = await mistakeDouble();
    await offscreen.say({ kind: 'confirm', anchorId: ann });
    await offscreen.say({ kind: 'confirm', anchorId: ann });
    expect(offscreen.knowledge.gallery.entries[0]?.embeddings).toHaveLength(2);
    expect(fake.storedKeys('correction:')).toHaveLength(2);
  });

  test('a new name for the person', async () => {
    const ann = await mistakeDouble();
    await offscreen.say({ kind: 'rename', anchorId: ann, name: 'Anna' });
    expect(offscreen.face().verdict).toEqual({ kind: 'named', anchorId: ann, name: 'Anna' });
  });

  test('never named: somebody known, and somebody who is nobody’s yet', async () => {
    const ann = await mistakeDouble();
    await offscreen.say({ kind: 'never', anchorId: ann });
    shown = 90;
    offscreen.document.handle({ type: 'closed', video: 1 });
    expect((await offscreen.watch()).verdict).toEqual({ kind: 'unknown' });
    await offscreen.say({ kind: 'never' });
    expect(offscreen.knowledge.gallery.entries).toMatchObject([
      { name: 'Ann', isNeverNamed: true },
      { name: 'Never named 1', isNeverNamed: true },
    ]);
  });
});
