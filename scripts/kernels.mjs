/** @file Compiles the kernels of `src/recognition/kernels/assembly` to WebAssembly. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const SOURCES = fileURLToPath(new URL('../src/recognition/kernels/assembly/', import.meta.url));
/** What they export, the module exports. */
const ENTRIES = [
  'memory.ts',
  'multiply.ts',
  'multiply-panels.ts',
  'multiply-pairs.ts',
  'whole-numbers.ts',
  'color-panel.ts',
  'depthwise.ts',
  'halve-panel.ts',
  'winograd-four.ts',
  'winograd-two.ts',
  'pool.ts',
  'combine.ts',
  'resample.ts',
  'warp.ts',
];
const OUTPUT = 'kernels.wasm';
/** Of 64 KB. What `src/recognition/kernels/kernel-module.ts` makes may have as many and not more. */
const MAX_MEMORY_PAGES = 4096;

/** See kernels.d.mts: the compiler's own types declare their own `Array` for the whole project. */
export async function compileKernels() {
  let module;
  const messages = [];
  const { error } = await asc.main(
    [
      ...ENTRIES,
      ...['--outFile', OUTPUT],
      ...['--baseDir', SOURCES],
      '-O3',
      '--converge',
      ...['--runtime', 'stub'],
      '--noAssert',
      ...['--enable', 'simd,relaxed-simd,threads'],
      '--importMemory',
      '--sharedMemory',
      '--noExportMemory',
      ...['--maximumMemory', String(MAX_MEMORY_PAGES)],
    ],
    {
      readFile: (name, baseDir) => readFile(path.resolve(baseDir, name), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name === OUTPUT && typeof contents !== 'string') module = contents;
      },
      listFiles: () => [],
      stderr: {
        write: (message) => {
          messages.push(message.toString());
        },
      },
    },
  );
  if (error !== null || module === undefined)
    throw new Error(`The kernels do not compile. ${messages.join('')}`);
  return module;
}
