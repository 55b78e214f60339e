/** @file Test projects, from the fastest to the slowest. */
import { defineConfig } from 'vitest/config';
import { hasRelaxedSimd } from './src/recognition/kernels/kernel-module.ts';

const MINUTE_MS = 60_000;

/** Projects that start Chromium run one file at a time: two browsers on two cores only slow each other down. */
const inBrowser = { testTimeout: 3 * MINUTE_MS, hookTimeout: 3 * MINUTE_MS, fileParallelism: false };

function project(name: string, options: Record<string, unknown> = {}) {
  return {
    test: { name, environment: 'node', include: [`test/${name}/**/*.test.{ts,tsx}`], ...options },
  };
}

/** Node 20 knows what Chrome runs the kernels by, and wants to be asked for it. */
const execArgv = hasRelaxedSimd() ? [] : ['--experimental-wasm-relaxed-simd'];

export default defineConfig({
  test: {
    projects: [
      // Networks against their definition take seconds on slow cores.
      project('unit', { execArgv, testTimeout: MINUTE_MS }),
      project('contract'),
      // These read all files; on slow cores that takes its time.
      project('repo', { testTimeout: MINUTE_MS }),
      project('model', { ...inBrowser, execArgv }),
      project('e2e', inBrowser),
    ],
  },
});
