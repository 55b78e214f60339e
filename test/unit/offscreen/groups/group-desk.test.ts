/** @file What a page may ask about people not named yet, and what is kept of them, with fakes for browser and networks. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { joinGroups } from '../../../../src/core/grouping/join-groups.ts';
import type { GroupLook } from '../../../../src/core/grouping/group.ts';
import type { Engine } from '../../../../src/offscreen/engine.ts';
import { EnrollQuestions } from '../../../../src/offscreen/enroll-questions.ts';
import { GroupDesk } from '../../../../src/offscreen/groups/group-desk.ts';
import { UnnamedPeople } from '../../../../src/offscreen/groups/unnamed-people.ts';
import { Knowledge } from '../../../../src/offscreen/knowledge.ts';
import type { WatchedDocument } from '../../../../src/offscreen/watched-document.ts';
import { DEFAULT_SETTINGS } from '../../../../src/protocol/background-messages.ts';
import { parseGroupRecord, toGroupRecord, type KeptGroup } from '../../../../src/protocol/group-record.ts';
import { GROUPS_INTERVAL_MS, type GroupRequest } from '../../../../src/protocol/group-messages.ts';
import { toPanelSchema, type ToPanel } from '../../../../src/protocol/panel-port.ts';
import { parseMessage } from '../../../../src/protocol/schemas.ts';
import { parseEmbedderCard } from '../../../../src/recognition/model-card.ts';
import { cardOf } from '../../../contract/model-site.ts';
import { RULES } from '../../core/grouping/people.ts';

const asked = vi.hoisted((): { type: string; payload: unknown }[] => []);
const kept = vi.hoisted((): { groups: unknown[] } => ({ groups: [] }));
vi.mock('../../../../src/platform/log.ts', () => ({ logFault: () => undefined }));
vi.mock('../../../../src/platform/messenger.ts', () => ({
  askBackground: (type: string, payload: { name?: string }) => {
    asked.push({ type, payload });
    if (type === 'groups.get') return Promise.resolve(kept);
    return Promise.resolve({ anchorId: 'a', name: payload.name, isNew: true });
  },
}));

const compact = parseEmbedderCard(cardOf('compact'));
const DIMENSION = compact.output.dimension;

let knowledge: Knowledge;
let engine: Engine;
let unnamed: UnnamedPeople;
let desk: GroupDesk;
let questions: EnrollQuestions;
let sent: ToPanel[];
/** What the network sees in a stored picture. */
let embedded: string[];

const at = (position: number): Float32Array => {
  const embedding = new Float32Array(DIMENSION);
  embedding[0] = position;
  return embedding;
};

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  kept.groups = [];
  embedded = [];
  knowledge = new Knowledge();
  knowledge.use(compact);
  engine = {
    state: { kind: 'ready', recognizer: {} },
    whenOpen: () =>
      Promise.resolve({
        embedder: {
          embedSample: (cropUrl: string) => {
            embedded.push(cropUrl);
            return Promise.resolve(at(5));
          },
        },
      }),
  } as unknown as Engine;
  unnamed = new UnnamedPeople({ engine, knowledge });
  sent = [];
  const port = {
    tabId: undefined,
    send(message: ToPanel) {
      expect(parseMessage(toPanelSchema, message)).toBeDefined();
      sent.push(message);
    },
  };
  questions = new EnrollQuestions(port);
  desk = new GroupDesk(port, { knowledge, unnamed }, questions);
});

afterEach(() => {
  desk.close();
  vi.useRealTimers();
});

let revision = 0;
function keep(keepsUnnamed: boolean): void {
  knowledge.apply({
    revision: ++revision,
    settings: { ...DEFAULT_SETTINGS, keepsUnnamed },
    activeModelId: 'compact',
    anchors: [],
    rejections: [],
  });
  unnamed.reconsider();
}

/** A stranger with two looks that have their pictures. */
function meet(id: string, position: number, ...covers: readonly boolean[]): void {
  const looks = [0, 0.01].map((away, index): GroupLook => {
    const look = `${id}${String(index)}`;
    unnamed.registry.pictures.put(look, { cropUrl: `data:image/jpeg;base64,${btoa(look)}`, source: 'tab' });
    const cover = covers[index] === true ? { isCovered: true } : {};
    return { id: look, face: id, modelId: 'compact', embedding: at(position + away), quality: 0.8, ...cover };
  });
  const sighting = { face: id, video: '1/0', looks, nowMs: Date.now(), barred: new Set<string>() };
  unnamed.registry.update((groups) => joinGroups(groups, sighting, RULES, id));
}

async function ask(message: GroupRequest): Promise<ToPanel | undefined> {
  desk.handle(message);
  await vi.advanceTimersByTimeAsync(0);
  return sent.at(-1);
}

