/** @file How long it takes from enabling a site to the first box on its video, in a real browser. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Protocol } from 'puppeteer-core';
import { findExtension } from '../browser/extension.ts';
import { grantOrigin } from '../browser/host-permission.ts';
import { launchBrowser } from '../browser/launch.ts';
import { openQuietPage } from '../browser/quiet-page.ts';
import { startDemoServer, type DemoServer } from '../demo/server.ts';
import { median } from '../eval-video/numbers.ts';

export interface Startup {
  /** Medians. */
  readonly coldMs: number;
  readonly warmMs: number;
  readonly runs: { readonly cold: readonly number[]; readonly warm: readonly number[] };
}

const RUNS = 3;
const TIMEOUT_MS = 60_000;
/** Adds half of itself to each figure. */
const POLL_MS = 10;
/** One photo, held still: there is something to find at every moment. */
const QUERY = '?static=sample1';

/** Each run has a fresh profile: first the first site of all, then another one while the recognizer runs. */
export async function measureStartup(extensionDir: string): Promise<Startup> {
  const cold: number[] = [];
  const warm: number[] = [];
  const servers = [await startDemoServer(), await startDemoServer()];
  try {
    for (let run = 0; run < RUNS; run++) {
      const browser = await launchBrowser({ headless: true, extensionDir });
      try {
        for (const [at, server] of servers.entries()) {
          (at === 0 ? cold : warm).push(await timeToFirstBox(browser, server));
        }
      } finally {
        await browser.close();
      }
    }
  } finally {
    for (const server of servers) await server.close();
  }
  return { coldMs: median(cold) ?? NaN, warmMs: median(warm) ?? NaN, runs: { cold, warm } };
}

async function timeToFirstBox(browser: Browser, server: DemoServer): Promise<number> {
  const { id } = await findExtension(browser);
  await grantOrigin(browser, id, 'http://127.0.0.1/*');
  // The popup would start the recognizer by being opened; this page says what its switch says, and starts nothing.
  const panel = await openQuietPage(browser, id);
  const page = await browser.newPage();
  await page.goto(server.url + QUERY);
  await page.waitForFunction(() => window.demo !== undefined);
  const session = await page.createCDPSession();
  const { origin, hostname } = new URL(server.url);
  const startMs = performance.now();
  await panel.evaluate(enabling(origin, `http://${hostname}/*`));
  while (!(await hasBox(session))) {
    if (performance.now() - startMs > TIMEOUT_MS) throw new Error('No box appeared.');
    await wait(POLL_MS);
  }
  const tookMs = performance.now() - startMs;
  await page.close();
  await panel.close();
  return tookMs;
}

/** What the popup's switch does; as text, since Node knows no extension API. */
function enabling(origin: string, pattern: string): string {
  const message = { target: 'background', type: 'site.set', payload: { origin, isEnabled: true } };
  return `chrome.permissions.request({ origins: [${JSON.stringify(pattern)}] })
    .then(() => chrome.runtime.sendMessage(${JSON.stringify(message)}))
    .then((reply) => { if (!reply?.ok) throw new Error('The site was not switched on.'); })`;
}

async function hasBox(session: CDPSession): Promise<boolean> {
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  return holdsFace(root);
}

function holdsFace({ attributes = [], children = [], shadowRoots = [] }: Protocol.DOM.Node): boolean {
  const classes = attributes[attributes.indexOf('class') + 1]?.split(' ') ?? [];
  return (
    (attributes.includes('class') && classes.includes('face')) ||
    [...children, ...shadowRoots].some(holdsFace)
  );
}
