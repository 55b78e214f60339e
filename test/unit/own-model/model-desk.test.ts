/** @file What a page may ask about models, answered with fakes for the browser, the disk and the checking worker. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FaultError, type Fault } from '../../../src/core/errors/fault.ts';
import { Governor } from '../../../src/core/pace/governor.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { ModelDesk, type ModelDeskContext, type ModelRequest } from '../../../src/offscreen/model-desk.ts';
import { STATUS_INTERVAL_MS, toPanelSchema, type ToPanel } from '../../../src/protocol/panel-port.ts';
import { DEFAULT_SETTINGS } from '../../../src/protocol/background-messages.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { parseEmbedderCard, type EmbedderCard } from '../../../src/recognition/model-card.ts';
import { cardOf } from '../../contract/model-site.ts';

/** What was done, in order. */
const done = vi.hoisted((): string[] => []);
const inspector = vi.hoisted(
  (): { sha256: string; result: unknown; faces: { anchorId: string; cropUrl: string }[] } => ({
    sha256: '',
    result: undefined,
    faces: [],
  }),
);

vi.mock('../../../src/platform/messenger.ts', () => ({
  askBackground: (type: string, { anchorId = '' }: { anchorId?: string }) => {
    if (type !== 'samples.crops') done.push(type);
    const samples = ['1', '2', '3'].map((number) => ({ sampleId: number, cropUrl: `${anchorId}${number}` }));
    return Promise.resolve({ samples });
  },
}));
vi.mock('../../../src/platform/own-models.ts', () => ({
  INCOMING_FOLDER: 'incoming-models',
  keepIncoming: (_: string, { id }: EmbedderCard) => Promise.resolve(done.push(`keep ${id}`)),
  removeIncoming: (file: string) => Promise.resolve(done.push(`discard ${file}`)),
  removeOwnModel: ({ id }: EmbedderCard) => Promise.resolve(done.push(`remove ${id}`)),
}));
vi.mock('../../../src/recognition/workers/inspector.ts', () => ({
  openInspector: () => ({
    read: () => Promise.resolve({ sha256: inspector.sha256 }),
    inspect: (
      { faces }: { faces: typeof inspector.faces },
      onProgress: (stage: 'trying', of: number, all: number) => void,
    ) => {
      inspector.faces = faces;
      onProgress('trying', 1, 6);
      return inspector.result instanceof Error
        ? Promise.reject(inspector.result)
        : Promise.resolve(inspector.result);
    },
    close: () => done.push('close'),
  }),
}));

const compact = parseEmbedderCard(cardOf('compact'));
const mine = parseEmbedderCard({ ...cardOf('own-0a'), sha256: 'a'.repeat(64) });
const entryOf = (card: EmbedderCard) => ({ card, isOwn: card !== compact });

let sent: ToPanel[];
let models: EmbedderCard[];
let inUse: EmbedderCard;
let wanted: EmbedderCard;
let failure: { modelId: string; fault: Fault } | undefined;
let desk: ModelDesk;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('location', { href: 'chrome-extension://id/offscreen.html' });
  done.length = 0;
  [sent, models, inUse, wanted, failure] = [[], [compact, mine], compact, compact, undefined];
  [inspector.sha256, inspector.result] = ['f'.repeat(64), undefined];
  const knowledge = new Knowledge();
  const two = [Float32Array.of(1, 0), Float32Array.of(1, 0.01)];
  const people = ['ann', 'ben'].map((anchorId) => ({
    anchorId,
    name: anchorId,
    isNeverNamed: false,
    samples: two.map((embedding, index) => ({
      sampleId: String(index + 1),
      embeddings: { compact: embedding },
    })),
  }));
  knowledge.apply({
    revision: 7,
    settings: DEFAULT_SETTINGS,
    activeModelId: 'compact',
    anchors: people,
    rejections: [],
  });
  const engine = {
    governor: new Governor(),
    get model() {
      return entryOf(inUse);
    },
    status: () => ({
      state: 'ready',
      modelId: inUse.id,
      modelTitle: inUse.title,
      threads: 1,
      isCrossOriginIsolated: true,
    }),
  };
  const registry = {
    all: () => models.map(entryOf),
    find: (id: string) => models.filter((card) => card.id === id).map(entryOf)[0],
    default: () => entryOf(compact),
    refreshOwn: () => Promise.resolve(done.push('refresh')),
  };
  const changeover = {
    progress: undefined,
    get failure() {
      return failure;
    },
    wanted: () => entryOf(wanted),
    reconcile: () => done.push('reconcile'),
  };
  const port = { tabId: undefined, send: (message: ToPanel) => sent.push(message) };
  const context = { engine, registry, knowledge, changeover };
  desk = new ModelDesk(port, context as unknown as ModelDeskContext);
});
afterEach(() => {
  desk.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const message of sent) expect(parseMessage(toPanelSchema, message), message.type).toEqual(message);
});

async function ask(message: ModelRequest, ms = 0): Promise<void> {
  desk.handle(message);
  await vi.advanceTimersByTimeAsync(ms);
}
const types = () => sent.map(({ type }) => type);

