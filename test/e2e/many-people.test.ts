/**
 * @file Hundreds of saved people in a real browser: lists show a first part and more by scrolling or by the button, the keyboard
 * goes on where the new ones begin, and the search goes over everybody.
 */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openQuietPage } from '../../scripts/browser/quiet-page.ts';
import { startHarness, type Harness } from './harness.ts';
import { waitUntil } from './wait-until.ts';

const PEOPLE = 300;

let harness: Harness;

beforeAll(async () => {
  await mkdir('out', { recursive: true });
  harness = await startHarness();
  const backstage = await openQuietPage(harness.browser, harness.extensionId);
  await backstage.evaluate(savePeople(PEOPLE));
  await backstage.close();
});
afterAll(async () => {
  await harness.close();
});

test('the popup shows a part, more by scrolling, and the rest when it is asked for', async () => {
  const popup = await harness.extensionPage('src/ui/popup/index.html?tab=1');
  await popup.setViewport({ width: 380, height: 600 });
  await shown(popup, 'anchor', 40);
  expect(await told(popup)).toBe('40 of 300');
  expect(await popup.$eval('[aria-label="Saved faces"] .count', (count) => count.textContent)).toBe('300');

  for (const rows of [80, 120]) {
    await popup.$eval('[data-testid="show-more"]', (button) => {
      button.scrollIntoView();
    });
    await shown(popup, 'anchor', rows);
  }
  await takePictures(popup, 'many-popup');
  // From here on it waits to be asked: what comes after the list is within reach.
  await popup.focus('[data-testid="show-more"]');
  await popup.keyboard.press('Enter');
  await popup.waitForSelector('[data-testid="anchor"]:nth-child(121) button:focus');
  await waitUntil(async () => (await count(popup, 'anchor')) >= 160, 'more rows are there');

  await popup.type('[data-testid="anchor-search"]', 'no 300');
  await shown(popup, 'anchor', 1);
  expect(await popup.$('[data-testid="show-more"]')).toBeNull();
  await popup.type('[data-testid="anchor-search"]', '0');
  await shown(popup, 'anchor', 0);
  await popup.$eval('[data-testid="anchor-search"]', (field) => {
    (field as HTMLInputElement).value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await waitUntil(async () => (await told(popup)) !== '', 'everybody is listed again');

  await popup.evaluate(
    `chrome.runtime.sendMessage({ target: 'background', type: 'anchor.rename', payload: { anchorId: 'many-0', name: 'Zoe' } })`,
  );
  await popup.waitForSelector('[data-testid="anchor"][data-name="Zoe"]');
  await popup.close();
});

test('Studio lists them likewise, and whom to be told of', async () => {
  const studio = await harness.extensionPage('src/ui/studio/index.html');
  await shown(studio, 'anchor', 40);
  await studio.$eval('[data-testid="anchor-search"]', (field) => {
    field.scrollIntoView();
  });
  await takePictures(studio, 'many-studio');
  await studio.type('[data-testid="anchor-search"]', 'no 299');
  await shown(studio, 'anchor', 1);
  await studio.close();
});

test('the people page shows ten rows, more by the button, and finds the last one', async () => {
  const page = await harness.extensionPage('src/ui/people/index.html');
  await shown(page, 'person', 60);
  await page.waitForSelector('[data-testid="checkup"][data-busy="false"]');
  await page.focus('[data-testid="show-more"]');
  await takePictures(page, 'many-people');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.people-grid > li:nth-child(61) a:focus');
  await waitUntil(async () => (await count(page, 'person')) >= 120, 'more tiles are there');

  await page.type('[data-testid="people-search"]', 'no 300');
  await shown(page, 'person', 1);
  await page.click('[data-testid="person"]');
  await page.waitForSelector('[data-testid="person-page"]');
  await page.click('[data-testid="person-merge"]');
  await page.waitForSelector('[data-testid="picker"][open]');
  await takePictures(page, 'many-picker');
  await page.keyboard.type('no 299');
  await shown(page, 'picker-person', 1);
  await page.close();
});

function count(page: Page, testId: string): Promise<number> {
  return page.$$eval(`[data-testid="${testId}"]`, (elements) => elements.length);
}

async function shown(page: Page, testId: string, amount: number): Promise<void> {
  await waitUntil(async () => (await count(page, testId)) === amount, `${String(amount)} are listed`);
}

/** What stands beside the button; empty where there is none. */
async function told(page: Page): Promise<string> {
  return page.$$eval('.more [role="status"]', ([hint]) => hint?.textContent ?? '');
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await page.screenshot({ path: `out/${name}-${value}.png` });
  }
}

/** As text: see [Note: No named functions in evaluate]. */
function savePeople(amount: number): string {
  return `(async (amount) => {
    const first = ['Ada', 'Bela', 'Cleo', 'Dora', 'Emil', 'Fritz', 'Greta', 'Hugo', 'Inés', 'Jonas', 'Klára'];
    const last = ['Abend', 'Berg', 'Conti', 'Dahl', 'Engel', 'Fuchs', 'Grün', 'Holm', 'Ivers', 'Jansen'];
    const picture = async (index) => {
      const canvas = new OffscreenCanvas(96, 96);
      const context = canvas.getContext('2d');
      context.fillStyle = 'hsl(' + (index * 47) % 360 + ' 35% 62%)';
      context.fillRect(0, 0, 96, 96);
      context.fillStyle = 'hsl(' + (20 + (index * 13) % 20) + ' 45% ' + (45 + (index * 7) % 35) + '%)';
      context.ellipse(48, 44, 24, 30, 0, 0, 7);
      context.ellipse(48, 110, 42, 36, 0, 0, 7);
      context.fill();
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
      return 'data:image/jpeg;base64,' + btoa(String.fromCharCode(...bytes));
    };
    const records = await Promise.all(Array.from({ length: amount }, async (_, index) => ['anchor:many-' + index, {
      version: 2, id: 'many-' + index, createdAtMs: 1_700_000_000_000 + index, isNeverNamed: false,
      name: first[index % 11] + ' ' + last[index % 10] + ', no ' + (index + 1),
      samples: [{
        id: 'many-sample-' + index, enrolledAtMs: 1_700_000_000_000 + index, source: 'picture', quality: 0.8,
        cropUrl: await picture(index),
        embeddings: { faceplugin3: Array.from({ length: 512 }, (_, at) => Math.fround(Math.sin((index + 1) * (at + 3)) * 0.1)) },
      }],
    }]));
    await chrome.storage.local.set(Object.fromEntries(records));
  })(${String(amount)})`;
}
