/** @file The peers on the clip in which people come and go, as their documentation has them used on a video. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { clipOf, type FaceCount } from '../film/clips.ts';
import { PEOPLE } from '../film/placement.ts';
import { RIVALS, type RivalName } from '../page/rival.ts';
import { nameLatencies, summarize } from '../result/latency.ts';
import type { PeerSteadyResult } from '../result/result.ts';
import { openStage, type Bench } from './bench.ts';

/** Their loop goes on in the page while that is asked for its clip's end. */
const POLL_MS = 500;
const QUICK_PART_MS = 6000;
const WARM_UP_MS = 1500;

export async function measurePeers(
  bench: Bench,
  page: Page,
  count: FaceCount,
): Promise<Record<string, PeerSteadyResult>> {
  const results: Record<string, PeerSteadyResult> = {};
  for (const name of RIVALS) {
    bench.say(`Playing ${String(count)} ${count === 1 ? 'face' : 'faces'}: ${name}`);
    results[name] = await measurePeer(bench, page, count, name);
  }
  return results;
}

async function measurePeer(
  bench: Bench,
  page: Page,
  count: FaceCount,
  name: RivalName,
): Promise<PeerSteadyResult> {
  const clip = clipOf({ kind: 'come', count });
  await openStage(bench, page, { kind: 'come', count, isOn: false, isLooped: false });
  await page.evaluate((peer, people) => benchStage.openRival(peer, people), name, PEOPLE);
  await page.evaluate(() => {
    benchStage.startRival();
  });
  await pause(WARM_UP_MS);
  await page.evaluate(() => benchStage.stopRival());
  const before = await page.evaluate(() => benchStage.playback());
  await page.evaluate(() => {
    benchStage.startRival();
  });
  await page.evaluate(() => benchStage.play());
  const untilMs = performance.now() + (bench.isQuick ? QUICK_PART_MS : clip.durationMs * 2);
  let isEnded = false;
  while (!isEnded && performance.now() < untilMs) {
    await pause(POLL_MS);
    isEnded = (await page.evaluate(() => benchStage.playback())).isEnded;
  }
  const log = await page.evaluate(() => benchStage.stopRival());
  const after = await page.evaluate(() => benchStage.playback());
  const seconds = log.spentMs / 1000;
  const { presentations } = after;
  return {
    boxesPerSecond: log.loops / seconds,
    namesPerSecond: log.faces / seconds,
    facesPerFrame: log.faces / log.loops,
    droppedFrames: after.droppedFrames - before.droppedFrames,
    presentedFrames: after.frames - before.frames,
    nameLatencyMs: summarize(nameLatencies({ ...clip, presentations, names: log.names })),
  };
}