const shown = () => {
  const last = sent.findLast((message) => message.type === 'groups');
  return last?.type === 'groups' ? last.groups.map(({ group }) => group).sort() : [];
};
const stored = () =>
  asked.flatMap(({ type, payload }) =>
    type === 'groups.store' ? (payload as { groups: KeptGroup[] }).groups.map(({ id }) => id) : [],
  );

describe('watching', () => {
  test('tells at once, then only after changes, and sends each picture once', async () => {
    meet('ann', 0);
    desk.handle({ type: 'watchGroups' });
    expect(sent).toMatchObject([
      { type: 'groups', groups: [{ group: 'ann', seen: 1, isKept: false }], pictures: [{}, {}] },
    ]);
    await vi.advanceTimersByTimeAsync(GROUPS_INTERVAL_MS * 3);
    expect(sent).toHaveLength(1);
    meet('bob', 3);
    await vi.advanceTimersByTimeAsync(GROUPS_INTERVAL_MS);
    expect(sent.at(-1)).toMatchObject({ pictures: [{ look: 'bob0' }, { look: 'bob1' }] });
    expect(shown()).toEqual(['ann', 'bob']);
  });

  test('whoever the gallery knows by now is not shown, and is again when it does not', () => {
    meet('ann', 0);
    const samples = [{ sampleId: 's', embeddings: { compact: at(0) } }];
    const anchors = [{ anchorId: 'a', name: 'Ann', isNeverNamed: false, samples }];
    const base = { settings: DEFAULT_SETTINGS, activeModelId: 'compact', rejections: [] };
    knowledge.apply({ ...base, revision: ++revision, anchors });
    desk.handle({ type: 'watchGroups' });
    expect(shown()).toEqual([]);
    const alike = [{ sampleId: 's', embeddings: { compact: at(0.57) } }];
    const near = anchors.map((anchor) => ({ ...anchor, samples: alike }));
    knowledge.apply({ ...base, revision: ++revision, anchors: near });
    desk.handle({ type: 'watchGroups' });
    expect(sent.at(-1)).toMatchObject({ groups: [{ resembles: { anchorId: 'a', name: 'Ann' } }] });
  });
});

describe('changing', () => {
  beforeEach(() => {
    meet('ann', 0);
    meet('bob', 3);
    desk.handle({ type: 'watchGroups' });
  });

  test('naming leaves out looks at a covered face, and says so where there are no others', async () => {
    meet('half', 10, true, false);
    meet('all', 20, true, true);
    const name = (group: string) => ask({ type: 'nameGroup', request: 1, group, name: 'Bea' });
    const half = await name('half');
    expect(half).toMatchObject({ type: 'enrolled', samples: 1 });
    expect(half).not.toHaveProperty('isCovered');
    expect(asked.at(-1)?.payload).toMatchObject({ samples: [{ embedding: at(10.01) }] });
    expect(await name('all')).toMatchObject({ type: 'enrolled', samples: 2, isCovered: true });
    expect((asked.at(-1)?.payload as { samples: object[] }).samples[0]).not.toHaveProperty('isCovered');
  });

  test('naming enrolls the looks with their pictures, and the group goes', async () => {
    const answer = await ask({ type: 'nameGroup', request: 1, group: 'ann', name: 'Ann' });
    expect(answer).toEqual({
      type: 'enrolled',
      request: 1,
      anchorId: 'a',
      name: 'Ann',
      isNew: true,
      samples: 2,
      canCollectMore: false,
      isCutShort: false,
    });
    expect(asked.at(-1)).toMatchObject({
      type: 'anchor.enroll',
      payload: { name: 'Ann', samples: [{ modelId: 'compact', source: 'tab' }, { modelId: 'compact' }] },
    });
    expect(shown()).toEqual(['bob']);
  });

  test('naming asks before a stranger becomes part of a saved person', async () => {
    const bea = { sampleId: 's', embeddings: { compact: at(90) } };
    knowledge.apply({
      ...knowledge.configuration,
      revision: ++revision,
      anchors: [{ anchorId: 'bea', name: 'Bea', isNeverNamed: false, samples: [bea] }],
    });
    const name = () => ask({ type: 'nameGroup', request: 1, group: 'ann', name: 'bea' });
    const question = { kind: 'unlike', anchorId: 'bea', name: 'Bea', apartName: 'Bea 2' };
    expect(await name()).toEqual({ type: 'enrollQuestion', request: 1, ...question });
    questions.answer(1, 'cancel');
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.at(-1)).toEqual({ type: 'enrollCancelled', request: 1 });
    expect(asked.some(({ type }) => type === 'anchor.enroll')).toBe(false);
    expect(unnamed.registry.groups.map(({ id }) => id)).toContain('ann');
    await name();
    questions.answer(1, 'apart');
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.at(-1)).toMatchObject({ type: 'enrolled', request: 1 });
    expect(asked.find(({ type }) => type === 'anchor.enroll')?.payload).toMatchObject({ name: 'Bea 2' });
  });

  test.for<[string, GroupRequest, string[]]>([
    ['merging', { type: 'mergeGroups', request: 1, into: 'ann', from: 'bob' }, ['ann']],
    ['forgetting one', { type: 'forgetGroup', request: 1, group: 'bob' }, ['ann']],
    ['forgetting all', { type: 'forgetAllGroups', request: 1 }, []],
    ['ignoring', { type: 'ignoreGroup', request: 1, group: 'bob', isIgnored: true }, ['ann', 'bob']],
  ])('%s can be taken back', async ([, request, left]) => {
    const before = [...unnamed.registry.groups];
    const answer = await ask(request);
    expect(shown()).toEqual(left);
    const change = answer?.type === 'groupsChanged' ? answer.change : undefined;
    await ask({ type: 'undoGroups', request: 2, change: change ?? '' });
    expect(shown()).toEqual(['ann', 'bob']);
    expect(new Set(unnamed.registry.groups.map(({ isIgnored }) => isIgnored))).toEqual(new Set([false]));
    expect(before.map(({ looks }) => looks.length)).toEqual([2, 2]);
    expect(unnamed.registry.pictures.get('bob0')).toBeDefined();
  });

  test('a group that is gone is refused', async () => {
    expect(await ask({ type: 'forgetGroup', request: 1, group: 'cleo' })).toMatchObject({
      type: 'refused',
      fault: { code: 'group-gone' },
    });
    expect(await ask({ type: 'undoGroups', request: 2, change: 'x' })).toMatchObject({ type: 'refused' });
  });
});

