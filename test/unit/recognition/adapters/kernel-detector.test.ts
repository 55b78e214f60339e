/** @file The detector opens from MediaPipe's file, has worked before it is handed out, and says what is wrong otherwise. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openKernelDetector } from '../../../../src/recognition/adapters/kernel-detector.ts';
import { openKernels } from '../../../../src/recognition/adapters/kernel-files.ts';
import type { KernelDetector } from '../../../../src/recognition/kernels/kernel-detector.ts';
import { hasRelaxedSimd } from '../../../../src/recognition/kernels/kernel-module.ts';
import { paintGrey } from '../../pictures.ts';
import { KERNEL_BASE, readPublishedDetector, serve } from '../published-detector.ts';

const GREY = paintGrey(16, 9, () => 128);

let model: Uint8Array<ArrayBuffer>;
let asked: string[];

beforeAll(async () => {
  model = await readPublishedDetector();
});

beforeEach(async () => {
  asked = await serve({});
}, 60_000);

afterEach(() => {
  vi.unstubAllGlobals();
});

function useIt(detector: KernelDetector): void {
  detector.detect(GREY, 0.5);
}

test('reads the kernels that this runtime can run, and is put to use twice', async () => {
  const used: KernelDetector[] = [];
  const detector = openKernelDetector(await openKernels(KERNEL_BASE), model, (opened) => {
    expect(opened.detect(GREY, 0.5)).toEqual([]);
    used.push(opened);
  });
  expect(asked).toEqual([`${KERNEL_BASE}${hasRelaxedSimd() ? 'relaxed' : 'plain'}.wasm`]);
  expect(used).toEqual([detector, detector]);
});

test.for([
  ['no such file', () => new TextEncoder().encode('<!doctype html>')],
  ['a file that ends too early', () => model.slice(0, model.length / 2)],
  ['nothing', () => new Uint8Array()],
] as const)('%s is a damaged model', async ([, make]) => {
  const kernels = await openKernels(KERNEL_BASE);
  expect(() => openKernelDetector(kernels, make(), useIt)).toThrow(
    expect.objectContaining({ code: 'model-damaged' }),
  );
});

test('kernels that are not there, or none, are a missing model', async () => {
  await expect(openKernels('elsewhere/')).rejects.toMatchObject({ code: 'model-missing' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(openKernels(KERNEL_BASE)).rejects.toMatchObject({ code: 'model-missing' });
});
