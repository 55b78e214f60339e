/** @file What a page pays for Nametag: one 720p video with five faces, Nametag off and on in turns. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { PageReading } from '../page/page-watch.ts';
import type { PageResult } from '../result/result.ts';
import { mean, median } from '../result/statistics.ts';
import { openStage, statusOf, waitForFrames, type Bench } from './bench.ts';

const TURNS = 3;
const TURN_MS = 8000;
const QUICK_TURN_MS = 4000;
const SETTLE_FRAMES = 60;
const SETTLE_MS = 2000;
/** How often the medians of the last frames are asked for in a turn with Nametag on, after what is measured. */
const STAGES = 3;
const STAGES_EVERY_MS = 700;

interface Turn extends PageReading {
  /** The main thread's work of all kinds. */
  readonly taskMs: number;
  readonly sampledFrames: number;
  readonly pageMs: readonly number[];
}

export async function measurePageCost(bench: Bench, page: Page, backstage: Page): Promise<PageResult> {
  const turns: { on: Turn; off: Turn }[] = [];
  for (let turn = 0; turn < (bench.isQuick ? 2 : TURNS); turn++) {
    bench.say(`The page, turn ${String(turn + 1)}`);
    const off = await measureTurn(bench, page, backstage, false);
    turns.push({ off, on: await measureTurn(bench, page, backstage, true) });
  }
  const [on, off] = [turns.map((turn) => turn.on), turns.map((turn) => turn.off)];
  const fpsOf = ({ frames, spentMs }: Turn): number => (frames * 1000) / spentMs;
  const taskShare = (some: readonly Turn[]): number =>
    mean(some.map(({ taskMs, spentMs }) => taskMs / spentMs));
  const framesPerMs = mean(on.map(({ sampledFrames, spentMs }) => sampledFrames / spentMs));
  const countLong = (some: readonly Turn[]): number =>
    some.reduce((sum, { longTasksMs }) => sum + longTasksMs.length, 0);
  return {
    mainThreadMsPerFrame: median(on.flatMap(({ pageMs }) => pageMs)),
    taskMsPerFrame: (taskShare(on) - taskShare(off)) / framesPerMs,
    longTasks: Math.max(0, countLong(on) - countLong(off)),
    longTasksOn: countLong(on),
    longTasksOff: countLong(off),
    longestTaskOnMs: Math.max(0, ...on.flatMap(({ longTasksMs }) => longTasksMs)),
    fpsOn: median(on.map(fpsOf)),
    fpsOff: median(off.map(fpsOf)),
    turns: { on: on.map(fpsOf), off: off.map(fpsOf) },
  };
}

async function measureTurn(bench: Bench, page: Page, backstage: Page, isOn: boolean): Promise<Turn> {
  await openStage(bench, page, { kind: 'stay', count: 5, isOn });
  await page.evaluate(() => benchStage.play());
  if (isOn) await waitForFrames(backstage, SETTLE_FRAMES);
  await pause(SETTLE_MS);
  const framesBefore = isOn ? (await statusOf(backstage)).work.frames : 0;
  const taskBefore = await taskMsOf(page);
  await page.evaluate(() => {
    benchStage.startWatch();
  });
  await pause(bench.isQuick ? QUICK_TURN_MS : TURN_MS);
  const reading = await page.evaluate(() => benchStage.readWatch());
  const taskMs = (await taskMsOf(page)) - taskBefore;
  const sampledFrames = isOn ? (await statusOf(backstage)).work.frames - framesBefore : 0;
  const pageMs: number[] = [];
  for (let stage = 0; isOn && stage < STAGES; stage++) {
    const { pageMs: recent } = (await statusOf(backstage)).stages;
    if (recent !== null) pageMs.push(recent);
    await pause(STAGES_EVERY_MS);
  }
  return { ...reading, taskMs, sampledFrames, pageMs };
}

async function taskMsOf(page: Page): Promise<number> {
  return ((await page.metrics()).TaskDuration ?? 0) * 1000;
}
