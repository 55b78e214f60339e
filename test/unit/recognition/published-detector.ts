/** @file The detector's file as its package has it, and `fetch` as a worker of the extension finds files with it. */
import { readFile } from 'node:fs/promises';
import { vi } from 'vitest';
import { compileKernels } from '../../../scripts/kernels.mjs';

const FILE = new URL(
  '../../../node_modules/@mediapipe/face_detection/face_detection_full_range_sparse.tflite',
  import.meta.url,
);

let compiled: Promise<Uint8Array> | undefined;

export const KERNEL_BASE = 'wasm/kernels/';

export async function readPublishedDetector(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(FILE));
}

/** Serves the kernels, and `files`; nothing else is there. @returns what was asked for, in order */
export async function serve(files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): Promise<string[]> {
  compiled ??= compileKernels();
  const kernels = (await compiled).slice();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    const file = files[url];
    if (file !== undefined) return Promise.resolve(new Response(file));
    return Promise.resolve(
      url.startsWith(KERNEL_BASE)
        ? new Response(kernels, { headers: { 'content-type': 'application/wasm' } })
        : new Response('', { status: 404 }),
    );
  });
  return asked;
}
