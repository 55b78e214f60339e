/**
 * @file Where the kernels cannot run, MediaPipe and ONNX Runtime take their place: the same faces, the same names, and one
 * sentence that says so. See: [Note: Fallbacks].
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProduct, type SeenFace } from '../../scripts/browser/product.ts';
import { waitForFace } from '../../scripts/demo/popup-driver.ts';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { copyWithKernels } from '../../scripts/test/kernels-replaced.mjs';
import { intersectionOverUnion } from '../../src/core/geometry/bounding-box.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';
import { trappingKernels } from './trapping-kernels.ts';
import { waitUntil } from './wait-until.ts';

/** The one with kernels, also where the other tests run without. */
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url));
/** Where the person has them: beside the repository. */
const SCENES = fileURLToPath(new URL('../../../shared/faces/scenes', import.meta.url));
/**
 * Of the embeddings that both make of one face; measured: 0.997 and more in the sample photos, 0.995 and more in the scenes.
 * Boxes that are cut off to whole pixels move the regions; in one region, both find the same points.
 */
const MIN_COSINE = 0.99;
/** MediaPipe cuts boxes off to whole pixels. */
const MIN_OVERLAP = 0.9;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-fallback-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the popup says behind its disclosure. */
async function runsOn(popup: Page): Promise<string> {
  return waitUntil(async () => {
    const rows = await popup.$$eval('.figures-table div', (elements) =>
      elements.map((element) => [
        element.querySelector('dt')?.textContent,
        element.querySelector('dd')?.textContent,
      ]),
    );
    const value = rows.find(([label]) => label === 'Runs on')?.[1] ?? '–';
    return value === '–' ? undefined : value;
  }, 'the popup says what the networks run on');
}

async function openDetails(popup: Page): Promise<void> {
  await popup.waitForSelector('[data-testid="status"] details');
  await popup.$eval('[data-testid="status"] details', (details) => {
    details.open = true;
  });
}

describe('kernels that do not compile', () => {
  let harness: Harness;

  beforeAll(async () => {
    const dist = path.join(folder, 'not-compiled');
    copyWithKernels(DIST, dist);
    harness = await startHarness({ extensionDir: dist });
  });
  afterAll(() => harness.close());

  test('faces are found, enrolled and named, and the popup says what does it and why', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await switchOn(harness, page);
    await enrollPerson(page, popup, 'Clara');
    await waitForNames(page, ['Clara']);
    expect((await readTabStatus(popup)).engine.kernels).toEqual({
      detector: 'not-compiled',
      embedder: 'not-compiled',
    });
    await openDetails(popup);
    expect(await runsOn(popup)).toBe(
      'MediaPipe and ONNX Runtime, which are slower, because this browser cannot start Nametag’s own code.',
    );
    await mkdir('out', { recursive: true });
    await popup.screenshot({ path: 'out/fallback.png' });
    await popup.close();
  });

  test('whoever was enrolled is named again in another picture', async () => {
    await waitForNames(await harness.open('?static=sample1'), ['Clara']);
  });

  test('the settings say it too', async () => {
    const settings = await harness.extensionPage('src/ui/settings/index.html');
    const line = await settings.waitForSelector('[data-testid="runs-on"]');
    expect(await line?.evaluate(({ textContent }) => textContent)).toContain('MediaPipe and ONNX Runtime');
    await settings.close();
  });
});

test('kernels that trap are replaced, and the popup says that they stopped', async () => {
  const dist = path.join(folder, 'trapped');
  copyWithKernels(DIST, dist, await trappingKernels(DIST));
  const harness = await startHarness({ extensionDir: dist });
  try {
    const popup = await switchOn(harness, await harness.open('?static=sample1'));
    await waitForFace(popup, () => true);
    await openDetails(popup);
    expect(await runsOn(popup)).toContain('because Nametag’s own code stopped while it ran.');
    await popup.close();
  } finally {
    await harness.close();
  }
});

/** The faces of each picture, from left to right. */
async function lookAt(files: readonly string[], extensionDir: string): Promise<SeenFace[][]> {
  const product = await openProduct({ extensionDir });
  try {
    const all: SeenFace[][] = [];
    for (const file of files) {
      const seen = await product.see(file);
      all.push(seen.kind === 'faces' ? [...seen.faces].sort((a, b) => a.box.x - b.box.x) : []);
    }
    return all;
  } finally {
    await product.close();
  }
}

function cosine(one: Float32Array, other: Float32Array): number {
  const product = one.reduce((sum, value, at) => sum + value * (other[at] ?? Number.NaN), 0);
  return product / (Math.hypot(...one) * Math.hypot(...other));
}

test.for([
  ['the sample photos', SAMPLES, /^sample\d\.jpg$/u],
  ['scenes with actors', SCENES, /\.jpg$/u],
] as const)('both see the same faces in %s, and know them alike', async ([, from, pattern], { skip }) => {
  if (!existsSync(from)) skip(`${from} is not there.`);
  const files = readdirSync(from)
    .filter((name) => pattern.test(name))
    .map((name) => path.join(from, name));
  const dist = path.join(folder, 'alike');
  copyWithKernels(DIST, dist);
  const [ours, theirs] = [await lookAt(files, DIST), await lookAt(files, dist)];
  expect(theirs.map((faces) => faces.length)).toEqual(ours.map((faces) => faces.length));
  const pairs = ours.flatMap((faces, at) => faces.map((face, index) => [face, theirs[at]?.[index]] as const));
  expect(pairs.length).toBeGreaterThan(10);
  const overlaps = pairs.map(([a, b]) => (b === undefined ? 0 : intersectionOverUnion(a.box, b.box)));
  const cosines = pairs.map(([a, b]) => (b === undefined ? 0 : cosine(a.embedding, b.embedding)));
  console.log(`${String(pairs.length)} faces: cosine ${String(Math.min(...cosines))} and more`);
  expect(Math.min(...overlaps)).toBeGreaterThan(MIN_OVERLAP);
  expect(Math.min(...cosines)).toBeGreaterThan(MIN_COSINE);
});
