/** @file The only writer of kept groups, against storage: nothing is kept that the person does not wish to be kept. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGroupWriter, type GroupWriter } from '../../src/background/group-writer.ts';
import { readAnchors } from '../../src/platform/anchor-store.ts';
import { DEFAULT_SETTINGS } from '../../src/protocol/background-messages.ts';
import { keptGroup } from '../unit/protocol/message-cases.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

let fake: FakeBrowser;
let writer: GroupWriter;

beforeEach(() => {
  fake = installFakeBrowser();
  writer = createGroupWriter();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const wish = (keepsUnnamed: boolean): void => {
  fake.store('settings', { ...DEFAULT_SETTINGS, keepsUnnamed });
};
const groupOf = (id: string) => ({ ...keptGroup(), id });

describe('while they are not to be kept', () => {
  test('nothing is stored, and nothing is told', async () => {
    await writer.store([keptGroup()]);
    expect(fake.storedKeys()).toEqual([]);
    expect(await writer.read()).toEqual([]);
  });

  test('what is left of them is erased, whatever state it is in, and nothing else', async () => {
    wish(true);
    await writer.store([groupOf('g'), groupOf('h')]);
    fake.store('aside:group:x', { looks: 7 });
    fake.store('aside:anchor:y', {});
    wish(false);
    await writer.obeySetting();
    expect(fake.storedKeys()).toEqual(['aside:anchor:y', 'settings']);
  });

  test('a group that arrives after the switch is not stored', async () => {
    wish(true);
    const first = writer.store([groupOf('g')]);
    const second = first.then(() => {
      wish(false);
      return Promise.all([writer.obeySetting(), writer.store([groupOf('h')])]);
    });
    await second;
    expect(fake.storedKeys('group:')).toEqual([]);
  });
});

describe('while they are to be kept', () => {
  beforeEach(() => {
    wish(true);
  });

  test('they come back as they were, embeddings and all', async () => {
    await writer.store([groupOf('g'), groupOf('h')]);
    expect(await writer.read()).toEqual([groupOf('g'), groupOf('h')]);
    await writer.obeySetting();
    expect(fake.storedKeys('group:')).toEqual(['group:g', 'group:h']);
  });

  test('erasing takes those that were named', async () => {
    await writer.store([groupOf('g'), groupOf('h')]);
    await writer.erase(['g', 'unknown']);
    expect(fake.storedKeys('group:')).toEqual(['group:h']);
  });

  test('a damaged one is set aside untouched, and the others are told', async () => {
    await writer.store([groupOf('g')]);
    fake.store('group:broken', { version: 1, looks: [] });
    expect(await writer.read()).toEqual([groupOf('g')]);
    expect(fake.stored('aside:group:broken')).toEqual({ version: 1, looks: [] });
    expect((await readAnchors()).damaged).toEqual([{ key: 'aside:group:broken' }]);
  });

  test('a disk that is full is said, and holds up nobody after it', async () => {
    fake.storageFailure = new Error('QUOTA_BYTES quota exceeded');
    await expect(writer.store([groupOf('g')])).rejects.toMatchObject({ code: 'storage-failed' });
    fake.storageFailure = undefined;
    await writer.store([groupOf('h')]);
    expect(fake.storedKeys('group:')).toEqual(['group:h']);
  });
});
