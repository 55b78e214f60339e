/** @file A whole run, part after part, in one browser. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { findExtension } from '../browser/extension.ts';
import { grantOrigin } from '../browser/host-permission.ts';
import { launchBrowser } from '../browser/launch.ts';
import { buildSite } from './build-site.ts';
import { FACE_COUNTS, type ClipWish } from './film/clips.ts';
import type { BenchFlags, BenchPart } from './flags.mjs';
import { describeMachine } from './machine.ts';
import { openBackstage, openStage, statusOf, switchOn, type Bench } from './measure/bench.ts';
import { ensureClips } from './measure/clips.ts';
import { enrollEverybody } from './measure/enroll.ts';
import { measureFloor, measureWidths } from './measure/floor.ts';
import { measureFullFrame } from './measure/full-frame.ts';
import { GROWTH_FACES, measureGrowth } from './measure/growth.ts';
import { measurePageCost } from './measure/page-cost.ts';
import { measureSteady } from './measure/steady.ts';
import { ensureRandomFacenet } from './random-facenet.ts';
import type { BenchResult, SystemFacts } from './result/result.ts';
import { startBenchSite } from './site.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** One call into a page: a clip is drawn in it, or everybody is enrolled. */
const CALL_TIMEOUT_MS = 150_000;

export interface RunOptions extends Pick<BenchFlags, 'isQuick' | 'parts'> {
  readonly say: (text: string) => void;
}

export async function runBench({ isQuick, parts, say }: RunOptions): Promise<BenchResult> {
  const startMs = performance.now();
  say('Building the pages');
  await buildSite();
  await ensureRandomFacenet();
  const site = await startBenchSite();
  const browser = await launchBrowser({
    headless: true,
    extensionDir: DIST,
    protocolTimeoutMs: CALL_TIMEOUT_MS,
  });
  try {
    const { id: extensionId } = await findExtension(browser);
    const bench: Bench = { browser, extensionId, site, isQuick, unsaved: [], say };
    const lab = await openLab(bench);
    const isCrossOriginIsolated = await lab.evaluate(() => crossOriginIsolated);
    say('Opening every network');
    const peers: Readonly<Record<string, SystemFacts>> = await lab.evaluate(() => benchLab.open());
    const wants = (part: BenchPart): boolean => parts.includes(part);
    const single = {
      ...(wants('fullFrame') ? { fullFrame: await measureFullFrame(bench, lab) } : {}),
      ...(wants('floor') ? { floor: await measureFloor(bench, lab) } : {}),
    };
    const detectionWidth = wants('growth') ? await measureWidths(bench, lab) : [];
    const playing = await playWhatIsWanted(bench, lab, wants);
    const { growth, recognizerThreads, ...others } = playing;
    const facts = {
      isQuick,
      isCrossOriginIsolated,
      recognizerThreads,
      served: site.served,
      seconds: (performance.now() - startMs) / 1000,
    };
    return {
      ...single,
      ...others,
      ...(growth === undefined ? {} : { growth: { ...growth, detectionWidth } }),
      peers,
      machine: await describeMachine(browser, facts),
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

interface Playing extends Pick<BenchResult, 'steady' | 'page'> {
  readonly growth?: Omit<NonNullable<BenchResult['growth']>, 'detectionWidth'>;
  /** Of the extension's own recognizer; 0 where it was not needed. */
  readonly recognizerThreads: number;
}

async function playWhatIsWanted(
  ownBench: Bench,
  lab: Page,
  wants: (part: BenchPart) => boolean,
): Promise<Playing> {
  if (!wants('steady') && !wants('page') && !wants('growth')) return { recognizerThreads: 0 };
  await ensureClips(ownBench, lab, wishedClips(wants));
  await grantOrigin(ownBench.browser, ownBench.extensionId, 'http://127.0.0.1/*');
  const bench: Bench = { ...ownBench, unsaved: await enrollEverybody(ownBench, lab) };
  // Its networks would only take memory from here on.
  await lab.goto('about:blank');
  const page = await bench.browser.newPage();
  await openStage(bench, page, { kind: 'stay', count: 5, isOn: true });
  await switchOn(bench, page);
  const backstage = await openBackstage(bench);
  await page.bringToFront();
  const steady = wants('steady') ? { steady: await measureSteady(bench, page, backstage) } : {};
  const cost = wants('page') ? { page: await measurePageCost(bench, page, backstage) } : {};
  const growth = wants('growth') ? { growth: await measureGrowth(bench, page, backstage) } : {};
  const recognizerThreads = (await statusOf(backstage)).engine.threads;
  return { ...steady, ...cost, ...growth, recognizerThreads };
}

async function openLab({ browser, site }: Bench): Promise<Page> {
  const [lab = await browser.newPage()] = await browser.pages();
  await lab.goto(`${site.url}lab.html`);
  await lab.waitForFunction(() => 'benchLab' in globalThis);
  return lab;
}

function wishedClips(wants: (part: BenchPart) => boolean): ClipWish[] {
  const stay = FACE_COUNTS.map((count): ClipWish => ({ kind: 'stay', count }));
  const come = FACE_COUNTS.map((count): ClipWish => ({ kind: 'come', count }));
  const grid = GROWTH_FACES.map((count): ClipWish => ({ kind: 'grid', count }));
  return [
    { kind: 'stay', count: 5 },
    ...(wants('steady') ? [...stay, ...come] : []),
    ...(wants('growth') ? [...grid, { kind: 'tile', count: 1 } as const] : []),
  ];
}
