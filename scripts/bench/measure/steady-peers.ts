/** @file The peers on the clip in which people come and go, as their documentation has them used on a video. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { FACE_COUNTS, clipOf, type FaceCount } from '../film/clips.ts';
import { PEOPLE } from '../film/placement.ts';
import { RIVALS } from '../page/rival.ts';
import { nameLatencies, summarize } from '../result/latency.ts';
import type { PeerSteadyResult } from '../result/result.ts';
import { openStage, type Bench } from './bench.ts';

/** Their loop goes on in the page while that is asked for its clip's end. */
const POLL_MS = 500;
const QUICK_PART_MS = 4000;
const WARM_UP_MS = 1500;

/** By the number of faces, then by peer. In a quick run they learn nobody: in so short a time nobody's name would count. */
export async function measurePeers(
  bench: Bench,
  page: Page,
): Promise<ReadonlyMap<FaceCount, Record<string, PeerSteadyResult>>> {
  const results = new Map<FaceCount, Record<string, PeerSteadyResult>>(
    FACE_COUNTS.map((count) => [count, {}]),
  );
  for (const name of RIVALS) {
    await openStage(bench, page, { kind: 'come', count: 1, isOn: false, isLooped: false });
    const people = bench.isQuick ? [] : PEOPLE;
    const { missed } = await page.evaluate((peer, all) => benchStage.openRival(peer, all), name, people);
    if (missed.length > 0) bench.say(`  ${name} finds no face on the portrait of ${missed.join(', ')}`);
    const unknown = [...missed, ...bench.unsaved];
    for (const count of FACE_COUNTS) {
      bench.say(`Playing ${String(count)} ${count === 1 ? 'face' : 'faces'}: ${name}`);
      const result = await measurePeer(bench, page, count, unknown);
      Object.assign(results.get(count) ?? {}, { [name]: result });
    }
  }
  return results;
}

async function measurePeer(
  bench: Bench,
  page: Page,
  count: FaceCount,
  unknown: readonly string[],
): Promise<PeerSteadyResult> {
  const clip = clipOf({ kind: 'come', count });
  const options = { clip: `/clips/${clip.name}.webm`, videos: 1, isLooped: false };
  await page.evaluate((how) => benchStage.load(how), options);
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
    isEnded = await page.evaluate(() => benchStage.playback().isEnded);
  }
  const log = await page.evaluate(() => benchStage.stopRival());
  const after = await page.evaluate(() => benchStage.playback());
  const seconds = log.spentMs / 1000;
  const { presentations } = after;
  const appearances = clip.appearances.filter(({ person }) => !unknown.includes(person));
  const delays = bench.isQuick ? [] : nameLatencies({ appearances, presentations, names: log.names });
  return {
    boxesPerSecond: log.loops / seconds,
    namesPerSecond: log.faces / seconds,
    facesPerFrame: log.faces / log.loops,
    droppedFrames: after.droppedFrames - before.droppedFrames,
    presentedFrames: after.frames - before.frames,
    nameLatencyMs: summarize(delays),
  };
}
