/** @file A video in picture-in-picture: the browser's window can show no names, so one that can is offered. */
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paintedBox } from './box-pixels.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { namesOn, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
});

/** Presses at the middle of the video's lower part, where the offer stands. */
async function clickOffer(page: Page): Promise<void> {
  const { x, y, width, height } = (await page.evaluate(`(() => {
    const { x, y, width, height } = document.querySelector('video').getBoundingClientRect();
    return { x, y, width, height };
  })()`)) as { x: number; y: number; width: number; height: number };
  await page.mouse.click(x + width / 2, y + height * 0.88 - 17);
}

async function pictureWindow(): Promise<Page | undefined> {
  for (const target of harness.browser.targets()) {
    if (target.url() === 'about:blank') return (await target.page()) ?? undefined;
  }
  return undefined;
}

test('a window with names is offered while the video floats, and shows them', async () => {
  const page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await popup.close();
  await waitForNames(page, ['Clara']);

  // With the browser's own controls, a click would also pause.
  await page.evaluate(`document.querySelector('video').controls = false`);
  await page.evaluate(
    `document.querySelector('video').addEventListener('click', ({ target }) => target.requestPictureInPicture(), { once: true })`,
  );
  await page.click('video');
  await page.waitForFunction(() => document.pictureInPictureElement !== null);
  // The page's own place shows no picture now, so no names either.
  await waitUntil(async () => (await namesOn(page)).length === 0, 'the names are off the placeholder');

  let opened: Page | undefined;
  await waitUntil(async () => {
    await clickOffer(page);
    opened = await pictureWindow();
    return opened !== undefined;
  }, 'the window is open');
  const shown = opened;
  if (shown === undefined) throw new Error('There is no window.');
  let box: Awaited<ReturnType<typeof paintedBox>>;
  await waitUntil(async () => {
    box = await paintedBox(shown);
    return box !== undefined;
  }, 'a named box is painted in the window');
  // The page can reach that window too.
  expect(
    await page.evaluate(
      `['Clara', 'Unknown'].map((name) => documentPictureInPicture.window.find(name, false, false, true))`,
    ),
  ).toEqual([false, false]);
  const [width, height] = (await shown.evaluate('[innerWidth, innerHeight]')) as [number, number];
  const face = (await page.evaluate(
    `demo.truthAt(performance.now()).find(({ person }) => person === 'Clara').box`,
  )) as { x: number; y: number; width: number; height: number };
  const scale = Math.min(width / 16, height / 9);
  const picture = { width: scale * 16, height: scale * 9 };
  const middle = {
    x: (width - picture.width) / 2 + (face.x + face.width / 2) * picture.width,
    y: (height - picture.height) / 2 + (face.y + face.height / 2) * picture.height,
  };
  expect(Math.abs(((box?.left ?? 0) + (box?.right ?? 0)) / 2 - middle.x)).toBeLessThan(
    (face.width * picture.width) / 2,
  );
  expect(Math.abs(((box?.top ?? 0) + (box?.bottom ?? 0)) / 2 - middle.y)).toBeLessThan(
    (face.height * picture.height) / 2,
  );
  // The page can reach the window's document, but nothing that is said in it.
  expect(await shown.evaluate('document.documentElement.textContent.includes("Clara")')).toBe(false);
  expect(await shown.evaluate('document.body.firstElementChild.shadowRoot')).toBeNull();
  const { data } = PNG.sync.read(Buffer.from(await shown.screenshot()));
  expect(
    data.reduce((sum, value, index) => sum + (index % 4 === 3 ? 0 : value), 0) / data.length,
  ).toBeGreaterThan(10);

  // It goes on while the page's own video is out of view.
  await page.evaluate(`document.querySelector('video').style.marginTop = '4000px'`);
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 2000))');
  await waitUntil(async () => (await paintedBox(shown)) !== undefined, 'the name stays');
  await page.evaluate(`document.querySelector('video').style.marginTop = ''`);

  await page.evaluate('documentPictureInPicture.window.close()');
  await waitForNames(page, ['Clara']);
});
