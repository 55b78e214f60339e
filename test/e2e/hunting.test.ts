/**
 * @file A page that tries everything learns no name, and not whether somebody is known; where Nametag is off, not that it is
 * there. The tricks are in hunting-page.ts.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catchPopup } from '../../scripts/browser/popup.ts';
import { press, waitForFace } from '../../scripts/demo/popup-driver.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { HUNTER, fontTraps } from './hunting-page.ts';
import { namesOn, readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

/** On no page of the demo. */
const SECRET = 'Quxley';
/** What a page must not get at; the demo page speaks of the product itself, and browsers have values that are `unknown`. */
const SECRETS = [/quxley/iu, /\bUnknown\b/u, /chrome-extension/iu];

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  page = await openHunting();
});
afterAll(async () => {
  await harness.close();
});

async function openHunting(): Promise<Page> {
  const opened = await harness.browser.newPage();
  for (const other of await harness.browser.pages()) if (other !== opened) await other.close();
  await opened.evaluateOnNewDocument(HUNTER);
  await opened.goto(`${harness.server.url}?static=sample1`);
  await opened.waitForFunction(() => window.demo !== undefined);
  await opened.evaluate(
    (css) => {
      const style = document.createElement('style');
      style.textContent = css;
      document.head.append(style);
    },
    fontTraps(`${harness.server.url}favicon.ico`),
  );
  await opened.bringToFront();
  return opened;
}

/** What each trick got at, of those that got at anything secret. */
async function hunt(): Promise<Record<string, string[]>> {
  const names = (await page.evaluate('Object.keys(hunt.tricks)')) as string[];
  expect(names.length).toBeGreaterThan(20);
  const learned: Record<string, string[]> = {};
  for (const name of names) {
    const text = (await page.evaluate(
      `(() => { try { return String(hunt.tricks[${JSON.stringify(name)}]()); } catch (error) { return 'threw ' + error; } })()`,
    )) as string;
    const found = SECRETS.flatMap((secret) => secret.exec(text)?.[0] ?? []);
    if (found.length > 0 || text.startsWith('threw') || text.includes('asked for')) {
      learned[name] = found.length > 0 ? found : [text.slice(0, 200)];
    }
  }
  return learned;
}

/** Of all that is saved: a correction, a sample or a person would add to them. */
async function storedKeys(): Promise<readonly string[]> {
  const popup = await harness.popup(page);
  const keys = await popup.evaluate(`chrome.storage.local.get().then((all) => Object.keys(all).sort())`);
  await popup.close();
  return keys as string[];
}

interface Measures {
  /** For each fourth pixel of each fourth line, whether a page finds the overlay there. */
  readonly points: readonly string[];
}

/** What the page can measure of the overlay, once all of it is drawn: labels take no pointer, so no point tells of any. */
async function measure(): Promise<unknown> {
  // Searching scrolls the page, and boxes follow a moment later.
  await page.evaluate('scrollTo(0, 0)');
  await waitUntil(async () => (await readOverlay(page)).length >= 3, 'all faces are boxed');
  const { points, ...rest } = (await page.evaluate('hunt.measures()')) as Measures;
  expect(points.join('')).not.toContain('1');
  return rest;
}

async function rename(name: string, act: (popup: Page) => Promise<void>): Promise<void> {
  const popup = await harness.popup(page);
  const { face } = await waitForFace(popup, (one) => one.name === name);
  await press(popup, `[data-testid="face"][data-face="${face}"]`);
  await act(popup);
  await popup.waitForSelector('[data-testid="correction"][data-phase="noted"]');
  await popup.close();
}

const renameTo = (name: string) => async (popup: Page) => {
  await press(popup, '[data-testid="face-rename"]');
  await popup.waitForSelector('[data-testid="name-input"]');
  await popup.type('[data-testid="name-input"]', name);
  await popup.keyboard.press('Enter');
};

