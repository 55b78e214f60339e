/** @file The build: crxjs makes the extension from manifest.json; runtime files that no bundler should touch are copied in. */
import { crx } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { privateResources, runtimeFiles } from './scripts/vite-plugins.ts';

export default defineConfig({
  plugins: [crx({ manifest: manifest }), runtimeFiles(), privateResources()],
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production', 'default'] },
  worker: { format: 'es' },
  build: {
    target: 'chrome148',
    modulePreload: false,
    sourcemap: false,
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Named, so that it is seen what the largest script is.
      output: { codeSplitting: { groups: [{ name: 'mediabunny', test: /node_modules\/mediabunny\// }] } },
      input: {
        offscreen: 'src/offscreen/offscreen.html',
        people: 'src/ui/people/index.html',
        studio: 'src/ui/studio/index.html',
      },
    },
  },
});
