/**
 * @file MobileFaceNet by the product's own kernels and by ONNX Runtime: one file, one embedding, for real
 * faces.
 */
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { buildModels } from '../../models/build.ts';
import { compileKernels } from '../../scripts/kernels.mjs';
import type { Pixels } from '../../src/core/image/pixels.ts';
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
import { parseEmbedderCard, type EmbedderCard } from '../../src/recognition/model-card.ts';
import { embedderOf, type OpenNetwork } from '../../src/recognition/network-embedder.ts';
import { alignSampleFaces } from './facenet-crops.ts';

/**
 * Length of the difference to the length of the embedding. Float32 rounding in another order; measured: 3e-6.
 */
const MAX_RELATIVE = 1e-4;
/** Of unit vectors that left their neighborhood: their distance. */
const MAX_DISTANCE = 1e-4;
/**
 * Where the eyes lie in the crops that such networks are trained on. Source: InsightFace, `face_align.py`.
 */
const CROP: EmbedderCard['crop'] = {
  kind: 'eyes',
  rightEye: [38.2946, 51.6963],
  leftEye: [73.5318, 51.5014],
};

interface Face {
  readonly crop: Pixels;
  readonly input: Float32Array;
  readonly expected: Float32Array;
}

let model: Uint8Array;
let card: EmbedderCard;
let faces: readonly Face[];

beforeAll(async () => {
  await buildModels({ withOracles: true });
  card = parseEmbedderCard(
    JSON.parse(await readFile(new URL('../../models/faceplugin.json', import.meta.url), 'utf8')),
  );
  const { input, preprocessing } = card;
  const { colorOrder, width, height } = input;
  model = new Uint8Array(await readFile(new URL('../../models/built/faceplugin.onnx', import.meta.url)));
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const found: Face[] = [];
  for (const crop of await alignSampleFaces({ crop: CROP, input })) {
    const planes = toTensorData([crop], { layout: 'NCHW', colorOrder }, preprocessing);
    const results = await session.run({
      [input.name]: new ort.Tensor('float32', planes, [1, 3, height, width]),
    });
    const expected = results[card.output.name]?.data;
    if (!(expected instanceof Float32Array)) throw new Error('ONNX Runtime gave no embedding');
    const rows = toTensorData([crop], { layout: 'NHWC', colorOrder }, preprocessing);
    found.push({ crop, input: rows, expected });
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

function distanceBetween(one: Float32Array, other: Float32Array): number {
  return Math.hypot(...one.map((value, index) => value - (other[index] ?? Number.NaN)));
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

/** As `openOnnxNetwork` does, on the runtime's files of this machine. */
async function openOnRuntime({ input, output }: EmbedderCard): Promise<OpenNetwork> {
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  return {
    layout: input.layout,
    threads: 1,
    async run(values) {
      const shape = [1, 3, input.height, input.width];
      const results = await session.run({ [input.name]: new ort.Tensor('float32', values, shape) });
      return Float32Array.from(results[output.name]?.data as Float32Array);
    },
    close: () => session.release(),
  };
}

test.for(['BGR', 'RGB'] as const)(
  'both ways of running it read the order %s off the card, and give one embedding',
  { timeout: 240_000 },
  async (colorOrder) => {
    const ordered = { ...card, input: { ...card.input, colorOrder } };
    const other = {
      ...card,
      input: { ...card.input, colorOrder: colorOrder === 'BGR' ? 'RGB' : 'BGR' },
    } as const;
    const onKernels = await embedderOf(await openFirst(), ordered);
    const onRuntime = await embedderOf(await openOnRuntime(ordered), ordered);
    const inOtherOrder = await embedderOf(await openFirst(), other);
    for (const { crop } of faces) {
      const expected = await onRuntime.embed(crop);
      expect(distanceBetween(await onKernels.embed(crop), expected)).toBeLessThan(MAX_DISTANCE);
      expect(distanceBetween(await inOtherOrder.embed(crop), expected)).toBeGreaterThan(0.1);
    }
  },
);

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
