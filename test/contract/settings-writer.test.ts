/** @file The only writer of settings, against storage: changes add up, in order, and old records are read. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSettingsWriter, type SettingsWriter } from '../../src/background/settings-writer.ts';
import { readActiveModelId, readSettings, writeActiveModelId } from '../../src/platform/settings-store.ts';
import { DEFAULT_SETTINGS } from '../../src/protocol/background-messages.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

let fake: FakeBrowser;
let writer: SettingsWriter;
/** What lay in storage each time that the others were told. */
let told: unknown[];

beforeEach(() => {
  fake = installFakeBrowser();
  told = [];
  writer = createSettingsWriter(() => {
    told.push(fake.stored('settings'));
    return Promise.resolve();
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a change', () => {
  test('leaves everything as it is that it does not name', async () => {
    fake.store('settings', { strictness: 0.2, modelId: 'facenet', metric: 'cosine' });
    await writer.change({ strictness: 0.9 });
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.9,
      modelId: 'facenet',
      metric: 'cosine',
    });
    await writer.change({ metric: 'euclidean' });
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.9,
      modelId: 'facenet',
      metric: 'euclidean',
    });
    await writer.change({});
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.9,
      modelId: 'facenet',
      metric: 'euclidean',
    });
  });

  test('can take a choice back', async () => {
    await writer.change({ modelId: 'facenet' });
    await writer.change({ modelId: null });
    expect(await readSettings()).toMatchObject({ modelId: null });
  });

  test('is stored before anybody is told of it', async () => {
    await writer.change({ strictness: 0.9 });
    expect(told).toEqual([{ ...DEFAULT_SETTINGS, strictness: 0.9, modelId: null, metric: 'card' }]);
  });

  test('two pages at the same time undo nothing of each other’s', async () => {
    await Promise.all([writer.change({ strictness: 0.9 }), writer.change({ modelId: 'facenet' })]);
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.9,
      modelId: 'facenet',
      metric: 'card',
    });
  });

  test('of several of the same thing the last one stays', async () => {
    const strictnesses = [0.1, 0.7, 0.3, 0.8];
    await Promise.all(strictnesses.map((strictness) => writer.change({ strictness })));
    expect(await readSettings()).toMatchObject({ strictness: 0.8 });
    expect(told).toHaveLength(4);
  });

  test('that cannot be stored says so, tells nobody, and holds up nobody after it', async () => {
    fake.storageFailure = new Error('QUOTA_BYTES quota exceeded');
    await expect(writer.change({ strictness: 0.9 })).rejects.toMatchObject({ code: 'storage-failed' });
    expect(told).toEqual([]);
    fake.storageFailure = undefined;
    await writer.change({ metric: 'cosine' });
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.5,
      modelId: null,
      metric: 'cosine',
    });
  });
});

describe('a record of an earlier version', () => {
  test('is read, with the defaults for what it lacks', async () => {
    fake.store('settings', { strictness: 0.3 });
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.3,
      modelId: null,
      metric: 'card',
    });
  });

  test('keeps its strictness when something else is changed', async () => {
    fake.store('settings', { strictness: 0.3 });
    await writer.change({ modelId: 'facenet' });
    expect(fake.stored('settings')).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.3,
      modelId: 'facenet',
      metric: 'card',
    });
  });

  test.for([undefined, 7, 'strict', [], null])('that is %j counts as the default', async (record) => {
    if (record !== undefined) fake.store('settings', record);
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.5,
      modelId: null,
      metric: 'card',
    });
  });
});

describe('the model in use', () => {
  test('is none before the first one was stored, and then that one', async () => {
    expect(await readActiveModelId()).toBeNull();
    await writeActiveModelId('facenet');
    expect(await readActiveModelId()).toBe('facenet');
  });

  test.for(['', 7, { id: 'facenet' }])('is none when %j is stored', async (stored) => {
    fake.store('active-model', stored);
    expect(await readActiveModelId()).toBeNull();
  });
});

describe('forgetting a model', () => {
  test('takes back the choice of it, and that it was in use', async () => {
    fake.store('settings', { strictness: 0.2, modelId: 'mine', metric: 'cosine' });
    fake.store('active-model', 'mine');
    await writer.forgetModel('mine');
    expect(await readSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      strictness: 0.2,
      modelId: null,
      metric: 'cosine',
    });
    expect(await readActiveModelId()).toBeNull();
    expect(told).toHaveLength(1);
  });

  test('leaves the choice of another one', async () => {
    fake.store('settings', { strictness: 0.2, modelId: 'facenet', metric: 'card' });
    fake.store('active-model', 'compact');
    await writer.forgetModel('mine');
    expect(await readSettings()).toMatchObject({ modelId: 'facenet' });
    expect(await readActiveModelId()).toBe('compact');
  });
});
