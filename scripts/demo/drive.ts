/** @file Uses the extension by itself, through its real popup, and tells how that went. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { findExtension } from '../browser/extension.ts';
import { grantOrigin } from '../browser/host-permission.ts';
import { launchBrowser } from '../browser/launch.ts';
import { openPopup } from '../browser/popup.ts';
import { readNetLog } from './net-log.ts';
import type { TruthFrame } from './page/demo-api.ts';
import { enrollFace, switchSite, waitForFace } from './popup-driver.ts';
import { writeReport, type DemoReport } from './report.ts';
import { LATENCY_MS, SETTLE_MS, nameDelays, scoreOverlay, type EnrolledPerson } from './score.ts';
import { startDemoServer } from './server.ts';
import { readTabStatus } from './tab-status.ts';
import { ENROLLED_PEOPLE } from './truth.ts';
import { personAt } from './truth-in-page.ts';
import { watchOverlay, type OverlayRecord } from './watch-overlay.ts';

export interface DriveOptions {
  /** The built extension, as an absolute path. */
  extensionDir: string;
  seconds: number;
  json: string | undefined;
}

const SCREENSHOT = 'out/demo.png';

/** @returns the exit code */
export async function driveDemo(options: DriveOptions): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nametag-demo-'));
  const netLog = path.join(folder, 'net-log.json');
  const server = await startDemoServer();
  try {
    const browser = await launchBrowser({
      headless: true,
      extensionDir: options.extensionDir,
      args: [`--log-net-log=${netLog}`],
    });
    let run: DemoRun;
    let extensionId: string;
    try {
      extensionId = (await findExtension(browser)).id;
      await grantOrigin(browser, extensionId, 'http://127.0.0.1/*');
      run = await useExtension(browser, server.url, options.seconds);
    } finally {
      await browser.close();
    }
    const report = makeReport(run, readNetLog(netLog, extensionId).byExtension.length);
    writeReport(report, SCREENSHOT);
    if (options.json !== undefined) {
      mkdirSync(path.dirname(path.resolve(options.json)), { recursive: true });
      writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
    }
    return 0;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface DemoRun {
  status: Awaited<ReturnType<typeof readTabStatus>>;
  record: OverlayRecord;
  truth: TruthFrame[];
  enrolled: EnrolledPerson[];
}

async function useExtension(browser: Browser, url: string, seconds: number): Promise<DemoRun> {
  const [page = await browser.newPage()] = await browser.pages();
  await page.goto(url);
  await page.waitForFunction(() => window.demo !== undefined, { timeout: 60_000 });

  say('Switching recognition on for the demo page');
  const popup = await openPopup(browser, page);
  await switchSite(popup, true);
  await waitForFace(popup, () => true);

  const enrolled: EnrolledPerson[] = [];
  await page.evaluate(() => window.demo?.seek(0));
  for (const person of ENROLLED_PEOPLE) {
    say(`Enrolling ${person} from the tab`);
    await enrollFace(popup, async ({ x, y }) => (await personAt(page, x, y)) === person, person);
    enrolled.push({ person, name: person, sinceMs: await page.evaluate(() => performance.now()) });
  }
  await popup.close();

  say(`Watching for ${String(seconds)} s`);
  const watch = await watchOverlay(page);
  const fromMs = await page.evaluate(() => performance.now());
  const untilMs = fromMs + seconds * 1000;
  await page.waitForFunction(
    (until) => performance.now() >= until,
    { timeout: seconds * 1000 + 60_000 },
    untilMs,
  );
  const record = await watch.read();
  const truth = await page.evaluate(
    (from, until) => window.demo?.truthBetween(from, until) ?? [],
    fromMs - SETTLE_MS - LATENCY_MS,
    untilMs,
  );
  await watch.stop();

  const status = await readTabStatus(await openPopup(browser, page));
  await takePicture(page);
  return { status, record, truth, enrolled };
}

/** A picture of the first scene, in which both bear their names. */
async function takePicture(page: Page): Promise<void> {
  await page.evaluate(() => window.demo?.seek(0));
  const settledMs = (await page.evaluate(() => performance.now())) + SETTLE_MS;
  const watch = await watchOverlay(page);
  // What stands there before that may be left over from the scene that was cut off.
  const names = async (): Promise<number> => {
    const last = (await watch.read()).frames.at(-1);
    return (last?.timeMs ?? 0) < settledMs
      ? 0
      : (last?.faces.filter(({ state }) => state === 'named').length ?? 0);
  };
  const giveUpAt = performance.now() + 15_000;
  while ((await names()) < ENROLLED_PEOPLE.length && performance.now() < giveUpAt) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await watch.stop();
  mkdirSync(path.dirname(SCREENSHOT), { recursive: true });
  await page.screenshot({ path: SCREENSHOT });
}

function makeReport({ status, record, truth, enrolled }: DemoRun, externalRequests: number): DemoReport {
  const score = scoreOverlay(record.frames, truth, enrolled);
  const delays = nameDelays(record.frames, truth, enrolled).sort((a, b) => a - b);
  const names = Object.fromEntries(
    Object.entries(score.names).map(
      ([name, { frames, wrongFrames, detectedFrames, namedFrames, ...rest }]) => [
        name,
        { frames, wrongFrames, detectedFrames, namedFrames, settledNamedShare: rest.settledNamedShare },
      ],
    ),
  );
  return {
    videoFps: record.videoFps,
    boxesPerSecond: score.boxesPerSecond,
    timeToFirstNameMs: delays[Math.floor(delays.length / 2)] ?? null,
    slowestNameMs: delays.at(-1) ?? null,
    names,
    unknownFrames: score.unknownFrames,
    wrongNameFrames: score.settledWrongNameFrames,
    wrongNameFramesAtOnce: score.wrongNameFrames,
    mistakes: score.mistakes,
    pageMainThreadMsPerFrame: status.stages.pageMs,
    detectMs: status.stages.detectMs,
    embedMs: status.stages.embedMs,
    crossOriginIsolated: status.engine.isCrossOriginIsolated,
    threads: status.engine.threads,
    model: status.engine.modelId,
    kernels: status.engine.kernels ?? null,
    externalRequests,
  };
}

function say(text: string): void {
  console.log(`… ${text}`);
}
