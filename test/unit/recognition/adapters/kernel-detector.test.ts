/** @file The detector opens from MediaPipe's file, has worked before it is handed out, and says what is wrong otherwise. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openKernelDetector } from '../../../../src/recognition/adapters/kernel-detector.ts';
import { openKernels } from '../../../../src/recognition/adapters/kernel-files.ts';
import { DETECTOR_CARD } from '../../../../src/recognition/detector-in-use.ts';
import { KernelDetector } from '../../../../src/recognition/kernels/kernel-detector.ts';
import { parseDetectorCard } from '../../../../src/recognition/model-card.ts';
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
  vi.restoreAllMocks();
});

const card = parseDetectorCard(DETECTOR_CARD);

test('reads the kernels, and has seen a picture when it is handed out', async () => {
  const seen = vi.spyOn(KernelDetector.prototype, 'detect');
  const detector = openKernelDetector(await openKernels(KERNEL_BASE), model, card);
  expect(asked).toEqual([`${KERNEL_BASE}kernels.wasm`]);
  expect(seen).toHaveBeenCalledTimes(2);
  expect(await detector.detect(GREY, 0.5)).toEqual([]);
});

test.for([
  ['no such file', () => new TextEncoder().encode('<!doctype html>')],
  ['a file that ends too early', () => model.slice(0, model.length / 2)],
  ['nothing', () => new Uint8Array()],
] as const)('%s is a damaged model', async ([, make]) => {
  const kernels = await openKernels(KERNEL_BASE);
  expect(() => openKernelDetector(kernels, make(), card)).toThrow(
    expect.objectContaining({ code: 'model-damaged' }),
  );
});

test('a trap is no damaged model: the fallback is asked', async () => {
  const kernels = await openKernels(KERNEL_BASE);
  vi.spyOn(KernelDetector.prototype, 'detect').mockImplementation(() => {
    throw new WebAssembly.RuntimeError('unreachable');
  });
  expect(() => openKernelDetector(kernels, model, card)).toThrow(WebAssembly.RuntimeError);
});

test.for([
  ['that are not there', () => Promise.resolve(new Response('', { status: 404 }))],
  ['that cannot be read', () => Promise.reject(new TypeError('Failed to fetch'))],
  [
    'that do not compile',
    () => Promise.resolve(new Response('', { headers: { 'content-type': 'application/wasm' } })),
  ],
] as const)('kernels %s are lacking', async ([, answer]) => {
  vi.stubGlobal('fetch', answer);
  await expect(openKernels(KERNEL_BASE)).rejects.toMatchObject({ lack: 'not-compiled' });
});

test('a browser without relaxed SIMD is told by itself, and nothing is read', async () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  await expect(openKernels(KERNEL_BASE)).rejects.toMatchObject({ lack: 'no-relaxed-simd' });
  expect(asked).toEqual([]);
});
