/** @file A video that is paused or hidden costs its page nothing: frames are counted by the recognizer, which gets them. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { switchSite } from '../../scripts/demo/popup-driver.ts';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { PLAY_CLIP } from '../../scripts/measure/compare-grabs.ts';
import { startHarness, type Harness } from './harness.ts';
import { readOverlay } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;
let page: Page;
let popup: Page;

beforeAll(async () => {
  harness = await startHarness();
  // The page records a clip that its own origin can play too: a file, which can be paused and still be read.
  page = await harness.open('?tainted=1');
  await page.evaluate(PLAY_CLIP);
  popup = await harness.popup(page);
  await switchSite(popup, true);
});
afterAll(async () => {
  await harness.close();
});

const work = async (): Promise<number> => (await readTabStatus(popup)).work.frames;
const stateOf = async (): Promise<string | undefined> => (await readTabStatus(popup)).videos[0]?.state;

/** Frames that the recognizer got while the page drew a good second of its own. */
async function framesMeanwhile(): Promise<number> {
  const before = await work();
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        let left = 90;
        const step = (): void => {
          left -= 1;
          if (left > 0) requestAnimationFrame(step);
          else resolve(undefined);
        };
        requestAnimationFrame(step);
      }),
  );
  return (await work()) - before;
}

async function play(): Promise<void> {
  await page.evaluate(() => document.querySelector('video')?.play());
  await waitUntil(async () => (await stateOf()) === 'watching', 'the video is being watched');
  await waitUntil(async () => {
    const faces = await readOverlay(page);
    return faces.length > 0 && faces.every(({ state }) => state === 'unknown');
  }, 'all faces are judged');
}

async function pause(): Promise<void> {
  await page.evaluate(() => {
    document.querySelector('video')?.pause();
  });
  await waitUntil(async () => (await stateOf()) === 'paused', 'the video counts as paused');
}

describe('no frame is sampled', () => {
  test('of a video that pauses on faces which are known', async () => {
    await play();
    expect(await framesMeanwhile()).toBeGreaterThan(0);
    await pause();
    // What was on its way when it paused has been answered: the faces stay.
    await waitUntil(async () => (await framesMeanwhile()) === 0, 'no frame comes any more');
    expect((await readOverlay(page)).length).toBeGreaterThan(0);
  });

  test('of a video that was paused before Nametag came, once its faces are known', async () => {
    await switchSite(popup, false);
    await switchSite(popup, true);
    await waitUntil(async () => {
      const faces = await readOverlay(page);
      return faces.length > 0 && faces.every(({ state }) => state === 'unknown');
    }, 'the paused faces are judged too');
    await waitUntil(async () => (await framesMeanwhile()) === 0, 'no frame comes any more');
  });

  test.for([
    ['scrolled out of view', 'margin-top: 5000px'],
    ['not displayed', 'display: none'],
  ] as const)('of a video that is %s', async ([, css]) => {
    await play();
    await page.evaluate((style) => {
      document.querySelector('video')?.setAttribute('style', style);
    }, css);
    await waitUntil(async () => (await stateOf()) === 'hidden', 'the video counts as hidden');
    await waitUntil(async () => (await framesMeanwhile()) === 0, 'no frame comes any more');
    expect(await readOverlay(page)).toEqual([]);
    await page.evaluate(() => {
      document.querySelector('video')?.removeAttribute('style');
    });
  });
});
