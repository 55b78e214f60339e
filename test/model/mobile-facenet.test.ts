/**
 * @file MobileFaceNet by the product's own kernels and by ONNX Runtime: one file, one embedding, for real
 * faces.
 */
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { compileKernels } from '../../scripts/kernels.mjs';
import { toTensorData } from '../../src/core/image/preprocess.ts';
import {
  joinKernelNetwork,
  openKernelNetwork,
  type KernelNetwork,
} from '../../src/recognition/adapters/kernel-network.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import { readMobileFaceNet } from '../../src/recognition/kernels/mobile-facenet-layers.ts';
import { createMobileFaceNet } from '../../src/recognition/kernels/mobile-facenet.ts';
import { withoutSilentChannels } from '../../src/recognition/kernels/silent-channels.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';
import { alignSampleFaces } from './facenet-crops.ts';

/**
 * Length of the difference to the length of the embedding. Float32 rounding in another order; measured: 3e-6.
 */
const MAX_RELATIVE = 1e-4;
const SIZE = 112;
/**
 * Where the eyes lie in the crops that such networks are trained on. Source: InsightFace, `face_align.py`.
 */
const CROP: EmbedderCard['crop'] = {
  kind: 'eyes',
  rightEye: [38.2946, 51.6963],
  leftEye: [73.5318, 51.5014],
};
const INPUT = { name: 'input', layout: 'NCHW', colorOrder: 'RGB', width: SIZE, height: SIZE } as const;
const PREPROCESSING = { kind: 'mean-and-scale', mean: [127, 127, 127], scale: 1 / 128 } as const;

interface Face {
  readonly input: Float32Array;
  readonly expected: Float32Array;
}

let model: Uint8Array;
let faces: readonly Face[];

beforeAll(async () => {
  await buildModels({ withOracles: true });
  model = new Uint8Array(await readFile(new URL('../../models/built/faceplugin.onnx', import.meta.url)));
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const found: Face[] = [];
  for (const crop of await alignSampleFaces({ crop: CROP, input: INPUT })) {
    const planes = toTensorData([crop], { layout: 'NCHW', colorOrder: 'RGB' }, PREPROCESSING);
    const results = await session.run({ input: new ort.Tensor('float32', planes, [1, 3, SIZE, SIZE]) });
    const expected = results['output']?.data;
    if (!(expected instanceof Float32Array)) throw new Error('ONNX Runtime gave no embedding');
    const input = toTensorData([crop], { layout: 'NHWC', colorOrder: 'RGB' }, PREPROCESSING);
    found.push({ input, expected });
  }
  faces = found;
}, 240_000);

afterEach(() => {
  vi.unstubAllGlobals();
});

function relativeDifference(one: Float32Array, other: Float32Array): number {
  const difference = one.map((value, index) => value - (other[index] ?? Number.NaN));
  return Math.hypot(...difference) / Math.hypot(...other);
}

test('the faces are different ones', () => {
  expect(faces).toHaveLength(11);
  const [first, ...others] = faces.map(({ expected }) => expected);
  for (const other of others) expect(relativeDifference(other, first ?? other)).toBeGreaterThan(0.3);
});

test('the kernels give the same embeddings', { timeout: 240_000 }, async () => {
  const module = await WebAssembly.compile((await compileKernels()).slice());
  const all = readMobileFaceNet(model);
  for (const weights of [all, withoutSilentChannels(all)]) {
    const network = createMobileFaceNet(new KernelModule(module), weights);
    const differences = faces.map(({ input, expected }) => relativeDifference(network.run(input), expected));
    expect(Math.max(...differences)).toBeLessThan(MAX_RELATIVE);
  }
});

test('a third of the work is left out: channels that weight decay has emptied', () => {
  const numbersOf = (weights: ReturnType<typeof readMobileFaceNet>): number =>
    weights.reduce((sum, { values }) => sum + values.length, 0);
  const all = readMobileFaceNet(model);
  expect(numbersOf(withoutSilentChannels(all)) / numbersOf(all)).toBeLessThan(0.75);
});

/** As the worker does, with the files that it would fetch. */
async function openFirst(): Promise<KernelNetwork> {
  const kernels = (await compileKernels()).slice();
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(kernels, { headers: { 'content-type': 'application/wasm' } })),
  );
  return openKernelNetwork('mobile-facenet', model.slice(), 'kernels/');
}

test('another worker opens the network once more, out of the memory of the first', async () => {
  const first = await openFirst();
  vi.stubGlobal('crossOriginIsolated', true);
  const { port1, port2 } = new MessageChannel();
  const joining = joinKernelNetwork('mobile-facenet', port2);
  expect(first.share(port1)).toBe(true);
  const second = await joining;
  for (const { input, expected } of faces) {
    const embedding = await second.run(input);
    expect(embedding).toEqual(await first.run(input));
    expect(relativeDifference(embedding, expected)).toBeLessThan(MAX_RELATIVE);
  }
});

test('a file of another network is damaged', async () => {
  const compact = new Uint8Array(await readFile(new URL('../../models/built/compact.onnx', import.meta.url)));
  vi.stubGlobal('fetch', async () => {
    const kernels = (await compileKernels()).slice();
    return new Response(kernels, { headers: { 'content-type': 'application/wasm' } });
  });
  await expect(openKernelNetwork('mobile-facenet', compact, 'kernels/')).rejects.toMatchObject({
    code: 'model-damaged',
    message: expect.stringContaining('not a MobileFaceNet') as string,
  });
});
