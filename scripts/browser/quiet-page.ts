/** @file A page of the extension that does nothing by itself, to speak to its other parts from. */
import type { Browser, Page } from 'puppeteer-core';

/**
 * Only pages ending in `.html` may ask as the person's own pages do (`protocol/sender.ts`), and the own script of each wakes the
 * recognizer: so this one is parsed while scripts are off, and its own never run.
 * @param query such as `?tab=1`
 */
export async function openQuietPage(browser: Browser, extensionId: string, query = ''): Promise<Page> {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(`chrome-extension://${extensionId}/src/ui/settings/index.html${query}`);
  await page.setJavaScriptEnabled(true);
  return page;
}
