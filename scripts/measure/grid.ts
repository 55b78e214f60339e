/** @file The page's own frame rate beside 25 videos with three faces each: Nametag off, on, off, on … */
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { findExtension } from '../browser/extension.ts';
import { grantOrigin } from '../browser/host-permission.ts';
import { launchBrowser } from '../browser/launch.ts';
import { openPopup } from '../browser/popup.ts';
import { switchSite } from '../demo/popup-driver.ts';
import { startDemoServer } from '../demo/server.ts';
import { readTabStatus } from '../demo/tab-status.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const TILES = 25;
const SETTLE_MS = 15_000;
const MEASURE_MS = 6000;

const FRAMES_PER_SECOND = `new Promise((resolve) => {
  let frames = 0;
  const startMs = performance.now();
  const count = (nowMs) => {
    frames += 1;
    if (nowMs - startMs < ${String(MEASURE_MS)}) requestAnimationFrame(count);
    else resolve((frames / (nowMs - startMs)) * 1000);
  };
  requestAnimationFrame(count);
})`;

const GRID = `(async () => {
  const stream = document.querySelector('video').srcObject;
  document.body.innerHTML = '<div style="display: grid; grid-template-columns: repeat(5, 240px)"></div>';
  for (let tile = 0; tile < ${String(TILES)}; tile++) {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    video.style.cssText = 'display: block; width: 240px; height: 135px';
    document.querySelector('div').append(video);
    await video.play();
  }
})()`;

const rounds = Number(process.argv[2] ?? 3);
const server = await startDemoServer();
const browser = await launchBrowser({ headless: true, extensionDir: DIST });
try {
  const { id } = await findExtension(browser);
  await grantOrigin(browser, id, 'http://127.0.0.1/*');
  const page = await browser.newPage();
  await page.goto(`${server.url}?static=sample1`);
  await page.waitForFunction(() => window.demo !== undefined);
  await page.bringToFront();
  await page.evaluate(GRID);
  for (let round = 0; round < rounds; round++) {
    const off = await framesPerSecond(page);
    await setSite(page, true);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const on = await framesPerSecond(page);
    const popup = await openPopup(browser, page);
    const { videos, boxesPerSecond } = await readTabStatus(popup);
    await popup.close();
    await setSite(page, false);
    const faces = videos.reduce((sum, video) => sum + video.faces, 0);
    console.log(
      `off ${off.toFixed(1)} fps, on ${on.toFixed(1)} fps (${((1 - on / off) * 100).toFixed(0)} % fewer), ` +
        `${String(faces)} faces, ${boxesPerSecond.toFixed(1)} checks a second`,
    );
  }
} finally {
  await browser.close();
  await server.close();
}

async function framesPerSecond(page: Page): Promise<number> {
  return (await page.evaluate(FRAMES_PER_SECOND)) as number;
}

async function setSite(page: Page, isOn: boolean): Promise<void> {
  const popup = await openPopup(browser, page);
  await switchSite(popup, isOn);
  await popup.close();
}
