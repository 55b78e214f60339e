/**
 * @file A site that is off is not looked at, whatever its content scripts do. Each frame of the page runs a script that plays
 * the content script of a process that was taken over: it sends pictures as fast as they are answered, never stops by
 * itself, and connects again whenever it is cut off. What was looked at is counted in the offscreen document.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

/** Everything of a site that is off has to be over by then. */
const OVER_MS = 1000;
const WATCHED_MS = 2500;

let harness: Harness;
let people: Page;

beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await harness.close();
});

const FRAMES: Readonly<Record<string, string>> = {
  blank: '<iframe src="about:blank"></iframe>',
  srcdoc: '<iframe srcdoc="<p>srcdoc</p>"></iframe>',
  data: '<iframe src="data:text/html,<p>data</p>"></iframe>',
  sandboxed: '<iframe sandbox="allow-scripts" src="/?novideo=1"></iframe>',
  'sandboxed srcdoc': '<iframe sandbox="allow-scripts" srcdoc="<p>sandboxed</p>"></iframe>',
};

/** Text, see [Note: No named functions in evaluate]. Runs in the extension's isolated world. */
const DEFIANT_SCRIPT = `
  globalThis.defiant = { answers: 0, closed: 0 };
  const open = () => {
    const port = chrome.runtime.connect({ name: 'nametag/video' });
    let seq = 0;
    const send = () => {
      try {
        port.postMessage({
          type: 'frame', video: 1, seq: ++seq, view: { x: 0, y: 0, width: 1, height: 1 },
          pixels: { width: 64, height: 36, data: new Uint8ClampedArray(64 * 36 * 4) },
          pictureWidthPx: 640, pictureHeightPx: 360, pageMs: 1,
        });
      } catch {}
    };
    port.onMessage.addListener(({ type }) => {
      if (type === 'ready') send();
      if (type !== 'faces') return;
      defiant.answers += 1;
      setTimeout(send, 50);
    });
    port.onDisconnect.addListener(() => {
      defiant.closed += 1;
      setTimeout(open, 20);
    });
    port.postMessage({ type: 'hello', source: 'tab' });
  };
  addEventListener('pageshow', ({ persisted }) => { if (persisted) open(); });
  open();
`;

interface Defiant {
  readonly href: string;
  readonly origin: string;
  readonly answers: number;
}

async function defy(): Promise<void> {
  await people.evaluate(`chrome.tabs.query({ url: 'http://127.0.0.1/*' }).then(([tab]) =>
    chrome.scripting.executeScript({
      target: { tabId: tab.id, allFrames: true },
      func: () => { ${DEFIANT_SCRIPT} },
    }))`);
}

async function readDefiant(): Promise<Defiant[]> {
  return (await people.evaluate(`chrome.tabs.query({ url: 'http://127.0.0.1/*' }).then(([tab]) =>
    chrome.scripting.executeScript({
      target: { tabId: tab.id, allFrames: true },
      func: () => ({ href: location.href, origin, answers: globalThis.defiant?.answers ?? 0 }),
    })).then((results) => results.map(({ result }) => result))`)) as Defiant[];
}

/** Frames that the offscreen document has answered, over all tabs. */
async function framesAnswered(): Promise<number> {
  return (await people.evaluate(`new Promise((resolve) => {
    const port = chrome.runtime.connect({ name: 'nametag/panel' });
    port.onMessage.addListener((message) => {
      if (message.type !== 'tab') return;
      port.disconnect();
      resolve(message.status.work.frames);
    });
    port.postMessage({ type: 'watchTab', tabId: 1 });
  })`)) as number;
}

/** As the popup does. */
async function switchOff(url: string): Promise<void> {
  await people.evaluate(`chrome.runtime.sendMessage({
    target: 'background', type: 'site.set',
    payload: { origin: '${new URL(url).origin}', isEnabled: false },
  })`);
}

/** Opens the demo page, switches it on and puts it behind the people page, from where the test is driven. */
async function openSite(query: string): Promise<Page> {
  const page = await harness.open(query);
  const popup = await switchOn(harness, page);
  await popup.close();
  people = await harness.extensionPage('src/ui/people/index.html');
  return page;
}

test('scripts that go on in every kind of frame are not answered any more a second after "off"', async () => {
  const page = await openSite('?novideo=1');
  await page.evaluate((html) => {
    document.body.insertAdjacentHTML('beforeend', html);
    const blob = document.createElement('iframe');
    blob.src = URL.createObjectURL(new Blob(['<p>blob</p>'], { type: 'text/html' }));
    document.body.append(blob);
  }, Object.values(FRAMES).join(''));
  await waitUntil(() => page.frames().length === Object.keys(FRAMES).length + 2, 'all frames are there');
  await wait(500);
  await defy();
  await waitUntil(
    async () => (await readDefiant()).every(({ answers }) => answers > 0),
    'every frame has been answered while the site is on',
  );
  const frames = await readDefiant();
  expect(frames.filter(({ origin }) => origin === 'null').length).toBeGreaterThanOrEqual(2);

  await switchOff(page.url());
  await wait(OVER_MS);
  const atOff = await framesAnswered();
  await wait(WATCHED_MS);
  expect(await framesAnswered()).toBe(atOff);
});

test('a page in the back/forward cache finds its site off when it comes back', async () => {
  // The demo's pages are never stored, and so never kept in that cache.
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>A page that may be kept.</p>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const site = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const page = await openSite('?novideo=1');
  await page.goto(site);
  const popup = await switchOn(harness, page);
  await popup.close();
  await defy();
  await waitUntil(async () => (await framesAnswered()) > 2, 'the page is answered while its site is on');
  await page.evaluate(() => {
    document.body.dataset['kept'] = 'yes';
  });
  await page.goto('about:blank');
  await switchOff(site);
  await wait(OVER_MS);
  const atOff = await framesAnswered();
  await page.goBack();
  expect(await page.evaluate(() => document.body.dataset['kept'])).toBe('yes');
  await wait(WATCHED_MS);
  expect(await framesAnswered()).toBe(atOff);
});

test('switched off, the overlay is gone from the page', async () => {
  const page = await openSite('?static=sample1');
  await page.bringToFront();
  await waitUntil(async () => (await readOverlay(page)).length > 0, 'faces are marked');
  await switchOff(page.url());
  await waitUntil(
    () => page.evaluate(() => document.documentElement.children.length === 2),
    'the overlay is gone from the page',
    OVER_MS * 3,
  );
});

test('one site that goes off leaves another one on', async () => {
  const page = await openSite('?static=sample1');
  await page.bringToFront();
  await waitUntil(async () => (await framesAnswered()) > 0, 'the video is looked at');
  await people.evaluate(`chrome.runtime.sendMessage({
    target: 'background', type: 'site.set', payload: { origin: 'https://example.org', isEnabled: false },
  })`);
  const before = await framesAnswered();
  await waitUntil(async () => (await framesAnswered()) > before + 3, 'the video is still looked at');
});
