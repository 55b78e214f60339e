/** @file Notices: off by default, once an appearance, also while Studio lies in the background. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrollFace, press } from '../../scripts/demo/popup-driver.ts';
import { cameraArgs, startCamera } from './camera.ts';
import { DIST, startHarness, type Harness } from './harness.ts';
import { readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

const STUDIO = 'src/ui/studio/index.html#webcam';

let harness: Harness;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-notices-'));
  // No headless browser shows the question for a permission: here it is granted beforehand. Everything else is as shipped.
  const extensionDir = path.join(folder, 'dist');
  await cp(DIST, extensionDir, { recursive: true });
  const manifestFile = path.join(extensionDir, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as { permissions: string[] };
  manifest.permissions.push('notifications');
  await writeFile(manifestFile, JSON.stringify(manifest));
  harness = await startHarness({
    extensionDir,
    args: await cameraArgs(folder),
  });
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

/** How many notifications there are. Their texts are not to be had, only their number. */
async function notices(page: Page): Promise<number> {
  return (await page.evaluate(
    'chrome.notifications.getAll().then((all) => Object.keys(all).length)',
  )) as number;
}

const STORED_FOR_UNKNOWN = `chrome.storage.local.get('notices').then(({ notices }) => notices?.isForUnknown)`;

async function clear(page: Page): Promise<void> {
  await page.evaluate(
    'chrome.notifications.getAll().then((all) => Promise.all(Object.keys(all).map((id) => chrome.notifications.clear(id))))',
  );
}

test('off by default, they come once an appearance when they are switched on', async () => {
  const page = await harness.extensionPage(STUDIO);
  await startCamera(page);
  await waitUntil(
    async () => (await readOverlay(page)).filter(({ state }) => state === 'unknown').length === 3,
    'three strangers are in view',
  );
  expect(
    await page.$eval('[data-testid="notices-switch"]', (element) => element.getAttribute('aria-checked')),
  ).toBe('false');
  expect(await notices(page)).toBe(0);
  const centerX = 0.767 + 0.106 / 2;
  await enrollFace(page, ({ x }) => Math.abs(x - centerX) < 0.05, 'Clara');
  await waitForNames(page, ['Clara']);
  await press(page, '[data-testid="notices-switch"]');
  await page.waitForSelector('[data-testid="notices-switch"][aria-checked="true"]');
  await press(page, '[data-testid="notices-unknown"]');

  // Who was in view before is no news; a page that is opened afresh sees her come.
  expect(await notices(page)).toBe(0);
  await waitUntil(
    async () => (await page.evaluate(STORED_FOR_UNKNOWN)) === false,
    'the choice about strangers is stored',
  );
  await page.reload();
  await page.waitForSelector('[data-testid="notices-switch"][aria-checked="true"]');
  await startCamera(page);
  await waitUntil(async () => (await notices(page)) === 1, 'Clara is announced');
  await waitForNames(page, ['Clara']);
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 3000))');
  expect(await notices(page)).toBe(1);
  await clear(page);
  await page.close();
});

test('they come while Studio lies in the background', async () => {
  const page = await harness.extensionPage(STUDIO);
  await page.waitForSelector('[data-testid="notices-switch"][aria-checked="true"]');
  expect(await notices(page)).toBe(0);
  const other = await harness.browser.newPage();
  await other.bringToFront();
  await waitUntil(
    async () => (await page.evaluate('document.visibilityState')) === 'hidden',
    'Studio is in the background',
  );
  await startCamera(page);
  await waitUntil(async () => (await notices(page)) === 1, 'Clara is announced');
  await other.close();
  await page.close();
});
