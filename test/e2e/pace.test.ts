/** @file How much of the processor Nametag may use, as the settings offer it, and the networks' rest while there is nothing to watch. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

/**
 * The networks wait a minute for somebody to need them (offscreen/engine-rest.ts): in the offscreen document, timers of half a minute and
 * more fire at once, and its clock goes forward by as much.
 */
const SKIP_LONG_WAITS = `{
  const [now, later] = [performance.now.bind(performance), setTimeout];
  let skippedMs = 0;
  performance.now = () => now() + skippedMs;
  globalThis.setTimeout = (run, delayMs = 0) =>
    delayMs < 30_000 ? later(run, delayMs) : later(() => ((skippedMs += delayMs), run()), 0);
}`;

let harness: Harness;
let page: Page;
let panel: Page;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await popup.close();
  panel = await harness.popupInTab(page);
  await page.bringToFront();
});
afterAll(async () => {
  await harness.close();
});

/** A second one is opened when two looks meet (recognition/workers/lanes.ts): of the picture's faces, they may or may not. */
const lanes = [1, 2];

/** The detector's worker, and one for each lane. */
function hasNetworks(host: Page): boolean {
  return lanes.includes(host.workers().length - 1);
}

const engineState = async (): Promise<string> => (await readTabStatus(panel)).engine.state;

async function offscreen(): Promise<Page> {
  const target = await harness.browser.waitForTarget((one) => one.url().includes('offscreen.html'));
  return target.asPage();
}

describe('the processor budget', () => {
  test('is chosen with the keyboard, saved at once, and followed without losing a name', async () => {
    await waitForNames(page, ['Clara']);
    const settings = await harness.extensionPage('src/ui/settings/index.html');
    await settings.waitForSelector('[data-testid="budget-all-but-one"]:checked');
    await settings.focus('[data-testid="budget-all-but-one"]');
    await settings.keyboard.press('ArrowDown');
    await settings.waitForSelector('[data-testid="budget-all"]:checked');
    await page.bringToFront();
    const { state, threads } = (await readTabStatus(panel)).engine;
    expect(state).toBe('ready');
    // One for each lane: the kernels of the network of the package take no more, whatever they may have.
    expect(lanes).toContain(threads);
    await waitForNames(page, ['Clara']);

    // Tabs at the back draw no frames, for which clicks and waiting functions wait.
    await settings.bringToFront();
    await settings.reload();
    await settings.waitForSelector('[data-testid="budget-all"]:checked');
    await settings.click('[data-testid="budget-all-but-one"]');
    await settings.waitForFunction(() =>
      document.querySelector('[data-testid="pace"]')?.textContent.startsWith('Now:'),
    );
    await settings.close();
    await page.bringToFront();
    await waitForNames(page, ['Clara']);
  });
});

describe('without anything to watch', () => {
  test('the networks go, and come back for the next frame', async () => {
    const host = await offscreen();
    await waitUntil(() => hasNetworks(host), 'both networks have their worker');
    await host.evaluate(SKIP_LONG_WAITS);
    await panel.bringToFront();
    await waitUntil(
      async () => (await readTabStatus(panel)).videos.every(({ state }) => state === 'hidden'),
      'the video is out of view',
    );
    await waitUntil(async () => (await engineState()) === 'resting', 'the networks rest');
    await waitUntil(() => host.workers().length === 0, 'no worker is left');

    await page.bringToFront();
    await waitForNames(page, ['Clara']);
    expect(await engineState()).toBe('ready');
    expect(hasNetworks(host)).toBe(true);
  });
});
