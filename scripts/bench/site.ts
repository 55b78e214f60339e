/** @file Where the bench's pages are, served cross-origin isolated, as threads in WebAssembly ask for. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStaticSite, type StaticSite } from '../browser/static-site.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the bench makes for itself, and makes again where it is missing. */
export const OUT = path.join(ROOT, 'out', 'bench');
export const SITE_DIR = path.join(OUT, 'site');
export const CLIPS_DIR = path.join(OUT, 'clips');
export const RANDOM_DIR = path.join(OUT, 'random');

const FOLDERS = [
  ['/clips/', CLIPS_DIR],
  ['/random/', RANDOM_DIR],
  ['/models/', path.join(ROOT, 'models/built')],
  ['/wasm/kernels/', path.join(ROOT, 'dist/wasm/kernels')],
  ['/wasm/onnxruntime/', path.join(ROOT, 'node_modules/onnxruntime-web/dist')],
  ['/wasm/mediapipe/', path.join(ROOT, 'node_modules/@mediapipe/tasks-vision/wasm')],
  ['/face-api/', path.join(ROOT, 'node_modules/@vladmandic/face-api')],
  ['/human/', path.join(ROOT, 'node_modules/@vladmandic/human')],
  ['/tfjs/', path.join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist')],
] as const;

/** For pages with threads, and for what they load. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

export function startBenchSite(): Promise<StaticSite> {
  return startStaticSite({ root: SITE_DIR, folders: FOLDERS, headers: ISOLATION });
}
