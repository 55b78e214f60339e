/** @file On what all that ran. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import type { MachineResult } from './result/result.ts';

const PACKAGES = [
  '@mediapipe/tasks-vision',
  'onnxruntime-web',
  '@vladmandic/face-api',
  '@vladmandic/human',
  '@tensorflow/tfjs-backend-wasm',
];

export interface RunFacts {
  readonly isQuick: boolean;
  readonly seconds: number;
  readonly isCrossOriginIsolated: boolean;
  /** Files that the pages asked for. */
  readonly served: ReadonlySet<string>;
  readonly recognizerThreads: number;
}

export async function describeMachine(
  browser: Browser,
  { served, ...facts }: RunFacts,
): Promise<MachineResult> {
  const [processor] = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: os.availableParallelism(),
    processor: processor?.model.trim() ?? 'unknown',
    memoryGb: os.totalmem() / 2 ** 30,
    system: `${os.type()} ${os.release()}`,
    browser: await browser.version(),
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    tfjsWasm: [...served].filter((file) => /^tfjs-backend-wasm.*\.wasm$/.test(file)).join(', '),
    ...facts,
  };
}

function versionOf(name: string): string {
  const file = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
