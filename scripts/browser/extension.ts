/** @file Finds an unpacked extension in a browser that was started with it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Extension } from 'puppeteer-core';

const TIMEOUT_MS = 10_000;
const INTERVAL_MS = 50;

/**
 * Chrome lists an extension a moment after it says that it is installed: so this waits for it.
 * @returns the only extension of the browser
 * @throws when none appears
 */
export async function findExtension(browser: Browser): Promise<Extension> {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while (performance.now() < giveUpAt) {
    const [extension, ...others] = (await browser.extensions()).values();
    if (others.length > 0) throw new Error('The browser holds more than one extension.');
    if (extension !== undefined) return extension;
    await wait(INTERVAL_MS);
  }
  throw new Error('The browser holds no extension: is dist/ complete?');
}
