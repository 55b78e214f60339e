/** @file The evaluation itself, after the set-up: portraits made small, one after the other, and what came of them. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { openProduct } from '../browser/product.ts';
import { runInPage } from '../eval-video/bundle-page.ts';
import { createProgressBar, type ProgressBar } from '../label/progress-bar.ts';
import { printError } from '../setup/setup-error.mjs';
import { parseEvalSmallFlags, type EvalSmallFlags } from './flags.mjs';
import type { Cost } from './page/small-run.ts';
import { scenesOf, trialsOf, type Placed } from './plan.ts';
import { GROUP_PHOTOS, findPortraits } from './portraits.ts';
import {
  describeCosts,
  describeTrials,
  printSmall,
  type PhotoCount,
  type SmallResult,
  type Tried,
} from './report.ts';

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();
/** Two seconds. */
const FRAMES = 20;
/** One trial of so many is watched to the end, though the face was found. */
const WATCHED = 4;
/** Of each scene and way: six seconds of the video. */
const COST_FRAMES = 60;

try {
  await evaluate(parseEvalSmallFlags(process.argv.slice(2)));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function evaluate({ input, json, quick }: EvalSmallFlags): Promise<void> {
  const bar = createProgressBar(process.stderr, () => performance.now());
  const product = await openProduct();
  try {
    const folder = input === undefined ? undefined : path.resolve(CALLED_FROM, input);
    const { files, portraits } = await findPortraits(product, folder, (share, file) => {
      bar.show('portraits', share, file);
    });
    const page = await product.browser.newPage();
    await page.goto(`chrome-extension://${product.extensionId}/src/ui/studio/index.html`);
    await runInPage(page, new URL('page/small-run.ts', import.meta.url));
    const field = await page.waitForSelector('input[id=nametag-eval-portraits]');
    await field?.uploadFile(...files);
    await page.evaluate(() => nametagSmall.open());
    const costs = await measureCosts(page, scenesOf(portraits), bar);
    const result: SmallResult = {
      portraits: portraits.length,
      ...describeTrials(await tryAll(page, trialsOf(portraits, quick), bar)),
      ...describeCosts(costs),
      photos: await countPhotos(page),
    };
    bar.end();
    printSmall(result);
    if (json !== undefined) {
      const file = path.resolve(CALLED_FROM, json);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
    }
  } finally {
    bar.end();
    await product.close();
  }
}

async function tryAll(page: Page, trials: ReturnType<typeof trialsOf>, bar: ProgressBar): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const [index, trial] of trials.entries()) {
    bar.show('faces', index / trials.length, `${(trial.height * 100).toFixed(1)} % high`);
    const isLong = index % WATCHED === 0;
    const found = await page.evaluate(
      (placed, frames, isWatched) => nametagSmall.find(placed, frames, isWatched),
      trial,
      FRAMES,
      isLong,
    );
    tried.push({ ...trial, ...found, isLong });
  }
  return tried;
}

async function measureCosts(
  page: Page,
  scenes: Readonly<Record<string, readonly Placed[]>>,
  bar: ProgressBar,
): Promise<Map<string, Cost>> {
  const costs = new Map<string, Cost>();
  const measure = (scene: readonly Placed[]): Promise<Cost> =>
    page.evaluate((placed, frames) => nametagSmall.cost(placed, frames), scene, COST_FRAMES);
  // The first frames run on code that has not been optimised yet.
  await measure([]);
  for (const [name, scene] of Object.entries(scenes)) {
    bar.show('cost', costs.size / Object.keys(scenes).length, name);
    costs.set(name, await measure(scene));
  }
  return costs;
}

async function countPhotos(page: Page): Promise<PhotoCount[]> {
  const counts: PhotoCount[] = [];
  for (const [index, { faces }] of GROUP_PHOTOS.entries()) {
    const seen = await page.evaluate(
      (file, frames) => nametagSmall.count(file, frames),
      String(index),
      FRAMES,
    );
    counts.push({ faces, ...seen });
  }
  return counts;
}
