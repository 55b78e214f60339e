/** @file Pages that never end, pages that throw foreign elements out, and an extension that is switched off and on again. */
import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitForFace } from '../../scripts/demo/popup-driver.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay, waitForNames } from './overlay.ts';
import { photoPath } from './photos.ts';
import { waitUntil } from './wait-until.ts';

/** A page with a video, whose document never ends. */
const ENDLESS = `<!doctype html><title>Endless</title>
<video id="video" muted width="960"></video>
<script>
  const photo = new Image();
  photo.onload = () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 960, height: 640 });
    const context = canvas.getContext('2d');
    setInterval(() => { context.drawImage(photo, 0, 0, 960, 640); }, 40);
    video.srcObject = canvas.captureStream(25);
    video.play();
  };
  photo.src = '/photo.jpg';
</script>
${' '.repeat(2000)}`;

let harness: Harness;
let server: Server;
let endlessUrl: string;

beforeAll(async () => {
  harness = await startHarness();
  server = createServer((request, response) => {
    if (request.url === '/photo.jpg') {
      createReadStream(photoPath('sample1')).pipe(response.writeHead(200, { 'content-type': 'image/jpeg' }));
      return;
    }
    // No end.
    response.writeHead(200, { 'content-type': 'text/html' }).write(ENDLESS);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  endlessUrl = `http://127.0.0.1:${String(address.port)}/`;
});
afterAll(async () => {
  await harness.close();
  server.closeAllConnections();
  server.close();
});

async function openDemo(names: readonly string[]): Promise<Page> {
  const page = await harness.open('?static=sample1');
  await waitForNames(page, names);
  return page;
}

test('a page that never ends to load is named, and keeps no other site from being switched on', async () => {
  const page = await harness.browser.newPage();
  await page.evaluate(`location.href = '${endlessUrl}'`);
  await page.waitForFunction(`document.querySelector('video')?.videoWidth > 0`);
  expect(await page.evaluate('document.readyState')).toBe('loading');
  const popup = await switchOn(harness, page);
  await waitForFace(popup, () => true);
  await popup.close();

  const other = await harness.browser.newPage();
  await other.goto(`${harness.server.url}?static=sample1`);
  const second = await switchOn(harness, other);
  await enrollPerson(other, second, 'Clara');
  await second.close();
  await waitForNames(other, ['Clara']);
});

test('a page that throws foreign elements out is left in peace', async () => {
  const page = await openDemo(['Clara']);
  await page.evaluate(`(() => {
    window.thrown = 0;
    const own = new Set([document.head, document.body]);
    const throwOut = () => {
      for (const element of document.documentElement.children) {
        if (own.has(element)) continue;
        element.remove();
        thrown += 1;
      }
    };
    new MutationObserver(throwOut).observe(document.documentElement, { childList: true });
    throwOut();
  })()`);
  await page.waitForFunction('thrown > 2');
  await waitUntil(async () => (await readOverlay(page)).length === 0, 'the overlay stays away');
  // Boxes go on being found: a second of them, by the page's own frames.
  const thrown = (await page.evaluate(`new Promise((resolve) => {
    let frames = 0;
    const count = () => { if (++frames > 60) resolve(thrown); else requestAnimationFrame(count); };
    count();
  })`)) as number;
  expect(thrown).toBeLessThanOrEqual(7);
});

test('switched off and on in the browser’s own page, it comes back into an open tab, and the console stays clean', async () => {
  const page = await openDemo(['Clara']);
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  page.on('pageerror', (error) => told.push(String(error)));
  const extensions = await harness.browser.newPage();
  await extensions.goto('chrome://extensions');
  const setEnabled = (isEnabled: boolean): Promise<unknown> =>
    extensions.evaluate(
      `new Promise((resolve) => chrome.management.setEnabled('${harness.extensionId}', ${String(isEnabled)}, resolve))`,
    );
  await setEnabled(false);
  await page.bringToFront();
  await waitUntil(async () => (await readOverlay(page)).length === 0, 'the boxes go with the extension');
  await setEnabled(true);
  await waitForNames(page, ['Clara']);
  await extensions.close();
  expect(told).toEqual([]);
});
