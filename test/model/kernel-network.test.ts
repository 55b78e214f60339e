/** @file The compact model by the product's own kernels and by ONNX Runtime: one file, one embedding. */
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { compileKernels } from '../../scripts/kernels.mjs';
import {
  joinKernelNetwork,
  openKernelNetwork,
  type KernelNetwork,
} from '../../src/recognition/adapters/kernel-network.ts';
import { createCompactNetwork } from '../../src/recognition/kernels/compact-network.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import { readOnnxTensors } from '../../src/recognition/kernels/onnx-tensors.ts';

/** Float32 rounding in another order; the distances that decide about names differ by 0.01 and more. */
const MAX_DIFFERENCE = 1e-5;
const SIZE = 150;
const PLANE = SIZE * SIZE;

/** `[y, x, channel]`, as preprocessed pictures are: from -0.5 to 0.5. */
const INPUTS: Readonly<Record<string, (y: number, x: number, channel: number) => number>> = {
  'a grey picture': () => 0.1,
  'one with a gradient': (y, x, channel) => (y * (channel + 1) + x) / (4 * SIZE) - 0.5,
  'one with waves': (y, x, channel) => Math.sin(y / 3 + channel) * Math.cos(x / 5) * 0.5,
};

let model: Uint8Array;
let session: ort.InferenceSession;

beforeAll(async () => {
  await buildModels({ withOracles: true });
  model = new Uint8Array(await readFile(new URL('../../models/built/compact.onnx', import.meta.url)));
  ort.env.wasm.numThreads = 1;
  session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
}, 240_000);

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the kernels give the same embeddings', { timeout: 240_000 }, async () => {
  const module = await WebAssembly.compile((await compileKernels()).slice());
  const network = createCompactNetwork(new KernelModule(module), readOnnxTensors(model));
  for (const [name, valueAt] of Object.entries(INPUTS)) {
    const [rows, planes] = [new Float32Array(3 * PLANE), new Float32Array(3 * PLANE)];
    for (let pixel = 0; pixel < PLANE; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        const value = valueAt(Math.floor(pixel / SIZE), pixel % SIZE, channel);
        rows[pixel * 3 + channel] = value;
        planes[channel * PLANE + pixel] = value;
      }
    }
    const results = await session.run({ image: new ort.Tensor('float32', planes, [1, 3, SIZE, SIZE]) });
    const expected = results['embedding']?.data;
    if (!(expected instanceof Float32Array)) throw new Error('ONNX Runtime gave no embedding');
    const embedding = network.run(rows);
    const differences = embedding.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN)));
    expect(Math.max(...expected.map(Math.abs)), name).toBeGreaterThan(0.05);
    expect(Math.max(...differences), name).toBeLessThan(MAX_DIFFERENCE);
  }
});

/** As the worker does, with the files that it would fetch. */
async function openFirst(): Promise<KernelNetwork> {
  const kernels = (await compileKernels()).slice();
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(kernels, { headers: { 'content-type': 'application/wasm' } })),
  );
  const network = await openKernelNetwork('dlib-resnet', model.slice(), 'kernels/');
  vi.unstubAllGlobals();
  return network;
}

test('another worker opens the network once more, out of the memory of the first', async () => {
  const first = await openFirst();
  vi.stubGlobal('crossOriginIsolated', true);
  const { port1, port2 } = new MessageChannel();
  const joining = joinKernelNetwork('dlib-resnet', port2);
  expect(first.share(port1)).toBe(true);
  const second = await joining;
  for (const valueAt of Object.values(INPUTS)) {
    const input = Float32Array.from({ length: 3 * PLANE }, (_, at) =>
      valueAt(Math.floor(at / 3 / SIZE), Math.floor(at / 3) % SIZE, at % 3),
    );
    expect(await second.run(input)).toEqual(await first.run(input));
  }
});

test('in a page that is not cross-origin isolated, the network works and shares nothing', async () => {
  const network = await openFirst();
  vi.stubGlobal('crossOriginIsolated', false);
  const { port1, port2 } = new MessageChannel();
  const sent = vi.spyOn(port1, 'postMessage');
  expect(network.share(port1)).toBe(false);
  expect(sent).not.toHaveBeenCalled();
  expect(await network.run(new Float32Array(3 * PLANE))).toHaveLength(128);
  port2.close();
});
