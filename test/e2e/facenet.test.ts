/**
 * @file FaceNet as the extension's model: converted here from weights of the right shape and random content, packed, run,
 * and exchanged for the network of the package and back. What it calls whom means nothing; that it runs, and that nothing is lost, does.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSyntheticWeights } from '../../models/build/facenet/synthetic-weights.ts';
import { convertFacenet } from '../../models/facenet.ts';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { DIST, enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let folder: string;
let harness: Harness;
let page: Page;
let popup: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-facenet-'));
  harness = await startHarness({ extensionDir: await packWithFacenet(folder) });
  page = await harness.open('?static=sample1');
  await (await switchOn(harness, page)).close();
  popup = await harness.popupInTab(page);
  await page.bringToFront();
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a package that holds FaceNet', () => {
  test('runs it without being told to, and draws boxes', async () => {
    await waitForModel('facenet-128');
    await waitUntil(async () => (await readOverlay(page)).length === 3, 'three boxes are drawn');
    const { engine } = await readTabStatus(popup);
    expect(engine).toMatchObject({ state: 'ready', modelId: 'facenet-128' });
    expect(engine.fault).toBeUndefined();
  });

  test('enrolls faces by its 128 numbers, at unit length', async () => {
    const overPage = await harness.popup(page);
    await enrollPerson(page, overPage, 'Clara');
    await enrollPerson(page, overPage, 'Mira');
    await overPage.close();
    const samples = await storedSamples();
    expect(new Set(samples.map(({ name }) => name))).toEqual(new Set(['Clara', 'Mira']));
    for (const { embeddings } of samples) {
      expect(Object.keys(embeddings)).toEqual(['facenet-128']);
      expect(embeddings['facenet-128']).toHaveLength(128);
      expect(Math.hypot(...(embeddings['facenet-128'] ?? []))).toBeCloseTo(1, 4);
    }
  });

  test('to the network of the package and back: every name, sample and embedding stays', async () => {
    const before = await storedSamples();
    await chooseModel('faceplugin3');
    await waitForModel('faceplugin3');
    const between = await storedSamples();
    expect(between.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const [index, { embeddings }] of between.entries()) {
      expect(embeddings['faceplugin3']).toHaveLength(512);
      expect(embeddings['facenet-128']).toEqual(before[index]?.embeddings['facenet-128']);
    }
    // The compact network, which is no random one, knows them by the pictures that were kept.
    await waitForNames(page, ['Clara', 'Mira']);

    await chooseModel('facenet-128');
    await waitForModel('facenet-128');
    expect(await storedSamples()).toEqual(between);
    await chooseModel(null);
    await waitForModel('facenet-128');
    await chooseModel('faceplugin3');
    await waitForModel('faceplugin3');
    await waitForNames(page, ['Clara', 'Mira']);
    expect(await storedSamples()).toEqual(between);
  });
});

/** A copy of `dist/` with FaceNet in it, as the build makes it where the network was converted. */
async function packWithFacenet(target: string): Promise<string> {
  const weights = path.join(target, 'weights.h5');
  await writeSyntheticWeights(weights, { seed: 3, dimension: 128 });
  const outDir = path.join(target, 'models');
  const { card: cardFile, small } = await convertFacenet({ dimension: 128, weights, outDir });
  const card = JSON.parse(await readFile(cardFile, 'utf8')) as { file: string };
  const dist = path.join(target, 'dist');
  await cp(DIST, dist, { recursive: true });
  await cp(small, path.join(dist, 'models', card.file));
  const cards = path.join(dist, 'models', 'cards.json');
  const others = (JSON.parse(await readFile(cards, 'utf8')) as { id: string }[]).filter(
    ({ id }) => id === 'faceplugin3',
  );
  await writeFile(cards, JSON.stringify([...others, card]));
  return dist;
}

async function chooseModel(modelId: string | null): Promise<void> {
  const message = { target: 'background', type: 'settings.set', payload: { modelId } };
  await popup.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
}

async function waitForModel(modelId: string): Promise<void> {
  await waitUntil(async () => {
    const { engine } = await readTabStatus(popup);
    return engine.state === 'ready' && engine.modelId === modelId;
  }, `${modelId} is in use`);
}

interface StoredSample {
  readonly name: string;
  readonly id: string;
  readonly embeddings: Readonly<Record<string, readonly number[]>>;
}

async function storedSamples(): Promise<StoredSample[]> {
  return (await popup.evaluate(`chrome.storage.local.get(null).then((all) =>
    Object.entries(all).filter(([key]) => key.startsWith('anchor:')).sort().flatMap(([, { name, samples }]) =>
      samples.map(({ id, embeddings }) => ({ name, id, embeddings }))))`)) as StoredSample[];
}