describe('watching', () => {
  test('gets the models at once, and again and again until the port closes', async () => {
    await ask({ type: 'watchModels' });
    expect(sent[0]).toMatchObject({
      type: 'models',
      status: { revision: 7, defaultId: 'compact', models: [{ modelId: 'compact' }, { modelId: 'own-0a' }] },
    });
    await vi.advanceTimersByTimeAsync(STATUS_INTERVAL_MS * 3);
    expect(sent).toHaveLength(4);
    desk.close();
    await vi.advanceTimersByTimeAsync(STATUS_INTERVAL_MS * 3);
    expect(sent).toHaveLength(4);
  });

  test('waits for the cards to be read', async () => {
    models = [];
    await ask({ type: 'watchModels' });
    expect(sent).toEqual([]);
    models = [compact];
    await vi.advanceTimersByTimeAsync(STATUS_INTERVAL_MS);
    expect(types()).toEqual(['models']);
  });

  test('says why the chosen one is not in use', async () => {
    failure = { modelId: 'own-0a', fault: { code: 'model-damaged', message: 'x' } };
    await ask({ type: 'watchModels' });
    expect(sent[0]).toMatchObject({ status: { failure } });
  });
});

describe('comparing', () => {
  test('reports the gallery as both models see it, also one that knows nobody', async () => {
    await ask({ type: 'compareModels', request: 1, before: 'compact', after: 'own-0a' });
    expect(sent).toMatchObject([
      {
        type: 'comparison',
        request: 1,
        before: { probes: 4, strangers: 4 },
        after: { probes: 0, strangers: 0 },
      },
    ]);
  });

  test('with a model that is not there is refused', async () => {
    await ask({ type: 'compareModels', request: 1, before: 'gone', after: 'compact' });
    expect(sent).toMatchObject([{ type: 'refused', request: 1, fault: { code: 'model-missing' } }]);
  });
});

describe('adding', () => {
  const request: ModelRequest = { type: 'importModel', request: 3, file: '0a.onnx', name: 'Mine.onnx' };

  test('keeps what passed the check, and looks again at what there is', async () => {
    const trial = { probes: 2, right: 2, wrong: 0, strangers: 2, strangersNamed: 0 };
    models = [compact];
    inspector.result = { card: mine, trial };
    await ask(request);
    expect(done).toEqual(['keep own-0a', 'refresh', 'close', 'discard 0a.onnx']);
    expect(types()).toEqual([
      'importProgress',
      'importProgress',
      'importProgress',
      'models',
      'modelImported',
    ]);
    expect(sent.at(-1)).toMatchObject({ request: 3, modelId: 'own-0a', isNew: true, trial });
  });

  test('tries it on everybody’s first picture before anybody’s second', async () => {
    inspector.result = { card: mine };
    await ask(request);
    expect(inspector.faces.map(({ cropUrl }) => cropUrl)).toEqual(['ann1', 'ben1', 'ann2', 'ben2']);
  });

  test('the same file again is no second model', async () => {
    inspector.sha256 = mine.sha256;
    await ask(request);
    expect(done).toEqual(['close', 'discard 0a.onnx']);
    expect(sent.at(-1)).toMatchObject({ type: 'modelImported', modelId: 'own-0a', isNew: false });
  });

  test('two files of one name can be told apart', async () => {
    inspector.result = { card: { ...mine, id: 'own-0b', title: mine.title } };
    await ask(request);
    expect(sent.at(-1)).toMatchObject({ modelId: 'own-0b', title: `${mine.title} (2)` });
  });

  test('what did not pass is discarded, and said', async () => {
    inspector.result = new FaultError('model-constant', 'x');
    await ask(request);
    expect(done).toEqual(['close', 'discard 0a.onnx']);
    expect(sent.at(-1)).toMatchObject({ type: 'refused', request: 3, fault: { code: 'model-constant' } });
  });
});

describe('removing', () => {
  const request: ModelRequest = { type: 'removeModel', request: 4, modelId: 'own-0a' };
  const REMOVED = ['model.forget', 'remove own-0a', 'refresh', 'reconcile'];

  test('takes back the choice and the embeddings before the file', async () => {
    await ask(request);
    expect(done).toEqual(REMOVED);
    expect(sent.at(-1)).toEqual({ type: 'modelRemoved', request: 4, modelId: 'own-0a' });
  });

  test('of the one in use waits until another one has taken over', async () => {
    inUse = mine;
    await ask(request, 60_000);
    expect(done).toEqual([]);
    inUse = compact;
    await vi.advanceTimersByTimeAsync(1000);
    expect(done).toEqual(REMOVED);
  });

  test('is given up when the other one cannot take over', async () => {
    inUse = mine;
    failure = { modelId: 'compact', fault: { code: 'model-damaged', message: 'x' } };
    await ask(request, 1000);
    expect(done).toEqual([]);
    expect(sent).toMatchObject([{ type: 'refused', request: 4, fault: { code: 'model-damaged' } }]);
  });

  test('is given up while the person’s choice stands', async () => {
    [inUse, wanted] = [mine, mine];
    await ask(request, 20_000);
    expect(done).toEqual([]);
    expect(sent).toMatchObject([{ type: 'refused', request: 4, fault: { code: 'internal' } }]);
  });

  test('a model of the package stays', async () => {
    await ask({ ...request, modelId: 'compact' });
    expect(done).toEqual([]);
    expect(sent).toMatchObject([{ type: 'refused', fault: { code: 'message-not-allowed' } }]);
  });
});
