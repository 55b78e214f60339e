/** @file More people and corrections than a message takes: all of them arrive, and what does not fit is refused with a reason. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAnchorWriter, type AnchorWriter } from '../../src/background/anchor-writer.ts';
import { createChangeQueue } from '../../src/background/change-queue.ts';
import { createCorrectionWriter, type CorrectionWriter } from '../../src/background/correction-writer.ts';
import { configurationPart, pushConfiguration, pushSettings } from '../../src/background/configuration.ts';
import type { Correction } from '../../src/core/corrections/correction.ts';
import { MAX_REJECTIONS } from '../../src/core/corrections/room.ts';
import { FaultError } from '../../src/core/errors/fault.ts';
import { MAX_ANCHORS, type NewSample } from '../../src/core/gallery/anchor.ts';
import { freshConfiguration } from '../../src/offscreen/fresh-configuration.ts';
import { Knowledge } from '../../src/offscreen/knowledge.ts';
import { takePush } from '../../src/offscreen/take-push.ts';
import { toAnchorRecord } from '../../src/protocol/anchor-record.ts';
import { BACKGROUND_REQUESTS } from '../../src/protocol/background-messages.ts';
import { toCorrectionRecord } from '../../src/protocol/correction-record.ts';
import { CONFIGURE } from '../../src/protocol/pushes.ts';
import { parseMessage } from '../../src/protocol/schemas.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

const CROP = 'data:image/jpeg;base64,AAAA';

let fake: FakeBrowser;
let anchors: AnchorWriter;
let corrections: CorrectionWriter;
/** What the offscreen document was pushed, as it arrives. */
let pushed: { type: string; payload: unknown }[];

