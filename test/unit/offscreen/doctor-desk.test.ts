/** @file Who watches the gallery gets a diagnosis, and a new one after each change, by the limits in force. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DoctorDesk, type DoctorDeskContext } from '../../../src/offscreen/doctor-desk.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { DEFAULT_SETTINGS, type Configuration } from '../../../src/protocol/background-messages.ts';
import type { UnreadablePhotos } from '../../../src/protocol/model-messages.ts';
import { STATUS_INTERVAL_MS, toPanelSchema, type ToPanel } from '../../../src/protocol/panel-port.ts';
import { parseMessage } from '../../../src/protocol/schemas.ts';
import { parseEmbedderCard } from '../../../src/recognition/model-card.ts';

const cardUrl = new URL('../../../models/oracles/compact.json', import.meta.url);
const card = parseEmbedderCard(JSON.parse(await readFile(cardUrl, 'utf8')));
const engine = {
  state: 'ready',
  modelId: 'compact',
  modelTitle: 'Compact',
  threads: 1,
  isCrossOriginIsolated: true,
} as const;

let sent: ToPanel[];
let knowledge: Knowledge;
let desk: DoctorDesk;
let hasModel: boolean;
let unreadable: UnreadablePhotos | undefined;

beforeEach(() => {
  // The slices are measured by the real clock.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  sent = [];
  hasModel = true;
  unreadable = undefined;
  knowledge = new Knowledge();
  const port = {
    send(message: ToPanel) {
      expect(parseMessage(toPanelSchema, structuredClone(message))).toEqual(message);
      sent.push(message);
    },
  };
  const context = {
    engine: {
      status: () => engine,
      get model() {
        return hasModel ? { card } : undefined;
      },
    },
    knowledge,
    changeover: { unreadable: () => unreadable },
  };
  // Only what the desk uses of engine and port is here.
  desk = new DoctorDesk(port as never, context as unknown as DoctorDeskContext);
});
afterEach(() => {
  desk.close();
  vi.useRealTimers();
});

/** People at places on a line, each with two samples. */
function configurationOf(revision: number, people: Readonly<Record<string, number>>): Configuration {
  const anchors = Object.entries(people).map(([name, place]) => ({
    anchorId: name,
    name,
    isNeverNamed: false,
    samples: [0, 0.3].map((shift) => ({
      sampleId: `${name}${String(shift)}`,
      embeddings: { compact: Float32Array.from({ length: 128 }, (_, at) => (at === 0 ? place + shift : 0)) },
    })),
  }));
  return { revision, settings: DEFAULT_SETTINGS, activeModelId: 'compact', anchors, rejections: [] };
}

function diagnoses() {
  return sent.flatMap((message) => (message.type === 'diagnosis' ? [message] : []));
}

async function pass(): Promise<void> {
  await vi.advanceTimersByTimeAsync(STATUS_INTERVAL_MS * 2);
}

test('says at once what it finds, and nothing more until something changes', async () => {
  knowledge.use(card);
  knowledge.apply(configurationOf(1, { Ann: 0, Bob: 5 }));
  desk.watch();
  await pass();
  expect(diagnoses()).toHaveLength(1);
  expect(diagnoses()[0]).toMatchObject({ maxDistance: 0.55, diagnosis: { people: 2, samples: 4 } });
});

test('a changed gallery is diagnosed again, and so is a changed strictness', async () => {
  knowledge.use(card);
  knowledge.apply(configurationOf(1, { Ann: 0, Bob: 5 }));
  desk.watch();
  await pass();
  knowledge.apply(configurationOf(2, { Ann: 0, Bob: 5, Cem: 0.05 }));
  await pass();
  expect(diagnoses().at(-1)?.diagnosis.findings[0]).toMatchObject({
    kind: 'same-person',
    anchorIds: ['Ann', 'Cem'],
  });
  const strict = { ...configurationOf(3, { Ann: 0 }), settings: { ...DEFAULT_SETTINGS, strictness: 0 } };
  knowledge.apply(strict);
  await pass();
  expect(diagnoses()).toHaveLength(3);
  expect(diagnoses().at(-1)?.maxDistance).toBeCloseTo(0.5, 9);
});

test('photos that turn out to be unreadable are told of, though the gallery is the same', async () => {
  knowledge.use(card);
  knowledge.apply(configurationOf(1, { Ann: 0, Bob: 5 }));
  desk.watch();
  await pass();
  expect(diagnoses()[0]?.unreadable).toBeUndefined();
  unreadable = { photos: 2, lostAnchorIds: ['Ann'] };
  await pass();
  expect(diagnoses()).toHaveLength(2);
  expect(diagnoses()[1]?.unreadable).toEqual(unreadable);
});

test('waits for the model, and says so', async () => {
  hasModel = false;
  desk.watch();
  await pass();
  expect(sent.at(-1)).toMatchObject({ type: 'diagnosing', share: 0, engine });
  expect(diagnoses()).toEqual([]);
  hasModel = true;
  knowledge.use(card);
  knowledge.apply(configurationOf(1, { Ann: 0 }));
  await pass();
  expect(diagnoses()).toHaveLength(1);
});

test('a page that went away gets nothing more', async () => {
  knowledge.use(card);
  desk.watch();
  await pass();
  desk.close();
  const before = sent.length;
  knowledge.apply(configurationOf(5, { Ann: 0 }));
  await pass();
  expect(sent).toHaveLength(before);
});

test('of a large gallery it tells how far it is, and a change begins anew', async () => {
  knowledge.use(card);
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`p${String(index)}`, index * 5]),
  );
  knowledge.apply(configurationOf(1, many));
  desk.watch();
  expect(diagnoses()).toEqual([]);
  knowledge.apply(configurationOf(2, { Ann: 0 }));
  await pass();
  expect(diagnoses().map(({ diagnosis }) => diagnosis.people)).toEqual([1]);
});
