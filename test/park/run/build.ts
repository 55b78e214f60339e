/** @file Builds the pages of the park, all players at once. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const PAGES = fileURLToPath(new URL('../page', import.meta.url));

export async function buildPark(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: PAGES,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'chrome148',
      minify: false,
      modulePreload: false,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: path.join(PAGES, 'index.html') },
    },
  });
}
