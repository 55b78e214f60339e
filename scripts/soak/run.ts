/** @file Walks through the minutes of a soak, measures at their moments, and sums up. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Product } from '../browser/product.ts';
import { readTabStatus } from '../demo/tab-status.ts';
import type { SoakPages } from './call-and-video.ts';
import type { Contexts } from './contexts.ts';
import { measureContext, type ContextSample, type OpenThings } from './measure-context.ts';
import { readRss } from './processes.ts';
import { Ledger, MINUTE, MINUTE_MS, type Moment } from './schedule.ts';
import { growthAfterMinute2, judgeSoak, type SoakSample, type Verdict } from './verdict.ts';

/** The JSON of `npm run soak`. */
export interface SoakReport {
  readonly minutes: number;
  readonly samples: readonly SoakSample[];
  readonly boxesPerSecondByMinute: readonly number[];
  readonly growthAfterMinute2: Readonly<Record<string, number>>;
  readonly openAtRest: OpenThings;
  readonly framesWhileHidden: number;
  readonly framesWhilePaused: number;
  readonly verdict: Verdict;
}

export interface Soak {
  readonly product: Product;
  readonly pages: SoakPages;
  readonly contexts: Contexts;
  readonly minutes: number;
  onMinute(minute: number, samples: readonly SoakSample[], boxesPerSecond: number): void;
}

/** What is under way ends within the answer's time limit, and a garbage collection follows. */
const REST_MS = 5000;

export async function runSoak(soak: Soak): Promise<SoakReport> {
  const { minutes, pages } = soak;
  const ledger = new Ledger();
  const samples: SoakSample[] = [];
  const byMinute: number[] = [];
  const startMs = performance.now();
  const nowMs = (): number => performance.now() - startMs;
  for (let minute = 0; minute < minutes; minute++) {
    for (const moment of MINUTE) {
      const dueMs = minute * MINUTE_MS + moment.atMs;
      await wait(Math.max(0, dueMs - nowMs()));
      await act(pages, moment);
      ledger.note(nowMs(), await readFrames(pages), moment.then);
      if (moment.action !== 'sample') continue;
      const boxesPerSecond = ledger.boxesPerSecond((samples.at(-1)?.atMs ?? 0) + 1, nowMs());
      const { contexts, open } = await measureAll(soak);
      samples.push({
        atMs: Math.round(nowMs()),
        contexts,
        rssBytes: await readRss(soak.product.browser),
        open,
        boxesPerSecond,
      });
      // Frames that were answered while the debugger held the contexts count, and the time too.
    }
    const inMinute = ledger.boxesPerSecond(minute * MINUTE_MS, (minute + 1) * MINUTE_MS);
    byMinute.push(inMinute);
    soak.onMinute(
      minute + 1,
      samples.filter(({ atMs }) => atMs >= minute * MINUTE_MS),
      inMinute,
    );
  }
  await pages.blank.bringToFront();
  await wait(REST_MS);
  const facts = {
    minutes,
    samples,
    openAtRest: (await measureAll(soak)).open,
    framesWhileHidden: ledger.frames('hidden'),
    framesWhilePaused: ledger.frames('paused'),
  };
  return {
    ...facts,
    boxesPerSecondByMinute: byMinute,
    growthAfterMinute2: growthAfterMinute2(minutes, samples),
    verdict: judgeSoak(facts),
  };
}

async function act(pages: SoakPages, { action }: Moment): Promise<void> {
  switch (action) {
    case 'show-call':
      return pages.call.bringToFront();
    case 'show-video':
      return pages.video.bringToFront();
    case 'hide':
      return pages.blank.bringToFront();
    case 'remove-tile':
      return pages.removeTile();
    case 'add-tile':
      return pages.addTile();
    case 'pause':
      return pages.setPaused(true);
    case 'resume':
      return pages.setPaused(false);
    case 'sample':
    case 'count':
  }
}

async function readFrames({ status }: SoakPages): Promise<number> {
  const { work, engine } = await readTabStatus(status);
  if (engine.state === 'failed') throw new Error(`Recognition stopped: ${engine.fault?.code ?? 'unknown'}.`);
  return work.frames;
}

async function measureAll({ contexts: all }: Soak): Promise<{
  contexts: Record<string, ContextSample>;
  open: OpenThings;
}> {
  const contexts: Record<string, ContextSample> = {};
  const open = { videoFrames: 0, imageBitmaps: 0, tensors: 0 };
  for (const [name, context] of all.list()) {
    const measured = await measureContext(context);
    contexts[name] = measured.memory;
    open.videoFrames += measured.open.videoFrames;
    open.imageBitmaps += measured.open.imageBitmaps;
    open.tensors += measured.open.tensors;
  }
  return { contexts, open };
}
