/**
 * @file Runs a function of a test page in a headless Chromium.
 */
import puppeteer, { type Browser } from 'puppeteer-core';
import { findChrome } from '../../scripts/browser/find-chrome.mjs';
import { startModelSite } from './model-site.ts';

/** A browser with the model site open. */
export interface ModelBrowser {
  /**
   * Imports `page/<module>` in a fresh tab, calls its exported function and returns what it resolves to.
   * `input` and the result cross over as JSON.
   */
  readonly run: (module: string, functionName: string, input: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Nothing here may reach the network; Chromium's own services are switched off. */
const CHROMIUM_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Starts the site and the browser; the caller closes both with `close`. */
export async function openModelBrowser(): Promise<ModelBrowser> {
  const isRoot = process.getuid?.() === 0;
  const site = await startModelSite();
  let browser: Browser;
  try {
    browser = await puppeteer.launch({
      executablePath: await findChrome(),
      headless: true,
      pipe: true,
      args: isRoot ? [...CHROMIUM_FLAGS, '--no-sandbox'] : CHROMIUM_FLAGS,
      protocolTimeout: 240_000,
    });
  } catch (error) {
    await site.close();
    throw error;
  }
  return {
    run: async (module, functionName, input) => {
      const page = await browser.newPage();
      try {
        await page.goto(site.origin);
        const call = `import('/page/${module}').then((page) => page.${functionName}(${JSON.stringify(input)}))`;
        const result: unknown = await page.evaluate(call);
        return result;
      } finally {
        await page.close();
      }
    },
    close: async () => {
      try {
        await browser.close();
      } finally {
        await site.close();
      }
    },
  };
}
