/** @file A clip that plays: Nametag on it, the bare detector on it, and each peer on it, one after the other. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { FACE_COUNTS, clipOf, type FaceCount } from '../film/clips.ts';
import { nameLatencies, summarize, type Delay } from '../result/latency.ts';
import type { FloorName } from '../page/floor-detectors.ts';
import { faceKey, type BenchResult, type SteadyResult, type WorkResult } from '../result/result.ts';
import { mean } from '../result/statistics.ts';
import { measureWork, openStage, statusOf, waitForFrames, workBetween, type Bench } from './bench.ts';
import { measurePeers } from './steady-peers.ts';
import { watchNames } from './watch-names.ts';

/** Frames after which everybody who is there has a name and is only checked now and then. */
const SETTLE_FRAMES = 60;
const TURN_MS = 10_000;
const QUICK_TURN_MS = 5000;
const TURNS = 2;
/** Of the clip in which people come and go. */
const QUICK_PART_MS = 9000;
const LATENCY_PASSES: Readonly<Record<FaceCount, number>> = { 1: 2, 5: 1, 16: 1 };
/** Until the first of the clip have their names. */
const HELD_MS = 1500;

export async function measureSteady(
  bench: Bench,
  page: Page,
  backstage: Page,
): Promise<NonNullable<BenchResult['steady']>> {
  const own = new Map<FaceCount, OwnResult>();
  for (const count of FACE_COUNTS) own.set(count, await measureCount(bench, page, backstage, count));
  const peers = await measurePeers(bench, page);
  const entries = FACE_COUNTS.map((count) => [
    faceKey(count),
    { ...own.get(count), peers: peers.get(count) },
  ]);
  return Object.fromEntries(entries) as NonNullable<BenchResult['steady']>;
}

type OwnResult = Omit<SteadyResult, 'peers'>;

async function measureCount(bench: Bench, page: Page, backstage: Page, count: FaceCount): Promise<OwnResult> {
  const faces = `${String(count)} ${count === 1 ? 'face' : 'faces'}`;
  const turns: { work: WorkResult; bareMs: number; mediaPipeMs: number; played: Played }[] = [];
  for (let turn = 0; turn < (bench.isQuick ? 1 : TURNS); turn++) {
    bench.say(`Playing ${faces}: Nametag`);
    const { work, played } = await measureTurn(bench, page, backstage, count);
    bench.say(`Playing ${faces}: the bare detector, and MediaPipe’s`);
    const { framesPerSecond: rate } = work;
    const bareMs = await measureBare(bench, page, count, rate, 'nametag');
    const mediaPipeMs = await measureBare(bench, page, count, rate, 'mediapipe');
    turns.push({ work, played, bareMs, mediaPipeMs });
  }
  bench.say(`Playing ${faces}: how soon names come`);
  const come = await measureComing(bench, page, backstage, count);
  const work = meanWork(turns.map((turn) => turn.work));
  const bareDetectorMs = mean(turns.map(({ bareMs }) => bareMs));
  const bareMediaPipeMs = mean(turns.map(({ mediaPipeMs }) => mediaPipeMs));
  bench.say(
    `  ${work.msPerFrame.toFixed(1)} ms a frame, the bare detector ${bareDetectorMs.toFixed(1)} ms, MediaPipe’s ${bareMediaPipeMs.toFixed(1)} ms, ${work.framesPerSecond.toFixed(1)} boxes a second`,
  );
  return {
    msPerFrame: work.msPerFrame,
    xDetector: work.msPerFrame / bareDetectorMs,
    bareDetectorMs,
    bareMediaPipeMs,
    boxesPerSecond: work.framesPerSecond,
    namesPerSecond: work.looksPerSecond,
    droppedFrames: turns.reduce((sum, { played }) => sum + played.droppedFrames, 0),
    presentedFrames: turns.reduce((sum, { played }) => sum + played.frames, 0),
    nameLatencyMs: summarize(come.delays),
    work,
    comingAndGoing: come.work,
  };
}

interface Played {
  readonly frames: number;
  readonly droppedFrames: number;
}

async function measureTurn(
  bench: Bench,
  page: Page,
  backstage: Page,
  count: FaceCount,
): Promise<{ work: WorkResult; played: Played }> {
  await openStage(bench, page, { kind: 'stay', count, isOn: true });
  await page.evaluate(() => benchStage.play());
  await waitForFrames(backstage, SETTLE_FRAMES);
  const before = await page.evaluate(() => benchStage.playback());
  const work = await measureWork(backstage, bench.isQuick ? QUICK_TURN_MS : TURN_MS);
  const after = await page.evaluate(() => benchStage.playback());
  return {
    work,
    played: {
      frames: after.frames - before.frames,
      droppedFrames: after.droppedFrames - before.droppedFrames,
    },
  };
}

/** At the rate that Nametag had, where Nametag is off. */
async function measureBare(
  bench: Bench,
  page: Page,
  count: FaceCount,
  rate: number,
  detector: FloorName,
): Promise<number> {
  await openStage(bench, page, { kind: 'stay', count, isOn: false });
  await page.evaluate(() => benchStage.play());
  const start = (): Promise<void> =>
    page.evaluate((framesPerSecond, name) => benchStage.startDetector(framesPerSecond, name), rate, detector);
  await start();
  await pause(WARM_UP_MS);
  await page.evaluate(() => benchStage.stopDetector());
  await start();
  await pause((bench.isQuick ? QUICK_TURN_MS : TURN_MS) / 2);
  return mean(await page.evaluate(() => benchStage.stopDetector()));
}

/** WebAssembly is compiled again while it runs. */
const WARM_UP_MS = 1500;

async function measureComing(
  bench: Bench,
  page: Page,
  backstage: Page,
  count: FaceCount,
): Promise<{ delays: Delay[]; work: WorkResult }> {
  const clip = clipOf({ kind: 'come', count });
  const delays: Delay[] = [];
  const works: WorkResult[] = [];
  for (let pass = 0; pass < (bench.isQuick ? 1 : LATENCY_PASSES[count]); pass++) {
    await openStage(bench, page, { kind: 'come', count, isOn: true, isLooped: false });
    // On the first frame, still: there is an overlay to watch.
    const watch = await watchNames(page);
    await pause(HELD_MS);
    const [before, startMs] = [await statusOf(backstage), performance.now()];
    await page.evaluate(() => benchStage.play());
    if (bench.isQuick) await pause(QUICK_PART_MS);
    else
      await page.waitForFunction(() => benchStage.playback().isEnded, {
        timeout: clip.durationMs * 3,
        polling: 500,
      });
    const [after, endMs] = [await statusOf(backstage), performance.now()];
    works.push(workBetween(before.work, after.work, endMs - startMs));
    const { presentations } = await page.evaluate(() => benchStage.playback());
    const appearances = clip.appearances.filter(({ person }) => !bench.unsaved.includes(person));
    delays.push(...nameLatencies({ appearances, presentations, names: await watch.end() }));
  }
  return { delays, work: meanWork(works) };
}

function meanWork([first, ...others]: readonly WorkResult[]): WorkResult {
  if (first === undefined) throw new Error('Nothing was measured.');
  const all = [first, ...others];
  const keys = Object.keys(first) as (keyof WorkResult)[];
  return Object.fromEntries(
    keys.map((key) => [key, mean(all.map((one) => one[key]))]),
  ) as unknown as WorkResult;
}
