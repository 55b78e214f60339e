/** @file What every measurement works with: the browser with the built extension, the site, and how much to repeat. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import type { Work } from '../../../src/core/pace/work.ts';
import type { TabStatus } from '../../../src/protocol/panel-port.ts';
import { openPopup } from '../../browser/popup.ts';
import { openQuietPage } from '../../browser/quiet-page.ts';
import { switchSite } from '../../demo/popup-driver.ts';
import { readTabStatus } from '../../demo/tab-status.ts';
import type { ClipWish } from '../film/clips.ts';
import { clipOf } from '../film/clips.ts';
import type { StaticSite } from '../../browser/static-site.ts';
import type { WorkResult } from '../result/result.ts';

export interface Bench {
  readonly browser: Browser;
  readonly extensionId: string;
  readonly site: StaticSite;
  readonly isQuick: boolean;
  /** Whom the extension would not save from a portrait: nobody waits for their names. */
  readonly unsaved: readonly string[];
  /** One line for the person. */
  readonly say: (text: string) => void;
}

export interface StageWish extends ClipWish {
  readonly isOn: boolean;
  readonly videos?: number;
  readonly isLooped?: boolean;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 200;

/** A page in front that has loaded its clip and waits to be told to play. */
export async function openStage(bench: Bench, page: Page, wish: StageWish): Promise<void> {
  const { isOn, videos = 1, isLooped = true } = wish;
  await page.goto(`${isOn ? bench.site.url : bench.site.otherUrl}stage.html`);
  await page.waitForFunction(() => 'benchStage' in globalThis);
  await page.bringToFront();
  const options = { clip: `/clips/${clipOf(wish).name}.webm`, videos, isLooped };
  await page.evaluate((how) => benchStage.load(how), options);
}

/**
 * A page of the extension behind the others, for questions to it. All pages of the extension share one main thread with the
 * recognizer: one that shows the gallery would be measured along with it.
 */
export function openBackstage({ browser, extensionId }: Bench): Promise<Page> {
  return openQuietPage(browser, extensionId);
}

export async function switchOn(bench: Bench, page: Page): Promise<void> {
  const popup = await openPopup(bench.browser, page);
  await switchSite(popup, true);
  await popup.close();
}

/** Of the tab in front, asked for once: nobody watches while something is measured. */
export function statusOf(backstage: Page): Promise<TabStatus> {
  return readTabStatus(backstage);
}

/** Until the recognizer has answered so many frames more of the tab in front. */
export async function waitForFrames(backstage: Page, frames: number): Promise<void> {
  const first = (await statusOf(backstage)).work.frames;
  const giveUpAt = performance.now() + READY_TIMEOUT_MS;
  while ((await statusOf(backstage)).work.frames < first + frames) {
    if (performance.now() > giveUpAt) throw new Error('Nametag recognises nothing on the page.');
    await pause(POLL_MS);
  }
}

/** What Nametag does in so many milliseconds, on whatever plays in front. */
export async function measureWork(backstage: Page, durationMs: number): Promise<WorkResult> {
  const [before, startMs] = [await statusOf(backstage), performance.now()];
  await pause(durationMs);
  const [after, endMs] = [await statusOf(backstage), performance.now()];
  return workBetween(before.work, after.work, endMs - startMs);
}

export function workBetween(before: Work, after: Work, spentMs: number): WorkResult {
  const frames = after.frames - before.frames;
  const each = (part: keyof Work): number => (after[part] - before[part]) / frames;
  const [detectMs, refineMs, embedMs, ownMs] = [
    each('detectMs'),
    each('refineMs'),
    each('embedMs'),
    each('ownMs'),
  ];
  return {
    msPerFrame: detectMs + refineMs + embedMs + ownMs,
    framesPerSecond: (frames * 1000) / spentMs,
    followedShare: (after.followed - before.followed) / frames,
    looksPerSecond: ((after.looks - before.looks) * 1000) / spentMs,
    detectMs,
    refineMs,
    embedMs,
    ownMs,
    waitingMs: each('queueMs'),
  };
}
