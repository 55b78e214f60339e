/** @file Scripts for pages of the extension, bundled when they are needed: they may use whatever the product itself uses. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @param entry a file, or its name below `scripts/eval-video/page/`; what it offers to the terminal it puts on `globalThis` itself */
export async function runInPage(page: Page, entry: string | URL): Promise<void> {
  await page.evaluate(`${await bundle(entry)}\n; undefined`);
}

async function bundle(entry: string | URL): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome148',
      lib: {
        entry: fileURLToPath(typeof entry === 'string' ? new URL(`page/${entry}`, import.meta.url) : entry),
        formats: ['iife'],
        name: 'nametagPageScript',
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const [chunk] = outputs.flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`${String(entry)} was not bundled.`);
  return chunk.code;
}
