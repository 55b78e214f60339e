/** @file A page whose player counts everything that happens to it: Nametag leaves no trace on it. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { switchSite } from '../../scripts/demo/popup-driver.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
});

/** What a page can count of itself, without what the test itself calls there (it measures rectangles). Runs in the page's own world. */
const COUNT = `
  window.counts = new Map();
  const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const EVENTS = [
    'abort', 'canplay', 'canplaythrough', 'durationchange', 'emptied', 'encrypted', 'ended', 'error', 'loadeddata', 'loadedmetadata',
    'loadstart', 'pause', 'play', 'playing', 'progress', 'ratechange', 'resize', 'seeked', 'seeking', 'stalled', 'suspend',
    'volumechange', 'waiting', 'enterpictureinpicture', 'leavepictureinpicture', 'waitingforkey', 'click', 'focus', 'blur',
  ];
  const METHODS = {
    HTMLMediaElement: ['play', 'pause', 'load', 'captureStream', 'setMediaKeys', 'setSinkId', 'canPlayType'],
    HTMLVideoElement: ['requestVideoFrameCallback', 'requestPictureInPicture', 'getVideoPlaybackQuality'],
    Element: ['setAttribute', 'removeAttribute', 'attachShadow', 'append', 'remove', 'matches', 'requestFullscreen'],
    EventTarget: ['addEventListener', 'removeEventListener', 'dispatchEvent'],
    CanvasRenderingContext2D: ['drawImage', 'getImageData'],
    OffscreenCanvasRenderingContext2D: ['drawImage', 'getImageData'],
    Window: ['postMessage', 'getComputedStyle', 'requestAnimationFrame', 'fetch', 'createImageBitmap'],
  };
  const SETTERS = {
    HTMLMediaElement: ['src', 'srcObject', 'crossOrigin', 'currentTime', 'volume', 'muted', 'playbackRate', 'controls', 'loop'],
    HTMLElement: ['style', 'hidden', 'popover', 'title'],
    Element: ['className', 'id', 'innerHTML'],
  };
  window.startCounting = () => {
    for (const [type, names] of Object.entries(METHODS)) {
      for (const name of names) {
        const home = name in (window[type]?.prototype ?? {}) ? window[type].prototype : window;
        const original = home[name];
        if (typeof original !== 'function') continue;
        home[name] = function (...args) { count('call ' + name); return original.apply(this, args); };
      }
    }
    for (const [type, names] of Object.entries(SETTERS)) {
      for (const name of names) {
        const property = Object.getOwnPropertyDescriptor(window[type].prototype, name);
        if (property?.set === undefined) continue;
        Object.defineProperty(window[type].prototype, name, {
          ...property,
          set(value) { count('set ' + name); property.set.call(this, value); },
        });
      }
    }
    const video = document.querySelector('video');
    for (const event of EVENTS) video.addEventListener(event, () => count('event ' + event));
    addEventListener('error', () => count('window error'));
    addEventListener('unhandledrejection', () => count('rejection'));
    addEventListener('message', () => count('message'));
    new MutationObserver((records) => {
      for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
        const nodes = [...addedNodes, ...removedNodes];
        if (target === document.documentElement && nodes.length > 0 && nodes.every((node) => node.parentNode === null || node.popover === 'manual')) {
          for (const node of nodes) if (node.popover === 'manual') window.host = node;
          continue;
        }
        count('mutation ' + type + ' of ' + target.nodeName + ' ' + attributeName);
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    window.windowKeys = Object.getOwnPropertyNames(window).join();
    window.outerBefore = video.outerHTML;
    counts.clear();
  };
`;

async function readCounts(page: Page): Promise<Readonly<Record<string, number>>> {
  return (await page.evaluate('Object.fromEntries(counts)')) as Record<string, number>;
}

test('nothing on the page is changed, called, added or fired while Nametag puts a name into it', async () => {
  const page = await harness.open('?static=sample1');
  // Enrolled before the counting starts: what follows is only the watching.
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await switchSite(popup, false);
  await popup.close();
  await waitForNames(page, []);
  await page.evaluate(`${COUNT} startCounting()`);

  // The page by itself, for what it does without anybody.
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 3000))');
  const alone = await readCounts(page);
  await page.evaluate('counts.clear()');

  const again = await switchOn(harness, page);
  await again.close();
  await waitForNames(page, ['Clara']);
  const startS = (await page.evaluate(`document.querySelector('video').currentTime`)) as number;
  await waitUntil(
    async () => ((await page.evaluate(`document.querySelector('video').currentTime`)) as number) > startS + 3,
    'the video plays on',
  );
  const watched = await readCounts(page);
  expect(Object.keys(watched).filter((what) => !(what in alone))).toEqual([]);

  expect(
    await page.evaluate(
      `Object.getOwnPropertyNames(window).filter((key) => !['host', 'windowKeys', 'outerBefore'].includes(key)).join() === windowKeys`,
    ),
  ).toBe(true);
  expect(await page.evaluate(`document.querySelector('video').outerHTML === outerBefore`)).toBe(true);
  expect(await page.evaluate(`document.querySelector('video').crossOrigin`)).toBeNull();
});

test('the one element that is added says nothing', async () => {
  const page = await harness.open('?static=sample1');
  await page.evaluate(`${COUNT} startCounting()`);
  const popup = await switchOn(harness, page);
  await popup.close();
  await waitUntil(
    async () => (await page.evaluate('window.host !== undefined')) === true,
    'the overlay is there',
  );
  const host = (await page.evaluate(`({
    tag: host.tagName,
    text: host.textContent,
    html: host.innerHTML,
    root: host.shadowRoot,
    attributes: host.getAttributeNames().sort(),
    events: getComputedStyle(host).pointerEvents,
  })`)) as Record<string, unknown>;
  expect(host).toEqual({
    tag: 'DIV',
    text: '',
    html: '',
    root: null,
    attributes: ['popover', 'style'],
    events: 'none',
  });
});

test('switched off, the page is as it was', async () => {
  const page = await harness.open('?static=sample1');
  const before = (await page.evaluate('document.documentElement.outerHTML')) as string;
  const popup = await switchOn(harness, page);
  await waitForNames(page, ['Clara']);
  await switchSite(popup, false);
  await popup.close();
  await waitForNames(page, []);
  await waitUntil(
    async () => (await page.evaluate('document.documentElement.outerHTML')) === before,
    'the page has its own elements only',
  );
});
