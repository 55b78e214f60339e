/** @file Brings `in-page/grab.ts` into a page with one video, a file or a stream. */
import type { Page } from 'puppeteer-core';
import { runInPage } from '../eval-video/bundle-page.ts';
import type { GrabFigures } from './in-page/grab.ts';

/** What the server recorded last, as a file of the page's own origin. */
export const PLAY_CLIP = `(async () => {
  document.querySelector('#stage').innerHTML = '';
  const video = document.createElement('video');
  Object.assign(video, { muted: true, loop: true, src: '/clip.webm' });
  document.querySelector('#stage').append(video);
  await video.play();
})()`;

/** The film of the demo page, as calls have them. */
export const PLAY_STREAM = `window.demo.addVideo()`;

export interface GrabComparison {
  readonly format: string;
  readonly figures: readonly GrabFigures[];
}

/** `records` has the demo page record a clip first. */
export async function compareGrabs(
  page: Page,
  url: string,
  play: string,
  frames: number,
  records: boolean,
): Promise<GrabComparison> {
  await page.goto(`${url}${records && play === PLAY_CLIP ? '?tainted=1' : '?novideo=1'}`);
  await page.waitForFunction(() => window.demo !== undefined);
  await page.bringToFront();
  await page.evaluate(play);
  await runInPage(page, '../../measure/in-page/grab.ts');
  return page.evaluate((count) => nametagGrab(count), frames);
}