test('while Nametag is off, a page does not learn that it is there', async () => {
  expect(await hunt()).toEqual({});
  const files = [
    'manifest.json',
    'assets/icon-48.png',
    'src/ui/popup/index.html',
    'src/offscreen/offscreen.html',
  ];
  const probed = (await page.evaluate(
    `Promise.all(${JSON.stringify(files)}.map((path) =>
      hunt.fetch('chrome-extension://${harness.extensionId}/' + path).then(() => path, () => '')))`,
  )) as string[];
  expect(probed.join('')).toBe('');
  expect(await page.evaluate('hunt.host()')).toBeNull();
});

describe('while names are shown', () => {
  beforeAll(async () => {
    const popup = await switchOn(harness, page);
    await enrollPerson(page, popup, 'Clara', SECRET);
    await popup.close();
    await waitForNames(page, [SECRET]);
    await waitUntil(
      async () => (await readOverlay(page)).filter(({ state }) => state === 'unknown').length >= 2,
      'the others are unknown',
    );
  });

  test('every trick finds nothing', async () => {
    expect(await page.evaluate('hunt.host() !== null')).toBe(true);
    expect(await hunt()).toEqual({});
    // The page has moved the overlay about: it is back, and goes on.
    await waitForNames(page, [SECRET]);
  });

  test('clicks that the page makes a person give decide nothing', async () => {
    const before = await storedKeys();
    // Hidden, and under a popover of the page that lets clicks through.
    await page.evaluate(`(() => {
      hunt.host().style.setProperty('opacity', '0', 'important');
      const bait = document.createElement('div');
      bait.id = 'bait';
      bait.popover = 'manual';
      bait.textContent = 'You have won';
      bait.style.cssText = 'inset: 0; width: 100%; height: 100%; pointer-events: none; background: white';
      document.body.append(bait);
      // Its own controls would take several clicks for a wish to fill the screen.
      document.querySelector('video').controls = false;
      bait.showPopover();
    })()`);
    const clara = (await readOverlay(page)).find(({ name }) => name === SECRET);
    if (clara === undefined) throw new Error('There is no label.');
    const { x, y, width, height } = clara.label;
    const openSurface = () =>
      catchPopup(harness.browser, () => page.mouse.click(x + width / 2, y + height / 2));
    await (await openSurface()).close();
    for (const below of [10, 40, 80, 120, 160]) await page.mouse.click(x + width / 2, y + height + below);

    // What is typed there is for the extension alone.
    const surface = await openSurface();
    await press(surface, '[data-testid="face-other-name"]');
    await surface.type('[data-testid="name-input"]', SECRET);
    await page.evaluate(
      `document.execCommand('selectAll'); document.execCommand('insertText', false, 'Mallory')`,
    );
    expect(
      await surface.$eval('[data-testid="name-input"]', (input) => (input as HTMLInputElement).value),
    ).toBe(SECRET);
    await surface.close();
    const heard = (await page.evaluate('hunt.events')) as string[];
    expect(heard.filter((type) => /key|input|composition/u.test(type))).toEqual([]);
    expect(await hunt()).toEqual({});

    await page.evaluate(
      `document.getElementById('bait').remove(); hunt.host().style.removeProperty('opacity')`,
    );
    await waitForNames(page, [SECRET]);
    expect(await storedKeys()).toEqual(before);
  });

  test('what can be measured is the same for a short name, a long one, and none', async () => {
    const before = await measure();
    await rename(SECRET, renameTo('Al'));
    await waitForNames(page, ['Al']);
    const short = await measure();
    await rename('Al', renameTo('Maximiliane Theodora von Quxley'));
    await waitForNames(page, ['Maximiliane Theodora von Quxley']);
    const long = await measure();
    await rename('Maximiliane Theodora von Quxley', (popup) => press(popup, '[data-testid="face-not"]'));
    await waitForNames(page, []);
    const none = await measure();
    for (const one of [short, long, none]) expect(one).toEqual(before);
    expect(await namesOn(page)).toEqual([]);
  });
});
