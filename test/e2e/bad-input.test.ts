import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chooseFace,
  confirmName,
  type ListedFace,
  press,
  switchSite,
  waitForAnchor,
  waitForFace,
} from '../../scripts/demo/popup-driver.ts';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { DIST, enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;
let folder: string;
let extensionDir: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-copy-'));
  extensionDir = path.join(folder, 'dist');
  await cp(DIST, extensionDir, { recursive: true });
  harness = await startHarness({ extensionDir });
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

async function statusText(popup: Page): Promise<string> {
  return popup.$$eval('[data-testid="status"], [role="status"], .card', (elements) =>
    elements.map(({ textContent }) => textContent).join(' '),
  );
}

describe('models', () => {
  test('a missing and a damaged model file each give one visible state, and trying again helps', async () => {
    const model = path.join(extensionDir, 'models', 'faceplugin.onnx');
    const bytes = await readFile(model);
    await rm(model);
    const page = await harness.open('?static=sample1');
    const popup = await switchOn(harness, page);
    await waitForText(popup, 'A model file of Nametag is missing.');
    const damaged = Buffer.from(bytes);
    damaged[1000] = (damaged[1000] ?? 0) ^ 0xff;
    await writeFile(model, damaged);
    await press(popup, '[data-testid="retry"]');
    await waitForText(popup, 'A model file of Nametag is damaged.');
    await writeFile(model, bytes);
    await press(popup, '[data-testid="retry"]');
    await waitForFace(popup, () => true);
    await popup.close();
  });
});

describe('names', () => {
  test('HTML is shown as text, blanks are trimmed, 500 characters are capped', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await harness.popup(page);
    await enrollPerson(page, popup, 'Clara', '<b onclick=x>Clara</b>');
    await waitForNames(page, ['<b onclick=x>Clara</b>']);
    await chooseFace(popup, ({ x }) => x < 0.4);
    await popup.type('[data-testid="name-input"]', `   ${'M'.repeat(500)}   `);
    await press(popup, '[data-testid="name-save"]');
    await confirmName(popup, 'M'.repeat(60));
    await popup.close();
  });

  test('an empty name saves nothing', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await harness.popup(page);
    await popup.waitForSelector('[data-testid="anchor"]');
    const before = await popup.$$('[data-testid="anchor"]');
    await chooseFace(popup, () => true);
    const input = await popup.$('[data-testid="name-input"]');
    await input?.evaluate((field) => {
      (field as unknown as { select(): void }).select();
    });
    await popup.keyboard.press('Backspace');
    await popup.type('[data-testid="name-input"]', '   ');
    await popup.keyboard.press('Enter');
    expect(await popup.$('[data-testid="enroll-progress"]')).toBeNull();
    expect(await popup.$$('[data-testid="anchor"]')).toHaveLength(before.length);
    await popup.close();
  });

  test('rename, delete and undo, all from the list', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await harness.popup(page);
    await popup.waitForSelector('[data-testid="anchor"]');
    await press(popup, '[data-testid="anchor-rename"]');
    const input = await popup.waitForSelector('[data-testid="rename-input"]');
    await input?.evaluate((field) => {
      (field as unknown as { select(): void }).select();
    });
    await popup.type('[data-testid="rename-input"]', 'Clara');
    await popup.keyboard.press('Enter');
    await waitForAnchor(popup, 'Clara');
    await waitUntil(
      async () => (await readOverlay(page)).some(({ name }) => name === 'Clara'),
      'the new name stands on the face',
    );
    await press(popup, '[data-testid="anchor"][data-name="Clara"] [data-testid="anchor-delete"]');
    await popup.waitForSelector('[data-testid="undo"]');
    await waitUntil(
      async () => (await readOverlay(page)).every(({ name }) => name !== 'Clara'),
      'the deleted name is gone from the face',
    );
    await press(popup, '[data-testid="undo"]');
    expect(await waitForAnchor(popup, 'Clara')).toBeGreaterThan(1);
    await waitUntil(
      async () => (await readOverlay(page)).some(({ name }) => name === 'Clara'),
      'the name is back',
    );
    await popup.close();
  });
});

