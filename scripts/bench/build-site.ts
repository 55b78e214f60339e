/** @file Builds the bench's pages as the extension is built: the same workers, from the same sources. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { SITE_DIR } from './site.ts';

const PAGES = fileURLToPath(new URL('page', import.meta.url));

export async function buildSite(): Promise<void> {
  await build({
    configFile: false,
    root: PAGES,
    logLevel: 'error',
    resolve: {
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production', 'default'],
    },
    worker: { format: 'es' },
    build: {
      target: 'chrome148',
      modulePreload: false,
      outDir: SITE_DIR,
      emptyOutDir: true,
      rolldownOptions: {
        input: ['lab', 'rival', 'stage'].map((page) => path.join(PAGES, `${page}.html`)),
      },
    },
  });
}
