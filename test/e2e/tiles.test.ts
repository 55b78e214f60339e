/** @file Names on call tiles: offered when a face is about to be named, and only then. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantOrigin } from '../../scripts/browser/host-permission.ts';
import { chooseFace, press, waitForAnchor } from '../../scripts/demo/popup-driver.ts';
import { startHarness, switchOn, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

/** A page of one of Zoom's hosts, served from here. */
const ZOOM = 'app.zoom.us';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness({ args: [`--host-resolver-rules=MAP ${ZOOM} 127.0.0.1`] });
  await grantOrigin(harness.browser, harness.extensionId, `http://${ZOOM}/*`);
});
afterAll(async () => {
  await harness.close();
});

/** Fills the page with the fixture; the picture of this case shows the film. */
async function becomeCall(page: Page, fixture: string, which: string): Promise<void> {
  const file = new URL(`../fixtures/tile-names/${fixture}.html`, import.meta.url);
  const body = await readFile(file, 'utf8');
  await page.evaluate(`(async () => {
    const { srcObject } = document.querySelector('video');
    document.body.innerHTML = ${JSON.stringify(body)};
    for (const element of document.querySelectorAll('[data-rect]')) {
      const [left, top, width, height] = element.dataset.rect.split(' ').map((side) => side + 'px');
      Object.assign(element.style, { position: 'fixed', left, top, width, height, pointerEvents: 'none' });
    }
    const source = document.createElement('video');
    source.muted = true;
    source.srcObject = srcObject;
    await source.play();
    const picture = document.querySelector('[data-case="${which}"]');
    picture.style.cssText = 'position: fixed; left: 0; top: 0; width: 800px; height: 450px';
    if (picture instanceof HTMLVideoElement) {
      picture.muted = true;
      picture.srcObject = srcObject;
      await picture.play();
      return;
    }
    [picture.width, picture.height] = [800, 450];
    const context = picture.getContext('2d');
    const paint = () => { context.drawImage(source, 0, 0, 800, 450); requestAnimationFrame(paint); };
    paint();
  })()`);
}

interface Field {
  readonly value: string;
  readonly isSelected: boolean;
  readonly hint: string;
}

async function readField(popup: Page): Promise<Field> {
  return popup.$eval('[data-testid="name-input"]', (element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLInputElement;
    const hint = document.querySelector('.name-form .hint')?.textContent ?? '';
    return { value, isSelected: selectionStart === 0 && selectionEnd === value.length, hint };
  });
}

async function leaveField(popup: Page): Promise<void> {
  await popup.keyboard.press('Escape');
  await popup.waitForSelector('[data-testid="name-input"]', { hidden: true });
}

/** Opens the name field of a face again and again: a busy page may answer too late. */
async function openWithSuggestion(popup: Page, isWanted: (face: { x: number }) => boolean): Promise<Field> {
  let field: Field | undefined;
  await waitUntil(async () => {
    if ((await popup.$('[data-testid="name-input"]')) === null) await chooseFace(popup, isWanted);
    const hasCome = await popup
      .waitForFunction(() => document.querySelector<HTMLInputElement>('.name-form input')?.value !== '', {
        timeout: 4000,
      })
      .then(() => true)
      .catch(() => false);
    field = await readField(popup);
    if (!hasCome) await leaveField(popup);
    return hasCome;
  }, 'a name is suggested');
  if (field === undefined) throw new Error('There is no name field.');
  return field;
}

const isLeft = ({ x }: { x: number }): boolean => x < 0.5;
const isRight = ({ x }: { x: number }): boolean => x > 0.7;

test('where one canvas shows everybody, the tile under the face says the name', async () => {
  const page = await harness.open('?static=sample1');
  const url = new URL('?static=sample1', harness.server.url);
  url.hostname = ZOOM;
  await page.goto(url.href);
  await page.waitForFunction(() => window.demo !== undefined);
  await becomeCall(page, 'zoom', 'gallery');
  const popup = await switchOn(harness, page);
  expect((await openWithSuggestion(popup, isLeft)).value).toBe('Jane Doe');
  await leaveField(popup);
  expect((await openWithSuggestion(popup, isRight)).value).toBe('Ben Baker');
  await popup.close();
});

test('the name on the tile is the selected default: Enter takes it, typing replaces it', async () => {
  const page = await harness.open('?static=sample1');
  await becomeCall(page, 'jitsi', 'remote');
  const popup = await switchOn(harness, page);
  expect(await openWithSuggestion(popup, isRight)).toEqual({
    value: 'Jane Doe',
    isSelected: true,
    hint: 'Name on the tile. Enter saves, Esc cancels.',
  });
  await popup.keyboard.press('Enter');
  await waitForAnchor(popup, 'Jane Doe');
  await waitForNames(page, ['Jane Doe']);

  expect(await openWithSuggestion(popup, isLeft)).toMatchObject({
    value: 'Jane Doe',
    hint: 'Name on the tile. Already saved: this adds more pictures.',
  });
  await popup.keyboard.type('Ann');
  expect((await readField(popup)).value).toBe('Ann');
  await popup.close();
});

test('switched off in the settings, no page is read', async () => {
  const settings = await harness.extensionPage('src/ui/settings/index.html');
  await press(settings, '[data-testid="tile-names-switch"][aria-checked="true"]');
  await settings.waitForSelector('[data-testid="tile-names-switch"][aria-checked="false"]');
  const page = await harness.open('?static=sample1');
  await becomeCall(page, 'jitsi', 'remote');
  const popup = await harness.popup(page);
  await chooseFace(popup, isLeft);
  // Longer than a page is waited for.
  await popup.evaluate('new Promise((resolve) => setTimeout(resolve, 2500))');
  expect((await readField(popup)).value).toBe('');
  await popup.close();
  const again = await harness.extensionPage('src/ui/settings/index.html');
  await press(again, '[data-testid="tile-names-switch"][aria-checked="false"]');
  await again.waitForSelector('[data-testid="tile-names-switch"][aria-checked="true"]');
});
