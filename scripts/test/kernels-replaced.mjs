/** @file A copy of the built extension with another file in the place of its kernels, so that tests see the fallbacks. */
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} dist the built extension
 * @param {string} copy a folder, which is replaced
 * @param {Uint8Array} [kernels] without it a file that no browser compiles
 */
export function copyWithKernels(dist, copy, kernels = new Uint8Array()) {
  rmSync(copy, { recursive: true, force: true });
  cpSync(dist, copy, { recursive: true });
  writeFileSync(path.join(copy, 'wasm', 'kernels', 'kernels.wasm'), kernels);
}
