/** @file The box lies on the face whatever the page does to the video: asserted by the pixels of screenshots. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paintedBox } from './box-pixels.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { namesOn, readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await popup.close();
  // A still picture in a frame of known size; the marker will lie where the face's box must be.
  await page.evaluate(`(async () => {
    demo.pause();
    const video = document.querySelector('video');
    document.body.innerHTML = '<div id="outer"><div id="inner" style="position: relative; width: 640px; height: 360px; margin: 200px"><div id="marker" style="position: absolute; visibility: hidden"></div></div></div>';
    document.querySelector('#inner').prepend(video);
    video.style.cssText = 'display: block; width: 640px; height: 360px; border: 0; padding: 0; max-width: none; object-fit: contain; border-radius: 0';
    video.controls = false;
    document.documentElement.style.cssText = 'background: #fff';
    document.body.style.cssText = 'margin: 0; background: #fff; padding: 0; max-width: none; display: block';
    window.scrollTo(0, 0);
    await video.play();
  })()`);
  await waitForNames(page, ['Clara']);
  const box = await settledBox();
  await page.evaluate(`(() => {
    const { x, y } = document.querySelector('video').getBoundingClientRect();
    const marker = document.querySelector('#marker').style;
    marker.left = ${String(box.x)} - x + 'px';
    marker.top = ${String(box.y)} - y + 'px';
    marker.width = '${String(box.width)}px';
    marker.height = '${String(box.height)}px';
  })()`);
});
afterAll(async () => {
  await harness.close();
});

/** The named face's place, once it stands still. */
async function settledBox(): Promise<{ x: number; y: number; width: number; height: number }> {
  let before = '';
  let box = { x: 0, y: 0, width: 0, height: 0 };
  await waitUntil(async () => {
    const named = (await readOverlay(page)).find(({ state }) => state === 'named');
    if (named === undefined) return false;
    box = named.rect;
    const now = JSON.stringify(box);
    const isSettled = now === before;
    before = now;
    return isSettled;
  }, 'the named box stands still');
  return box;
}

/** Waits until the painted box lies within 1 % of the picture's size of where the marker is. */
async function expectBoxOnMarker(): Promise<void> {
  let report = 'nothing painted';
  await waitUntil(async () => {
    const painted = await paintedBox(page);
    if (painted === undefined) return false;
    const [marker, size] = (await page.evaluate(`(() => {
      const { left, top, right, bottom } = document.querySelector('#marker').getBoundingClientRect();
      const video = document.querySelector('video').getBoundingClientRect();
      return [{ left, top, right, bottom }, Math.max(video.width, video.height)];
    })()`)) as [typeof painted, number];
    const off = Math.max(
      Math.abs(painted.left - marker.left),
      Math.abs(painted.top - marker.top),
      Math.abs(painted.right - marker.right),
      Math.abs(painted.bottom - marker.bottom),
    );
    report = `${off.toFixed(1)} px of ${size.toFixed(0)}: ${JSON.stringify({ painted, marker })}`;
    return off <= size * 0.01;
  }, 'the painted box lies on the face').catch((error: unknown) => {
    throw new Error(`${String(error)} Off by ${report}`);
  });
  expect(await namesOn(page)).toEqual(['Clara']);
}

async function style(css: { outer?: string; inner?: string; video?: string }): Promise<void> {
  await page.evaluate(`(() => {
    const add = (element, text) => {
      element.dataset.plain ??= element.style.cssText;
      element.style.cssText = element.dataset.plain + ';' + text;
    };
    add(document.querySelector('#outer'), ${JSON.stringify(css.outer ?? '')});
    add(document.querySelector('#inner'), ${JSON.stringify(css.inner ?? '')});
    add(document.querySelector('video'), ${JSON.stringify(css.video ?? '')});
  })()`);
}

test.for([
  ['plain', {}],
  ['turned by 17 degrees', { inner: 'transform: rotate(17deg)' }],
  ['turned by a quarter', { inner: 'transform: rotate(90deg)' }],
  ['upside down', { inner: 'rotate: 180deg' }],
  [
    'turned by the rotate property, within a scaled ancestor',
    { outer: 'scale: 0.8', inner: 'rotate: -30deg' },
  ],
  ['scaled unevenly', { outer: 'transform: scale(1.2, 0.7)' }],
  ['skewed', { outer: 'transform: skewX(12deg)' }],
  ['mirrored', { inner: 'transform: scaleX(-1)' }],
  ['mirrored about the vertical axis', { outer: 'transform: rotateY(180deg)' }],
  ['zoomed by CSS', { outer: 'zoom: 1.25' }],
  ['moved while scrolled', { outer: 'height: 3000px; transform: translateY(-60px)' }],
] as const)('%s', async ([, css]) => {
  await style(css);
  await expectBoxOnMarker();
});

test('on a screen with two pixels for one', async () => {
  await style({});
  const viewport = page.viewport();
  await page.setViewport({ width: 1280, height: 860, deviceScaleFactor: 2 });
  await expectBoxOnMarker();
  await page.setViewport(viewport);
});

test('a mirrored picture keeps its names readable', async () => {
  await style({ inner: 'transform: scaleX(-1)' });
  await expectBoxOnMarker();
  const { x, width } = await settledBox();
  const middle = (await page.evaluate('innerWidth')) as number;
  expect(x + width / 2).toBeLessThan(middle / 2);
});

test('what an ancestor cuts off is not drawn', async () => {
  await style({ inner: 'overflow: hidden; width: 300px' });
  await waitUntil(async () => (await paintedBox(page)) === undefined, 'the box that lies outside is gone');
  await style({});
  await expectBoxOnMarker();
});

test('full screen of the container', async () => {
  await style({});
  await page.evaluate(`document.querySelector('#inner').requestFullscreen()`);
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.evaluate(`document.querySelector('video').style.objectFit = 'contain'`);
  await expectBoxOnMarker();
  await page.evaluate('document.exitFullscreen()');
  await page.waitForFunction(() => document.fullscreenElement === null);
  await expectBoxOnMarker();
});