describe('stored records', () => {
  test('a damaged one is set aside and reported, the others keep working', async () => {
    const page = await harness.open('?static=sample3');
    const popup = await harness.popup(page);
    await waitForAnchor(popup, 'Clara');
    await popup.evaluate(
      `chrome.storage.local.set({ 'anchor:broken': { version: 1, id: 'broken', samples: 'none' } })`,
    );
    await popup.close();
    await harness.killServiceWorker();
    const again = await harness.popup(page);
    await waitForText(again, 'could not be read');
    await waitForAnchor(again, 'Clara');
    await press(again, '[data-testid="damaged-forget"]');
    await again.waitForFunction(() => document.querySelector('[data-testid="damaged-forget"]') === null);
    await again.close();
    await waitForNames(page, ['Clara']);
  });
});

describe('pages', () => {
  test('no video', async () => {
    const page = await harness.open('?novideo=1');
    const popup = await harness.popup(page);
    await waitUntil(
      async () => /no video/iu.test(await statusText(popup)),
      'the popup says that there is no video',
    );
    await popup.close();
  });

  test('a video whose pixels belong to another site is named as such, and not sampled', async () => {
    const page = await harness.open('?tainted=1');
    const popup = await harness.popup(page);
    await waitUntil(
      async () => (await statusText(popup)).includes('another site'),
      'the popup says why there are no names',
    );
    expect(await readOverlay(page)).toEqual([]);
    await popup.close();
  });

  test('a video with content protection is named as such, and not sampled', async () => {
    const page = await harness.open('?static=sample3');
    await waitUntil(async () => (await readOverlay(page)).length > 0, 'faces are found in it before');
    // Keys can be set only before there is a source: so on a new element in the old one's place.
    await page.evaluate(async () => {
      const configuration = { videoCapabilities: [{ contentType: 'video/webm; codecs="vp8"' }] };
      const access = await navigator.requestMediaKeySystemAccess('org.w3.clearkey', [configuration]);
      const open = document.querySelector('video');
      const guarded = document.createElement('video');
      await guarded.setMediaKeys(await access.createMediaKeys());
      guarded.muted = true;
      guarded.srcObject = open?.srcObject ?? null;
      guarded.style.cssText = 'width: 640px; height: 360px';
      open?.replaceWith(guarded);
      await guarded.play();
    });
    const popup = await harness.popup(page);
    await waitUntil(
      async () => (await readTabStatus(popup)).videos[0]?.state === 'protected',
      'it counts as protected',
    );
    await waitUntil(
      async () => /protected/iu.test(await statusText(popup)),
      'the popup says that it is protected',
    );
    await waitUntil(async () => (await readOverlay(page)).length === 0, 'its boxes are gone');
    await popup.close();
  });

  test('a page of the browser itself', async () => {
    const page = await harness.open('?novideo=1');
    await page.goto('chrome://version');
    const popup = await harness.popup(page);
    await waitForText(popup, 'Nametag cannot run on this page.');
    expect(await popup.$('[data-testid="site-switch"]')).toBeNull();
    await popup.close();
  });

  test('a face that leaves while its name is typed is still enrolled', async () => {
    const page = await harness.open('?static=sample3');
    const popup = await harness.popup(page);
    await switchSite(popup, true);
    const isHelen = ({ name, x }: ListedFace): boolean => name === '' && x > 0.6;
    const { face } = await waitForFace(popup, isHelen);
    await popup.waitForFunction(
      (key) => document.querySelector(`[data-testid="face"][data-face="${key}"] canvas`) !== null,
      {},
      face,
    );
    await chooseFace(popup, isHelen);
    await page.evaluate(() => {
      document.querySelector('video')?.scrollIntoView();
      window.scrollTo(0, 5000);
    });
    await popup.type('[data-testid="name-input"]', 'Helen');
    await press(popup, '[data-testid="name-save"]');
    await confirmName(popup, 'Helen');
    await popup.close();
  });
});

async function waitForText(popup: Page, text: string): Promise<void> {
  await waitUntil(
    async () => (await popup.evaluate(() => document.body.textContent)).includes(text),
    `the popup says "${text}"`,
  );
}
