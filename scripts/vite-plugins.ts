/** @file Build plugins: the networks and their runtimes go in as they are, and the package shows pages nothing. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Built file in `dist/` by source. The wasm of both runtimes is loaded by path, so its name must not change. */
const RUNTIME_FILES: Readonly<Record<string, string>> = {
  'wasm/onnxruntime/ort-wasm-simd-threaded.mjs':
    'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.mjs',
  'wasm/onnxruntime/ort-wasm-simd-threaded.wasm':
    'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  'wasm/mediapipe/vision_wasm_module_internal.js':
    'node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js',
  'wasm/mediapipe/vision_wasm_module_internal.wasm':
    'node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm',
};

/** What the licences of the shipped parts ask for: their texts go along. */
const NOTICES = ['LICENSE', 'THIRD_PARTY.md'];
const LICENCE_TEXTS = 'docs/licences';

/** Networks that the product opens today; other built models stay out of the package. */
const SHIPPED_MODELS = ['compact', 'detector-full-range'];

export function runtimeFiles(): Plugin {
  return {
    name: 'nametag:runtime-files',
    apply: 'build',
    generateBundle() {
      for (const [fileName, source] of Object.entries(RUNTIME_FILES)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(source) });
      }
      const notices = [...NOTICES, ...readdirSync(LICENCE_TEXTS).map((name) => `${LICENCE_TEXTS}/${name}`)];
      for (const notice of notices) {
        this.emitFile({
          type: 'asset',
          fileName: notice,
          source: readFileSync(notice),
        });
      }
      for (const id of SHIPPED_MODELS) {
        const { file } = JSON.parse(readFileSync(join('models', `${id}.json`), 'utf8')) as { file: string };
        this.emitFile({
          type: 'asset',
          fileName: `models/${file}`,
          source: readFileSync(join('models', 'built', file)),
        });
      }
    },
  };
}

/**
 * crxjs lists even IIFE content scripts as web-accessible, by which every page could detect the extension. Registered
 * scripts run without that entry, so it goes.
 */
export function privateResources(): Plugin {
  let outDir = 'dist';
  return {
    name: 'nametag:private-resources',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle() {
      if (!readdirSync(outDir).includes('manifest.json')) return;
      const path = join(outDir, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      delete manifest['web_accessible_resources'];
      writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
    },
  };
}
