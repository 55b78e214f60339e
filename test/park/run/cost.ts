/** @file What Nametag costs a page's main thread while its player plays. */
import type { CDPSession, Page } from 'puppeteer-core';
import { setTimeout as wait } from 'node:timers/promises';

/** Measuring is the one thing that takes a time and no state. */
const TURN_MS = 3000;

/** Milliseconds of task time in a second of playing; processor time: what else the machine does does not count. */
export async function taskMsPerSecond(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  try {
    await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
    await session.send('Performance.enable');
    const [beforeMs, startMs] = [await taskMs(session), performance.now()];
    await wait(TURN_MS);
    const spentMs = (await taskMs(session)) - beforeMs;
    return (spentMs / (performance.now() - startMs)) * 1000;
  } finally {
    await session.detach();
  }
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
