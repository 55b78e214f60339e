/** @file Build plugins: the networks and their runtimes go in as they are, and the package shows pages nothing. */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { compileKernels } from './kernels.mjs';
import { shippedLoader } from './mediapipe-loader.ts';

/** Built file in `dist/` by source. The wasm of both runtimes is loaded by path, so its name must not change. */
const RUNTIME_FILES: Readonly<Record<string, string>> = {
  'wasm/onnxruntime/ort-wasm-simd-threaded.mjs':
    'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.mjs',
  'wasm/onnxruntime/ort-wasm-simd-threaded.wasm':
    'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  'wasm/mediapipe/vision_wasm_module_internal.wasm':
    'node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm',
};

const MEDIAPIPE_LOADER = 'vision_wasm_module_internal.js';

/** What the licences of the shipped parts ask for: their texts go along. */
const NOTICES = ['LICENSE', 'THIRD_PARTY.md'];
const LICENCE_TEXTS = 'docs/licences';

/** The product opens no other networks in MediaPipe's format. */
const LITE_MODELS = ['detector-full-range', 'face-mesh', 'segmenter'];
/** Where the model files are; `facenet` is converted on request and has its finished card here too. */
const BUILT_MODELS = 'models/built';

interface ShippedCard {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
}

/**
 * The cards of the networks that go into the package: detector, landmarker, segmenter, and every embedder that has been built. A card lies
 * in `models/`, or beside the file where it was made with it.
 */
function shippedCards(): ShippedCard[] {
  const files = ['models', BUILT_MODELS].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name)),
  );
  const cards = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as ShippedCard);
  return cards.filter(
    ({ id, kind, file }) =>
      (kind === 'embedder' || LITE_MODELS.includes(id)) &&
      typeof file === 'string' &&
      existsSync(join(BUILT_MODELS, file)),
  );
}

export function runtimeFiles(): Plugin {
  return {
    name: 'nametag:runtime-files',
    apply: 'build',
    async generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'wasm/kernels/kernels.wasm',
        source: await compileKernels(),
      });
      for (const [fileName, source] of Object.entries(RUNTIME_FILES)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(source) });
      }
      this.emitFile({
        type: 'asset',
        fileName: `wasm/mediapipe/${MEDIAPIPE_LOADER}`,
        source: shippedLoader(
          readFileSync(`node_modules/@mediapipe/tasks-vision/wasm/${MEDIAPIPE_LOADER}`, 'utf8'),
        ),
      });
      const notices = [...NOTICES, ...readdirSync(LICENCE_TEXTS).map((name) => `${LICENCE_TEXTS}/${name}`)];
      for (const notice of notices) {
        this.emitFile({
          type: 'asset',
          fileName: notice,
          source: readFileSync(notice),
        });
      }
      const cards = shippedCards();
      for (const { file } of cards) {
        this.emitFile({
          type: 'asset',
          fileName: `models/${file}`,
          source: readFileSync(join(BUILT_MODELS, file)),
        });
      }
      this.emitFile({
        type: 'asset',
        fileName: 'models/cards.json',
        source: JSON.stringify(cards.filter(({ kind }) => kind === 'embedder')),
      });
    },
  };
}

/** Beside the content script, crxjs 3 writes it once more as a module, which nothing loads. */
const UNLOADED = /^content-script\.ts-.*\.js$/u;

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
      const assets = join(outDir, 'assets');
      for (const name of readdirSync(assets)) if (UNLOADED.test(name)) rmSync(join(assets, name));
    },
  };
}
