/**
 * @file The settings page with a person's own model: files that are none are refused by name, one that is one is added,
 * taken, given up and removed again, and a browser that dies half-way through a change goes on from there.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { press } from '../../scripts/demo/popup-driver.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { commentedDefault, tinyNetwork } from './own-networks.ts';
import { waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

const SETTINGS = 'src/ui/settings/index.html';
const NAMES = ['Clara', 'Mira'];
/** Enough pictures that a change of models takes some seconds. */
const COPIES = 60;

let folder: string;
let profileDir: string;
let harness: Harness;
let page: Page;
let settings: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-models-'));
  profileDir = path.join(folder, 'profile');
  harness = await startHarness({ profileDir });
  page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  for (const name of NAMES) await enrollPerson(page, popup, name);
  const known = new Set(harness.browser.targets());
  // The popup closes as the settings open, and may not live to confirm the click: that they opened is awaited next.
  await press(popup, '[data-testid="open-settings"]').catch(() => undefined);
  const target = await harness.browser.waitForTarget(
    (one) => !known.has(one) && one.url().includes(SETTINGS),
  );
  const opened = await target.page();
  if (opened === null) throw new Error('The settings did not open in a tab.');
  settings = opened;
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a file that is no face model', () => {
  test.for<[string, () => Uint8Array, string]>([
    ['notes.onnx', () => Buffer.from('dear diary\n'.repeat(50)), 'This is a text file or a web page'],
    ['packed.zip', () => Buffer.from('PK\x03\x04 and so on', 'latin1'), 'This is an archive'],
    ['weights.h5', () => Buffer.from('\x89HDF\r\n\x1a\n and so on', 'latin1'), 'This is a Keras file'],
    ['empty.onnx', () => Buffer.alloc(0), 'This file is empty.'],
    ['noise.onnx', () => Buffer.alloc(5000, 7), 'could not be opened as an ONNX model'],
    ['constant.onnx', () => tinyNetwork('constant'), 'This model says the same of every face.'],
    ['classes.onnx', () => tinyNetwork('classifier'), 'This model sorts pictures into fixed classes'],
  ])('%s is refused, each for its own reason', async ([name, make, sentence]) => {
    const before = await stored();
    await bring(name, make());
    const refusal = await settings.waitForSelector('[data-testid="import-refused"]');
    expect(await refusal?.evaluate(({ textContent }) => textContent)).toContain(sentence);
    expect(await modelIds()).toEqual(['faceplugin3']);
    expect(await privateFiles()).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  test('and nothing else is disturbed: the names stand where they stood', async () => {
    await waitForNamesInFront();
  });
});

describe('a person’s own network', () => {
  test('is accepted with its picture in TensorFlow’s order, and removed again', async () => {
    await bring('tiny_net.onnx', tinyNetwork('none'));
    await waitForPhase('done');
    const [, id = ''] = await modelIds();
    expect(id).toMatch(/^own-[0-9a-f]{64}$/u);
    expect(await privateFiles()).toEqual([`own-models/${id}.json`, `own-models/${id}.onnx`]);
    await press(settings, `[data-model="${id}"] [data-testid="model-remove"]`);
    await press(settings, '[data-testid="model-remove-yes"]');
    await waitUntil(async () => (await modelIds()).length === 1, 'the model is gone from the list');
    expect(await privateFiles()).toEqual([]);
  });

  test('is tried on the own faces, and the same file again is no second model', async () => {
    const file = await commentedDefault('mine');
    await bring('mine.onnx', file);
    await waitForPhase('done');
    const trial = await settings.$eval('[data-testid="trial"]', ({ textContent }) => textContent);
    expect(trial).toMatch(/^Tried on \d+ of your saved pictures: \d+ of \d+ recognized/u);
    await bring('again.onnx', file);
    await settings.waitForFunction(() => document.body.textContent.includes('This model is already here.'));
    expect(await modelIds()).toHaveLength(2);
    expect(await privateFiles()).toHaveLength(2);
  });

  test('takes over with every name and picture, and one click leads back', async () => {
    const before = await samples();
    const own = await ownId();
    await press(settings, `[data-model="${own}"] [data-testid="model-choose"]`);
    await settings.waitForSelector('[data-testid="model-change"]');
    await waitForModel(own);
    const report = await settings.waitForSelector('[data-testid="comparison"]');
    expect(await report?.evaluate(({ textContent }) => textContent)).toMatch(
      /Before, with MobileFaceNet.*\d+ of \d+ recognized.*Now, with mine.*\d+ of \d+ recognized/u,
    );
    const between = await samples();
    expect(between.map(({ id, name }) => [id, name])).toEqual(before.map(({ id, name }) => [id, name]));
    for (const [index, { embeddings }] of between.entries()) {
      expect(Object.keys(embeddings).sort()).toEqual(['faceplugin3', own]);
      expect(embeddings['faceplugin3']).toEqual(before[index]?.embeddings['faceplugin3']);
    }
    // The former one is remembered by the store, not by the page.
    await settings.reload();
    await settings.waitForSelector('[data-testid="model-back"]');
    await press(settings, '[data-testid="model-back"]');
    await waitForModel('faceplugin3');
    expect(await samples()).toEqual(between);
    await waitForNamesInFront();
  });

  test('of which the file is gone is said to be, and the other one goes on', async () => {
    const own = await ownId();
    await settings.evaluate(`navigator.storage.getDirectory()
      .then((root) => root.getDirectoryHandle('own-models'))
      .then((own) => own.removeEntry('${own}.onnx'))`);
    await press(settings, `[data-model="${own}"] [data-testid="model-choose"]`);
    const failure = await settings.waitForSelector('[data-testid="model-failure"]');
    expect(await failure?.evaluate(({ textContent }) => textContent)).toContain(
      'mine cannot be used. The file of your own model is missing. Remove the model',
    );
    await waitForNamesInFront();
    await press(settings, '[data-testid="model-keep"]');
    await settings.waitForFunction(() => document.querySelector('[data-testid="model-failure"]') === null);
    await press(settings, `[data-model="${own}"] [data-testid="model-remove"]`);
    await press(settings, '[data-testid="model-remove-yes"]');
    await waitUntil(async () => (await modelIds()).length === 1, 'the model is gone from the list');
    for (const { embeddings } of await samples()) expect(Object.keys(embeddings)).toEqual(['faceplugin3']);
  });
});

