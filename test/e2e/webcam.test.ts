import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrollFace } from '../../scripts/demo/popup-driver.ts';
import { PHOTOS } from '../../scripts/demo/truth.ts';
import { cameraArgs, startCamera } from './camera.ts';
import { startHarness, type Harness } from './harness.ts';
import { readOverlay, waitForNames } from './overlay.ts';

let harness: Harness;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-camera-'));
  harness = await startHarness({
    args: await cameraArgs(folder),
  });
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

async function openStudio(): Promise<Page> {
  const page = await harness.extensionPage('src/ui/studio/index.html');
  await startCamera(page);
  return page;
}

test('the webcam page enrolls the face in front of the camera and then shows its name there', async () => {
  const page = await openStudio();
  const clara = PHOTOS.sample1.faces.find(({ person }) => person === 'Clara');
  const centerX = (clara?.box.x ?? 0) + (clara?.box.width ?? 0) / 2;
  await enrollFace(page, ({ x }) => Math.abs(x - centerX) < 0.05, 'Clara');
  await waitForNames(page, ['Clara']);
});

test('the mirrored picture has its boxes mirrored and its text readable', async () => {
  const page = await openStudio();
  await waitForNames(page, ['Clara']);
  const video = await page.$eval('[data-testid="camera-video"]', (element) => {
    const { x, width } = element.getBoundingClientRect();
    return { x, width };
  });
  const shareOf = async (): Promise<number> => {
    const rect = (await readOverlay(page)).find(({ name }) => name === 'Clara')?.rect;
    return rect === undefined ? NaN : (rect.x + rect.width / 2 - video.x) / video.width;
  };
  const isMirrored = await page.$eval(
    '[data-testid="camera-mirror"]',
    (element) => element.getAttribute('aria-checked') === 'true',
  );
  const before = await shareOf();
  expect(before > 0.5).toBe(!isMirrored);
  await page.click('[data-testid="camera-mirror"]');
  await waitForNames(page, ['Clara']);
  await expect.poll(shareOf, { timeout: 30_000 }).toBeCloseTo(1 - before, 1);
});

test('stopping the camera takes boxes and faces away', async () => {
  const page = await openStudio();
  await waitForNames(page, ['Clara']);
  await page.click('[data-testid="camera-stop"]');
  await page.waitForSelector('[data-testid="camera-start"]');
  await waitForNames(page, []);
  await expect.poll(() => readOverlay(page), { timeout: 30_000 }).toEqual([]);
});

test('a camera that sends no picture is told from nobody in front of it', async () => {
  const page = await openStudio();
  const setMuted = (isMuted: boolean): Promise<unknown> =>
    page.evaluate(`(() => {
      const [track] = document.querySelector('[data-testid="camera-video"]').srcObject.getVideoTracks();
      Object.defineProperty(track, 'muted', { value: ${String(isMuted)}, configurable: true });
      track.dispatchEvent(new Event('${isMuted ? 'mute' : 'unmute'}'));
    })()`);
  await page.waitForSelector('[data-testid="camera-video"]');
  await setMuted(true);
  await page.waitForSelector('[data-testid="camera-muted"]');
  await setMuted(false);
  await page.waitForFunction(`document.querySelector('[data-testid="camera-muted"]') === null`);
});
