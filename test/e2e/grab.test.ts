/** @file All ways to read a picture give the same pixels: detection and embeddings do not depend on which one is chosen. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../scripts/browser/launch.ts';
import { startDemoServer, type DemoServer } from '../../scripts/demo/server.ts';
import { PLAY_CLIP, PLAY_STREAM, compareGrabs } from '../../scripts/measure/compare-grabs.ts';

let server: DemoServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser({ headless: true });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test.for([
  ['a file, which is decoded as brightness and colour differences', PLAY_CLIP, /^I420|^NV12/u],
  ['a canvas as a stream, which is red, green and blue', PLAY_STREAM, /^(?:BGR|RGB)[AX]/u],
] as const)('%s', async ([, play, formats]) => {
  const { format, figures } = await compareGrabs(page, server.url, play, 3, true);
  expect(format).toMatch(formats);
  expect(figures.filter(({ isAlike }) => isAlike).length).toBeGreaterThan(figures.length / 2);
  for (const { way, part, costMs, difference, isAlike } of figures) {
    expect(costMs, `${way} reads ${part}`).toBeDefined();
    // Undefined where a part shows too little to tell, as the wall behind a face at the edge may.
    expect(isAlike, `${way} reads ${part}`).not.toBe(false);
    // Of 255, pixel by pixel: filters differ at edges, and a frame that is read without one by 2.5.
    expect(difference, `${way} reads ${part}`).toBeLessThan(2);
  }
});
