/** @file A page with one 720p video, Nametag off and on: the script's own time by hops, the whole main thread, frames a second. */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'puppeteer-core';
import { findExtension } from '../browser/extension.ts';
import { grantOrigin } from '../browser/host-permission.ts';
import { launchBrowser } from '../browser/launch.ts';
import { openPopup } from '../browser/popup.ts';
import { switchSite } from '../demo/popup-driver.ts';
import { startDemoServer } from '../demo/server.ts';
import { readTabStatus } from '../demo/tab-status.ts';
import { writeGeneratedClip } from '../eval-video/clip/generated.ts';
import { INSTALL_CLOCKS, READ_CLOCKS, START_CLOCKS, quantile, type Hops } from './hops.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const OWN_CLIP = fileURLToPath(new URL('../../out/measure-page.webm', import.meta.url));
/** The networks' warm-up, and the choice of how to read frames. */
const SETTLE_MS = 8000;

const PLAY = `(async () => {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push({ at: entry.startTime, ms: entry.duration });
  }).observe({ type: 'longtask', buffered: true });
  const video = document.createElement('video');
  Object.assign(video, { muted: true, loop: true, src: '/clip.webm' });
  video.style.width = '960px';
  document.querySelector('#stage').append(video);
  await video.play();
})()`;

const count = (ms: number): string => `new Promise((resolve) => {
  const video = document.querySelector('video');
  const before = video.getVideoPlaybackQuality();
  const startMs = performance.now();
  let frames = 0;
  const next = (nowMs) => {
    frames += 1;
    if (nowMs - startMs < ${String(ms)}) return requestAnimationFrame(next);
    const after = video.getVideoPlaybackQuality();
    const seconds = (nowMs - startMs) / 1000;
    const longTasks = window.longTasks.filter(({ at }) => at >= startMs).map(({ ms }) => ms);
    resolve({
      fps: frames / seconds,
      videoFps: (after.totalVideoFrames - before.totalVideoFrames) / seconds,
      dropped: after.droppedVideoFrames - before.droppedVideoFrames,
      longTasks,
    });
  };
  requestAnimationFrame(next);
})`;

interface Rate {
  readonly fps: number;
  readonly videoFps: number;
  readonly dropped: number;
  readonly longTasks: readonly number[];
}

const measureMs = Number(process.argv[2] ?? 10) * 1000;
const [, , , chosen] = process.argv;
const server = await startDemoServer();
const browser = await launchBrowser({ headless: true, extensionDir: DIST });
try {
  const { id } = await findExtension(browser);
  await grantOrigin(browser, id, 'http://127.0.0.1/*');
  const clip = chosen ?? OWN_CLIP;
  if (chosen === undefined && !existsSync(clip)) {
    await mkdir(path.dirname(clip), { recursive: true });
    await writeGeneratedClip(browser, id, 'short', { input: clip, labels: undefined, anchors: undefined });
  }
  await fetch(`${server.url}clip`, { method: 'PUT', body: await readFile(clip) });

  const page = await browser.newPage();
  const session = await page.createCDPSession();
  const worlds = watchWorlds(session, id);
  await session.send('Runtime.enable');
  // Processor time: what else the machine does meanwhile does not count.
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  await page.goto(`${server.url}?novideo=1`);
  await page.waitForFunction(() => window.demo !== undefined);
  await page.bringToFront();
  await page.evaluate(PLAY);
  await page.evaluate(count(1500));

  const off = await measure(page, session);
  await setSite(page, true);
  const starting = (await page.evaluate(count(SETTLE_MS))) as Rate;
  const world = worlds.current();
  if (world === undefined) throw new Error('No content script came to the page.');
  await evaluate(session, world, START_CLOCKS);
  const on = await measure(page, session);
  const hops = (await evaluate(session, world, READ_CLOCKS)) as Hops;
  const popup = await openPopup(browser, page);
  const status = await readTabStatus(popup);
  await switchSite(popup, false);
  await popup.close();
  const offAgain = await measure(page, session);

  for (const [name, times] of Object.entries(hops.times).sort())
    console.log(
      `${name.padEnd(28)} ${String(times.length).padStart(5)} times, median ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))}, most ${ms(Math.max(...times))}`,
    );
  const frames = hops.frames.length;
  const busyOff = (off.busyMs + offAgain.busyMs) / 2;
  const fpsOff = (off.fps + offAgain.fps) / 2;
  console.log(`
sampled frames               ${String(frames)}, ${((frames / measureMs) * 1000).toFixed(1)} a second
own tasks per sampled frame  median ${ms(quantile(hops.frames, 0.5))}, p95 ${ms(quantile(hops.frames, 0.95))}
as the popup says            ${ms(status.stages.pageMs ?? 0)}
whole main thread            ${ms((on.busyMs - busyOff) / Math.max(1, frames))} more per sampled frame (${ms(busyOff / (measureMs / 1000))} a second off, ${ms(on.busyMs / (measureMs / 1000))} on)
page frames a second         off ${off.fps.toFixed(1)} and ${offAgain.fps.toFixed(1)}, on ${on.fps.toFixed(1)} (${((1 - on.fps / fpsOff) * 100).toFixed(1)} % fewer)
video frames a second        off ${off.videoFps.toFixed(1)} and ${offAgain.videoFps.toFixed(1)}, on ${on.videoFps.toFixed(1)}; dropped ${String(off.dropped)} and ${String(offAgain.dropped)}, ${String(on.dropped)}
tasks above 50 ms            off ${list(off.longTasks)} and ${list(offAgain.longTasks)}, starting ${list(starting.longTasks)}, on ${list(on.longTasks)}`);
} finally {
  await browser.close();
  await server.close();
}

/** Clocks are in each isolated world of the extension before its script has connected. */
function watchWorlds(session: CDPSession, extensionId: string): { current(): number | undefined } {
  let latest: number | undefined;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin !== `chrome-extension://${extensionId}`) return;
    latest = context.id;
    evaluate(session, context.id, INSTALL_CLOCKS).catch((error: unknown) => {
      console.error(String(error));
    });
  });
  return { current: () => latest };
}

async function evaluate(session: CDPSession, contextId: number, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    contextId,
    returnByValue: true,
  });
  if (exceptionDetails !== undefined)
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

async function measure(page: Page, session: CDPSession): Promise<Rate & { readonly busyMs: number }> {
  const before = await taskMs(session);
  const rate = (await page.evaluate(count(measureMs))) as Rate;
  return { ...rate, busyMs: (await taskMs(session)) - before };
}

/** How long the main thread has been busy with anything at all. */
async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

async function setSite(page: Page, isOn: boolean): Promise<void> {
  const popup = await openPopup(browser, page);
  await switchSite(popup, isOn);
  await popup.close();
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function list(values: readonly number[]): string {
  return values.length === 0 ? 'none' : values.map((value) => value.toFixed(0)).join('/');
}
