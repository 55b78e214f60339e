/** @file "Why no name?" in the real popup: each reason that a page can give, and the way out of it. */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { press } from '../../scripts/demo/popup-driver.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  await mkdir('out', { recursive: true });
});
afterAll(async () => {
  await harness.close();
});

/** Opens the page, changes it, and waits until the popup gives exactly these reasons. */
async function expectReasons(
  query: string,
  change: string,
  reasons: readonly string[],
): Promise<[Page, Page]> {
  const page = await harness.open(query);
  if (change !== '') await page.evaluate(`(async () => { ${change} })()`);
  const popup = await switchOn(harness, page);
  let seen: (string | null)[] = [];
  await waitUntil(async () => {
    seen = await popup.$$eval('[data-testid="why-reason"]', (items) =>
      items.map((item) => item.getAttribute('data-reason')),
    );
    return seen.join() === reasons.join();
  }, `the popup explains ${reasons.join()}`).catch((error: unknown) => {
    throw new Error(`${String(error)} It said: ${seen.join()}.`);
  });
  return [page, popup];
}

test('nobody is saved yet', async () => {
  const [, popup] = await expectReasons('?static=sample1', '', ['nobody-saved']);
  expect(
    await popup.$eval('[data-testid="why-no-name"]', (details) => (details as HTMLDetailsElement).open),
  ).toBe(false);
  expect(await popup.$('[data-testid="watch-in-studio"]')).toBeNull();
  await popup.close();
});

test('strangers, once somebody is saved', async () => {
  const page = await harness.open('?static=sample1');
  const first = await switchOn(harness, page);
  await enrollPerson(page, first, 'Clara');
  await first.close();
  const [, popup] = await expectReasons('?static=sample1', '', ['stranger']);
  await popup.close();
});

test.for([
  ['a video of another site', '?tainted=1&videos=0', '', ['tainted']],
  [
    'a very small video',
    '?static=sample1',
    `document.querySelector('video').style.cssText = 'width: 80px; height: 45px'`,
    ['too-small'],
  ],
  [
    'a video that is scrolled away',
    '?static=sample1',
    `document.querySelector('video').style.marginTop = '3000px'`,
    ['hidden'],
  ],
  [
    'a video without a source',
    '?novideo=1',
    `const video = document.createElement('video'); video.style.cssText = 'width: 400px; height: 225px'; document.body.replaceChildren(video);`,
    ['waiting'],
  ],
  ['no video', '?novideo=1', '', ['no-video']],
  [
    'copy protection',
    '?static=sample1',
    `const access = await navigator.requestMediaKeySystemAccess('org.w3.clearkey', [
      { initDataTypes: ['webm'], videoCapabilities: [{ contentType: 'video/webm; codecs="vp8"' }] },
    ]);
    const shown = document.querySelector('video');
    const recorder = new MediaRecorder(shown.srcObject, { mimeType: 'video/webm;codecs=vp8' });
    const recorded = new Promise((resolve) => recorder.addEventListener('dataavailable', resolve, { once: true }));
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    recorder.stop();
    const video = document.createElement('video');
    [video.muted, video.loop] = [true, true];
    video.src = URL.createObjectURL((await recorded).data);
    shown.replaceWith(video);
    await video.play();
    await video.setMediaKeys(await access.createMediaKeys());`,
    ['protected'],
  ],
] as const)('%s', async ([, query, change, reasons]) => {
  const [, popup] = await expectReasons(query, change, reasons);
  const offers = (await popup.$('[data-testid="watch-in-studio"]')) !== null;
  expect(offers).toBe(['tainted', 'hidden', 'no-video'].includes(reasons[0]));
  await popup.close();
});

test('the way out opens Studio where it takes the screen', async () => {
  const [, popup] = await expectReasons('?tainted=1&videos=0', '', ['tainted']);
  await popup.$eval('[data-testid="why-no-name"]', (details) => {
    (details as HTMLDetailsElement).open = true;
  });
  for (const value of ['light', 'dark']) {
    await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await popup.screenshot({ path: `out/why-${value}.png` });
  }
  const known = new Set(harness.browser.targets());
  await press(popup, '[data-testid="watch-in-studio"]');
  const target = await harness.browser.waitForTarget(
    (one) => !known.has(one) && one.url().includes('studio/index.html'),
  );
  expect(target.url()).toContain('#screen');
  const studio = await target.page();
  await studio?.waitForSelector('[data-testid="screen-start"]');
  await studio?.close();
});