test('how faces are compared can be chosen, and the names stay', async () => {
  await press(settings, '[data-testid="metric-cosine"]');
  await waitForMetric('cosine');
  await waitForNamesInFront();
  await press(settings, '[data-testid="metric-card"]');
  await waitForMetric('card');
});

describe('a browser that dies half-way through a change', () => {
  test('goes on from there when it starts again', async () => {
    await bring('next.onnx', await commentedDefault('next'));
    await waitForPhase('done');
    const own = await ownId();
    await settings.evaluate(copyAnchors(COPIES));
    const before = await samples();
    await press(settings, `[data-model="${own}"] [data-testid="model-choose"]`);
    const doneAtDeath = await waitUntil(async () => {
      const { length } = (await samples()).filter(({ embeddings }) => own in embeddings);
      return length > 20 && length;
    }, 'some pictures have been read');
    expect(doneAtDeath).toBeLessThan(before.length - 20);
    await killBrowser();

    harness = await startHarness({ profileDir });
    settings = await harness.extensionPage(SETTINGS);
    await waitForModel(own);
    const after = await samples();
    expect(after.map(({ id, name }) => [id, name])).toEqual(before.map(({ id, name }) => [id, name]));
    for (const [index, { embeddings }] of after.entries()) {
      expect(Object.keys(embeddings).sort()).toEqual(['faceplugin3', own]);
      expect(embeddings['faceplugin3']).toEqual(before[index]?.embeddings['faceplugin3']);
    }
  });
});

/** Pages behind another one draw nothing, and are not clicked. */
async function waitForNamesInFront(): Promise<void> {
  await page.bringToFront();
  await waitForNames(page, NAMES);
  await settings.bringToFront();
}

/** As a person does with the file button. */
async function bring(name: string, bytes: Uint8Array): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const input = await settings.waitForSelector('[data-testid="model-input"]:not([disabled])');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
  await settings.waitForFunction(
    (title) => document.querySelector('[data-testid="import"] [title]')?.getAttribute('title') === title,
    {},
    name,
  );
}

async function waitForPhase(phase: string): Promise<void> {
  await waitUntil(async () => {
    const shown = await settings.$eval('[data-testid="import"]', (card) => card.getAttribute('data-phase'));
    if (shown === 'refused')
      throw new Error(await settings.$eval('[data-testid="import"]', (card) => card.textContent));
    return shown === phase;
  }, `the import is ${phase}`);
}

async function waitForModel(modelId: string): Promise<void> {
  await settings.waitForSelector(`[data-model="${modelId}"][data-in-use="true"]`, { timeout: 60_000 });
}

async function waitForMetric(metric: string): Promise<void> {
  await waitUntil(
    async () => ((await stored()) as { settings?: { metric?: string } }).settings?.metric === metric,
    `${metric} is stored`,
  );
}

async function modelIds(): Promise<string[]> {
  await settings.waitForSelector('[data-testid="model"]');
  return settings.$$eval('[data-testid="model"]', (rows) =>
    rows.map((row) => row.getAttribute('data-model') ?? ''),
  );
}

async function ownId(): Promise<string> {
  const id = (await modelIds()).find((one) => one.startsWith('own-'));
  if (id === undefined) throw new Error('There is no own model.');
  return id;
}

async function privateFiles(): Promise<string[]> {
  return (await settings.evaluate(`(async () => {
    const names = [];
    for await (const [folder, handle] of (await navigator.storage.getDirectory()).entries())
      for await (const name of handle.keys()) names.push(folder + '/' + name);
    return names.sort();
  })()`)) as string[];
}

async function stored(): Promise<unknown> {
  return settings.evaluate(`chrome.storage.local.get(null)`);
}

interface StoredSample {
  readonly name: string;
  readonly id: string;
  readonly embeddings: Readonly<Record<string, readonly number[]>>;
}

async function samples(): Promise<StoredSample[]> {
  return (await settings.evaluate(`chrome.storage.local.get(null).then((all) =>
    Object.entries(all).filter(([key]) => key.startsWith('anchor:')).sort().flatMap(([, { name, samples }]) =>
      samples.map(({ id, embeddings }) => ({ name, id, embeddings }))))`)) as StoredSample[];
}

/** The script that saves more people, with pictures of those who are there. */
function copyAnchors(count: number): string {
  return `chrome.storage.local.get(null).then((all) => {
    const known = Object.entries(all).filter(([key]) => key.startsWith('anchor:')).map(([, anchor]) => anchor);
    return chrome.storage.local.set(Object.fromEntries(Array.from({ length: ${String(count)} }, (_, index) => {
      const { samples, ...anchor } = known[index % known.length];
      const id = 'copy-' + index;
      const copies = samples.map((sample) => ({ ...sample, id: sample.id.slice(0, 20) + '-' + index }));
      return ['anchor:' + id, { ...anchor, id, name: 'Copy ' + index, samples: copies }];
    })));
  })`;
}

async function killBrowser(): Promise<void> {
  const browser = harness.browser.process();
  const ended = new Promise((resolve) => browser?.once('exit', resolve));
  browser?.kill('SIGKILL');
  await ended;
  await harness.server.close();
}