describe('keeping', () => {
  test('nothing is stored unless the person wishes it', async () => {
    meet('ann', 0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    keep(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stored()).toEqual(['ann']);
    expect(unnamed.keeper.isKept('ann')).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stored()).toEqual(['ann']);
  });

  test('a covered face stays one', async () => {
    keep(true);
    meet('ann', 0, true, false);
    await vi.advanceTimersByTimeAsync(10_000);
    const { groups } = asked.find(({ type }) => type === 'groups.store')?.payload as { groups: KeptGroup[] };
    const record = parseGroupRecord(JSON.parse(JSON.stringify(groups.map(toGroupRecord)[0])));
    expect(record?.looks.map(({ isCovered }) => isCovered)).toEqual([true, undefined]);
    kept.groups = groups;
    const reopened = new UnnamedPeople({ engine, knowledge });
    await reopened.start();
    expect(reopened.registry.groups[0]?.looks.map(({ isCovered }) => isCovered)).toEqual([true, undefined]);
  });

  test('who is forgotten is erased at once, and stored again with "Undo"', async () => {
    keep(true);
    meet('ann', 0);
    await vi.advanceTimersByTimeAsync(10_000);
    const answer = await ask({ type: 'forgetGroup', request: 1, group: 'ann' });
    expect(asked.at(-1)).toEqual({ type: 'groups.erase', payload: { groupIds: ['ann'] } });
    const change = answer?.type === 'groupsChanged' ? (answer.change ?? '') : '';
    await ask({ type: 'undoGroups', request: 2, change });
    expect(stored()).toEqual(['ann', 'ann']);
  });

  test('switched off, none counts as kept, and none is stored any more', async () => {
    keep(true);
    meet('ann', 0);
    await vi.advanceTimersByTimeAsync(10_000);
    keep(false);
    expect(unnamed.keeper.isKept('ann')).toBe(false);
    meet('bob', 3);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stored()).toEqual(['ann']);
  });
});

describe('another network', () => {
  const stranger = (modelId: string): KeptGroup => ({
    id: 'old',
    seen: 7,
    firstSeenMs: 1,
    lastSeenMs: 2,
    isIgnored: true,
    looks: [
      {
        id: 'l',
        modelId,
        embedding: at(0),
        quality: 0.8,
        source: 'tab',
        cropUrl: 'data:image/jpeg;base64,bA==',
      },
    ],
  });
  const nobody = { isIncognito: false, videos: new Map() } as unknown as WatchedDocument;

  test.for([
    ['embeds the pictures of kept groups again', 'facenet-128', 1],
    ['is not asked where its own embeddings were kept', 'compact', 0],
  ] as const)('%s', async ([, modelId, times]) => {
    kept.groups = [stranger(modelId)];
    await unnamed.start();
    unnamed.observe(nobody);
    await vi.advanceTimersByTimeAsync(0);
    expect(embedded).toHaveLength(times);
    const [group] = unnamed.registry.groups;
    expect(group).toMatchObject({ id: 'old', earlierAppearances: 7, isIgnored: true });
    expect(group?.looks.map((look) => look.modelId)).toEqual(['compact']);
  });
});

test('faces of an incognito window are not looked at', async () => {
  await unnamed.start();
  const document = {
    isIncognito: true,
    get videos(): never {
      throw new Error('they were looked at');
    },
  } as unknown as WatchedDocument;
  for (let time = 0; time < 3; time++) {
    unnamed.observe(document);
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(unnamed.registry.groups).toEqual([]);
});
