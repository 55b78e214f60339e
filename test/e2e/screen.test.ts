/** @file Watching another tab in Studio, as for pages whose pictures extensions cannot have. */
import { afterAll, beforeAll, test } from 'vitest';
import { press, switchSite } from '../../scripts/demo/popup-driver.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

const TITLE = 'Something to watch';

let harness: Harness;

beforeAll(async () => {
  // The browser's own question, answered: no headless browser shows it.
  harness = await startHarness({ args: [`--auto-select-tab-capture-source-by-title=${TITLE}`] });
});
afterAll(async () => {
  await harness.close();
});

test('another tab is watched through the browser’s own question, with names', async () => {
  const demo = await harness.open('?static=sample1');
  const popup = await switchOn(harness, demo);
  await enrollPerson(demo, popup, 'Clara');
  // Its own boxes would be part of the picture.
  await switchSite(popup, false);
  await popup.close();
  await demo.evaluate(`document.title = '${TITLE}'`);
  const page = await harness.extensionPage('src/ui/studio/index.html#screen');
  const start = await page.waitForSelector('[data-testid="screen-start"]');
  // A real click: the question is only for whoever has just clicked.
  await start?.click();
  await page.waitForSelector('[data-testid="screen-stop"]');
  await waitForNames(page, ['Clara']);
  await press(page, '[data-testid="screen-stop"]');
  await page.waitForSelector('[data-testid="screen-start"]');
  await waitUntil(async () => (await readOverlay(page)).length === 0, 'the boxes are gone');
});
