/**
 * @file Runs a function of a test page in a headless Chromium.
 */
import type { Browser } from 'puppeteer-core';
import { launchBrowser } from '../../scripts/browser/launch.ts';
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

/** The networks of both libraries take their time in software. */
const PROTOCOL_TIMEOUT_MS = 240_000;

/** Starts the site and the browser; the caller closes both with `close`. */
export async function openModelBrowser(): Promise<ModelBrowser> {
  const site = await startModelSite();
  let browser: Browser;
  try {
    browser = await launchBrowser({ headless: true, protocolTimeoutMs: PROTOCOL_TIMEOUT_MS });
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