beforeEach(() => {
  fake = installFakeBrowser();
  pushed = [];
  fake.answer = async (message) => {
    const { target, type, payload } = message as { target: string; type: string; payload: unknown };
    if (target === 'offscreen') pushed.push({ type, payload: structuredClone(payload) });
    if (target !== 'background') return undefined;
    const request = parseMessage(BACKGROUND_REQUESTS['configuration.get'].request, payload);
    if (request === undefined) throw new Error(`unexpected ${type}`);
    try {
      return { ok: true, value: structuredClone(await configurationPart(request)) };
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      return { ok: false, error: { code: error.code, message: '' } };
    }
  };
  const queue = createChangeQueue(() => Promise.resolve());
  let lastId = 0;
  const options = {
    now: () => 1_000_000 + lastId,
    newId: () => `new${String(++lastId)}`,
    onChanged: () => Promise.resolve(),
    queue,
  };
  anchors = createAnchorWriter(options);
  corrections = createCorrectionWriter(options);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function sample(at: number): NewSample {
  return {
    modelId: 'compact',
    embedding: Float32Array.of(at),
    quality: 0.8,
    source: 'tab',
    cropUrl: CROP,
  };
}

function storePeople(count: number): void {
  for (let index = 0; index < count; index++) {
    const id = `a${String(index)}`;
    const { embedding, ...rest } = sample(index);
    const stored = {
      id: `${id}s`,
      enrolledAtMs: 1,
      source: rest.source,
      quality: rest.quality,
      cropUrl: CROP,
      embeddings: { compact: embedding },
    };
    const anchor = { id, name: `Person ${String(index)}`, createdAtMs: index, isNeverNamed: false };
    fake.store(`anchor:${id}`, toAnchorRecord({ ...anchor, samples: [stored] }));
  }
}

function storeRejections(count: number, against = { anchorId: 'a0', name: 'Person 0' }): void {
  for (let index = 0; index < count; index++) {
    const id = `c${String(index)}`;
    const faces = [0, 1, 2].map((face) => ({
      id: `${id}f${String(face)}`,
      cropUrl: CROP,
      quality: 0.8,
      embeddings: { compact: Float32Array.of(index + face / 10) },
    }));
    const correction: Correction = {
      id,
      kind: 'not',
      madeAtMs: index,
      ...against,
      otherNames: [],
      rejection: { faces, against },
      lifted: [],
      redirected: [],
    };
    fake.store(`correction:${id}`, toCorrectionRecord(correction));
  }
}

/** By the pushes alone. */
async function told(): Promise<Knowledge> {
  const knowledge = new Knowledge();
  await pushConfiguration();
  expect(pushed.every(({ type }) => type === CONFIGURE)).toBe(true);
  const inForce = pushed.map(({ type, payload }) => takePush(knowledge, type, payload));
  expect(inForce.filter((isInForce) => isInForce)).toHaveLength(1);
  return knowledge;
}

describe('what is stored arrives', () => {
  test(`${String(MAX_ANCHORS + 1)} people, pushed and fetched`, { timeout: 60_000 }, async () => {
    storePeople(MAX_ANCHORS + 1);
    const knowledge = await told();
    expect(knowledge.configuration.anchors).toHaveLength(MAX_ANCHORS + 1);
    expect(knowledge.configuration.anchors.at(-1)?.name).toBe(`Person ${String(MAX_ANCHORS)}`);
    const { configuration, unreadable } = await freshConfiguration(knowledge);
    expect(configuration.anchors).toHaveLength(MAX_ANCHORS + 1);
    expect(configuration.revision).toBeGreaterThan(knowledge.configuration.revision);
    expect(unreadable).toBe(0);
  });

  test('6,700 rejections of three faces each', { timeout: 60_000 }, async () => {
    storePeople(1);
    storeRejections(6700);
    const knowledge = await told();
    expect(knowledge.configuration.rejections).toHaveLength(3 * 6700);
    expect(knowledge.configuration.anchors).toHaveLength(1);
  });

  test('a few people are one message, as before', async () => {
    storePeople(3);
    await pushConfiguration();
    expect(pushed).toHaveLength(1);
    expect(pushed[0]?.payload).not.toHaveProperty('part');
  });

  test('parts that a stopped service worker forgot are read again', async () => {
    storePeople(4001);
    const parts: unknown[] = [];
    const answer = fake.answer;
    fake.answer = async (message) => {
      const { payload } = message as { payload: { part?: number } };
      parts.push(payload.part);
      // Somebody else begins to read, which drops the parts of the first.
      if (parts.length === 2) await configurationPart({});
      return answer?.(message);
    };
    const { configuration } = await freshConfiguration(new Knowledge());
    expect(configuration.anchors).toHaveLength(4001);
    expect(parts.filter((part) => part === undefined)).toHaveLength(2);
  });

  test('a setting that changes while they are read does not keep the people out', async () => {
    storePeople(2);
    const knowledge = new Knowledge();
    await pushConfiguration();
    pushed.forEach(({ type, payload }) => takePush(knowledge, type, payload));
    storePeople(3);
    const answer = fake.answer;
    let asked = 0;
    fake.answer = async (message) => {
      const reply = await answer?.(message);
      if ((message as { target: string }).target === 'background' && ++asked === 1) {
        await pushSettings();
        const { type, payload } = pushed.at(-1) ?? { type: '', payload: undefined };
        expect(takePush(knowledge, type, payload)).toBe(true);
      }
      return reply;
    };
    const { configuration, unreadable } = await freshConfiguration(knowledge);
    expect(asked).toBe(2);
    expect(knowledge.apply(configuration, unreadable)).toBe(true);
    expect(knowledge.configuration.anchors).toHaveLength(3);
  });
});

describe('what does not fit is refused', () => {
  test(
    'one more person than there may be; those who are there go on growing',
    { timeout: 60_000 },
    async () => {
      storePeople(MAX_ANCHORS);
      await expect(anchors.enroll({ name: 'Zoe', samples: [sample(1)] })).rejects.toMatchObject({
        code: 'people-full',
      });
      expect(fake.storedKeys()).toHaveLength(MAX_ANCHORS);
      expect(await anchors.enroll({ name: 'Person 7', samples: [sample(1)] })).toMatchObject({
        isNew: false,
      });
      await anchors.bin('a5');
      await anchors.enroll({ name: 'Zoe', samples: [sample(1)] });
      await expect(anchors.restore('a5')).rejects.toMatchObject({ code: 'people-full' });
      expect(fake.storedKeys().filter((key) => key.startsWith('bin:'))).toEqual(['bin:a5']);
    },
  );

  test('one more rejection than there may be, until one is undone', async () => {
    storePeople(2);
    storeRejections(MAX_REJECTIONS);
    const { source, ...face } = sample(5);
    expect(source).toBe('tab');
    const reject = () => corrections.reject({ anchorId: 'a1', faces: [face] });
    await expect(reject()).rejects.toMatchObject({ code: 'rejections-full' });
    await corrections.undo('c3');
    await expect(reject()).resolves.toHaveProperty('correctionId');
    await expect(reject()).rejects.toMatchObject({ code: 'rejections-full' });
  });

  test('rejections of people who are gone for good give way first, the oldest one', async () => {
    storePeople(2);
    storeRejections(MAX_REJECTIONS, { anchorId: 'gone', name: 'Gone' });
    const { source, ...face } = sample(5);
    expect(source).toBe('tab');
    await corrections.reject({ anchorId: 'a1', faces: [face] });
    const keys = fake.storedKeys().filter((key) => key.startsWith('correction:'));
    expect(keys).toHaveLength(MAX_REJECTIONS);
    expect(keys).not.toContain('correction:c0');
    expect(keys).toContain('correction:c1');
  });
});
