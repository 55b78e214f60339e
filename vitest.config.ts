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

/** Rooms in which tests stand in for a module: those need a process of their own for each file. */
const MOCKING = ['background', 'offscreen', 'own-model'].map(
  (room) => `test/unit/${room}/**/*.test.{ts,tsx}`,
);

export default defineConfig({
  test: {
    projects: [
      // Networks against their definition take seconds on slow cores. A fresh process for each file took half of the time.
      project('unit', { execArgv, testTimeout: MINUTE_MS, isolate: false, exclude: MOCKING }),
      project('unit-mocking', { execArgv, testTimeout: MINUTE_MS, include: MOCKING }),
      project('contract'),
      // These read all files; on slow cores that takes its time.
      project('repo', { testTimeout: MINUTE_MS }),
      project('model', { ...inBrowser, execArgv }),
      project('e2e', inBrowser),
    ],
  },
});
