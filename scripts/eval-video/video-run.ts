/** @file The terminal's side of `page/video-run.ts`. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { SetupError } from '../setup/setup-error.mjs';
import { runInPage } from './bundle-page.ts';
import type { EvaluatedFrame } from './frames.ts';
import type { Answer, GrabbedFrame, VideoFacts, VideoNews, VideoPart } from './page/video-run.ts';

const POLL_MS = 250;

export interface OpenVideo {
  readonly facts: VideoFacts;
  /** Frames as PNG files' content in base64, each the one that is shown at its time. */
  grab(timesS: readonly number[]): Promise<readonly GrabbedFrame[]>;
  /** Every frame of the part, each with what was shown on it. */
  recognize(part: VideoPart, onFrame: (frame: EvaluatedFrame) => void): Promise<EvaluatedFrame[]>;
  close(): Promise<void>;
}

/** @throws SetupError for a file that is no video */
export async function openVideo(browser: Browser, extensionId: string, file: string): Promise<OpenVideo> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/src/ui/studio/index.html#files`);
  await runInPage(page, 'video-run.ts');
  const input = await page.waitForSelector('input[id=nametag-eval-video]');
  await input?.uploadFile(file);
  const facts = readAnswer(file, await page.evaluate(() => nametagVideo.open()));
  return {
    facts,
    grab: async (timesS) =>
      readAnswer(file, await page.evaluate((times) => nametagVideo.grab(times), timesS)),
    recognize: (part, onFrame) => recognize(page, file, part, onFrame),
    close: () => page.close(),
  };
}

async function recognize(
  page: Page,
  file: string,
  part: VideoPart,
  onFrame: (frame: EvaluatedFrame) => void,
): Promise<EvaluatedFrame[]> {
  await page.evaluate((chosen) => {
    nametagVideo.start(chosen);
  }, part);
  const all: EvaluatedFrame[] = [];
  for (;;) {
    const { frames, isDone, problem }: VideoNews = await page.evaluate(() => nametagVideo.news());
    all.push(...frames);
    const last = frames.at(-1);
    if (last !== undefined) onFrame(last);
    if (problem !== undefined) throw new SetupError(`${file}: ${problem}`);
    if (isDone) break;
    await pause(POLL_MS);
  }
  if (all.length === 0) throw new SetupError(`${file}: There is no frame in the chosen part.`);
  return all;
}

function readAnswer<Value>(file: string, answer: Answer<Value>): Value {
  if ('problem' in answer) throw new SetupError(`${file}: ${answer.problem}`);
  return answer.value;
}
