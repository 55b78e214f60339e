/** @file Trying a model beside the one in use: what it embeds, what it remembers, and that it lets go of the network. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FaultError } from '../../../src/core/errors/fault.ts';
import { ModelTrials } from '../../../src/offscreen/model-trials.ts';
import type { ModelEntry } from '../../../src/offscreen/model-registry.ts';
import { DEFAULT_SETTINGS, type Configuration } from '../../../src/protocol/background-messages.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';
import type { Embedder } from '../../../src/recognition/workers/embedder.ts';
import { cardOf } from '../../contract/model-site.ts';

vi.mock('../../../src/platform/messenger.ts', () => ({
  askBackground: (_: string, { anchorId }: { anchorId: string }) =>
    Promise.resolve({
      samples: ['1', '2'].map((id) => ({ sampleId: anchorId + id, cropUrl: `${anchorId} ${id}` })),
    }),
}));

const card = parseEmbedderCard(cardOf('fresh'));
const entry: ModelEntry = { card, source: { kind: 'package', url: 'x' }, isOwn: false };
/** In opposite directions: nobody is taken for the other. */
const FACES: Readonly<Record<string, Float32Array>> = {
  ann: Float32Array.of(1, 0),
  ben: Float32Array.of(-1, 0),
};

let log: string[];
let trials: ModelTrials;
let progress: unknown;
let broken: string | undefined;

function configuration(embeddedBy?: string): Configuration {
  const anchors = Object.entries(FACES).map(([anchorId, embedding]) => ({
    anchorId,
    name: anchorId,
    isNeverNamed: false,
    samples: ['1', '2'].map((id) => ({
      sampleId: anchorId + id,
      embeddings: embeddedBy === undefined ? {} : { [embeddedBy]: embedding },
    })),
  }));
  return { revision: 9, settings: DEFAULT_SETTINGS, activeModelId: null, anchors, rejections: [] };
}

function start(known: Configuration): void {
  const embedder = {
    look: () => Promise.resolve({ value: {}, durationMs: log.push('look') < 8 ? 99 : 12, refineMs: 1 }),
    embedSample: (cropUrl: string) => {
      log.push(cropUrl);
      if (cropUrl === broken) return Promise.reject(new FaultError('record-damaged', 'x'));
      return Promise.resolve(FACES[cropUrl.slice(0, 3)]);
    },
    close: () => log.push('close'),
  } as unknown as Embedder;
  trials = new ModelTrials({
    engine: { openEmbedder: () => (log.push('open'), Promise.resolve(embedder)) },
    knowledge: { configuration: known },
    changeover: {
      get progress() {
        return progress as never;
      },
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  [log, progress, broken] = [[], undefined, undefined];
});
afterEach(() => {
  vi.useRealTimers();
});

async function run(isFresh = false) {
  const seen: string[] = [];
  const trial = trials.try(entry, isFresh, (done, total) => seen.push(`${String(done)}/${String(total)}`));
  trial.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  return { ...(await trial), seen };
}
const embedded = () => log.filter((line) => line.includes(' '));

test('the time without its first looks, and the people told apart by the model’s own limits', async () => {
  start(configuration());
  const { milliseconds, people, report, seen } = await run();
  expect(milliseconds).toBeCloseTo(12, 5);
  expect(people).toBe(2);
  expect(report).toEqual({ probes: 4, right: 4, wrong: 0, strangers: 4, strangersNamed: 0 });
  expect(seen).toEqual(['0/4', '1/4', '2/4', '3/4']);
  expect(log.at(0)).toBe('open');
  expect(log.at(-1)).toBe('close');
});

test('nothing is done twice, but for a fresh measurement of the time', async () => {
  start(configuration());
  const first = await run();
  log = [];
  expect(await run()).toMatchObject({ report: first.report, seen: [] });
  expect(log).toEqual([]);
  await run(true);
  expect(embedded()).toEqual([]);
  expect(log).toContain('look');
});

test('what the gallery has of the model is not embedded again', async () => {
  start(configuration('fresh'));
  expect((await run()).report).toMatchObject({ probes: 4, right: 4 });
  expect(embedded()).toEqual([]);
});

test('a photo that cannot be read is left out', async () => {
  broken = 'ann 1';
  start(configuration());
  expect((await run()).report).toMatchObject({ probes: 2, strangers: 3 });
});

test('a change of models goes first, and a closed page ends it with the network closed', async () => {
  start(configuration());
  progress = {};
  const trial = trials.try(entry, false, () => undefined);
  const failure = expect(trial).rejects.toMatchObject({ code: 'recognizer-gone' });
  await vi.advanceTimersByTimeAsync(5000);
  expect(log).toEqual([]);
  progress = undefined;
  await vi.advanceTimersByTimeAsync(200);
  expect(log).toContain('open');
  trials.close();
  await vi.advanceTimersByTimeAsync(5000);
  await failure;
  expect(log.at(-1)).toBe('close');
  expect(embedded()).toEqual([]);
});
