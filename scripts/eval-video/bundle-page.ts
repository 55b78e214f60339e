/** @file Scripts for pages of the extension, bundled when they are needed: they may use whatever the product itself uses. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param entry file below `scripts/eval-video/page/`, or the address of any other; what it offers to the terminal it puts on
 *   `globalThis` itself
 */
export async function runInPage(page: Page, entry: string | URL): Promise<void> {
  const file = typeof entry === 'string' ? new URL(`page/${entry}`, import.meta.url) : entry;
  await page.evaluate(`${await bundle(fileURLToPath(file))}\n; undefined`);
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome148',
      lib: {
        entry,
        formats: ['iife'],
        name: 'nametagPageScript',
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const [chunk] = outputs.flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`${entry} was not bundled.`);
  return chunk.code;
}
