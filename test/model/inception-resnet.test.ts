/**
 * @file FaceNet by the product's own kernels and by ONNX Runtime: one file, one embedding. With random weights of the whole
 * network, and with the real ones where they are.
 */
import * as ort from 'onnxruntime-web/wasm';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { toSmallForm } from '../../models/build/facenet/small-form.ts';
import { encodeOnnx, type OnnxGraph } from '../../models/build/onnx-file.ts';
import { compileKernels } from '../../scripts/kernels.mjs';
import { toTensorData } from '../../src/core/image/preprocess.ts';
import { joinKernelNetwork, openKernelNetwork } from '../../src/recognition/adapters/kernel-network.ts';
import { readInceptionResnet } from '../../src/recognition/kernels/inception-resnet-layers.ts';
import { createInceptionResnet } from '../../src/recognition/kernels/inception-resnet.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import { randomFacenet } from '../unit/recognition/kernels/random-facenet.ts';
import { HAS_FACENET_ARRAYS, goldenCrops, realFacenet } from './facenet-arrays.ts';

/** Whole numbers of 16 bits; measured: 1 - 8e-7 with the real weights. */
const MIN_COSINE = 0.9999;
/** The weights take so much, in whole numbers; a second instance has them in common with the first. */
const MAX_BYTES = 56e6;
const MAX_SECOND_BYTES = 4e6;
const SIZE = 160;
const PLANE = SIZE ** 2;
const MINUTES = 240_000;

interface Picture {
  readonly rows: Float32Array;
  readonly planes: Float32Array;
}

/** Smooth ones, from -1 to 1. */
const PICTURES: readonly Picture[] = [1, 2, 3].map((seed) => {
  const [rows, planes] = [new Float32Array(3 * PLANE), new Float32Array(3 * PLANE)];
  for (let at = 0; at < rows.length; at++) {
    const [pixel, channel] = [Math.floor(at / 3), at % 3];
    const [y, x] = [Math.floor(pixel / SIZE), pixel % SIZE];
    const value = Math.sin((seed * y) / 9 + channel) * Math.cos(x / (4 + seed));
    rows[at] = value;
    planes[channel * PLANE + pixel] = value;
  }
  return { rows, planes };
});

function cosine(one: Float32Array, other: Float32Array): number {
  const dot = one.reduce((sum, value, at) => sum + value * (other[at] ?? Number.NaN), 0);
  return dot / (Math.hypot(...one) * Math.hypot(...other));
}

async function embedByOnnx(file: Uint8Array, pictures: readonly Picture[]): Promise<Float32Array[]> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(file, {
    executionProviders: ['wasm'],
    extra: { session: { disable_quant_qdq: '1' } },
  });
  const embeddings: Float32Array[] = [];
  for (const { planes } of pictures) {
    const found = await session.run({ image: new ort.Tensor('float32', planes, [1, 3, SIZE, SIZE]) });
    const data = found['embedding']?.data;
    if (!(data instanceof Float32Array)) throw new Error('ONNX Runtime gave no embedding');
    embeddings.push(data.slice());
  }
  await session.release();
  return embeddings;
}

async function openKernels(): Promise<KernelModule> {
  return new KernelModule(await WebAssembly.compile((await compileKernels()).slice()));
}

function expectAlike(found: readonly Float32Array[], expected: readonly Float32Array[]): void {
  for (const [index, embedding] of found.entries()) {
    const other = expected[index] ?? new Float32Array();
    expect(cosine(embedding, other)).toBeGreaterThan(MIN_COSINE);
    expect(Math.hypot(...embedding) / Math.hypot(...other)).toBeCloseTo(1, 2);
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.for([128, 512] as const)('random weights, %i numbers', { timeout: MINUTES }, (dimension) => {
  let graph: OnnxGraph;
  let file: Uint8Array;
  let expected: Float32Array[];
  beforeAll(async () => {
    graph = randomFacenet(dimension);
    file = encodeOnnx(graph);
    expected = await embedByOnnx(file, PICTURES);
  }, MINUTES);

  test('the pictures are different ones', () => {
    const [one, two, three] = expected;
    if (one === undefined || two === undefined || three === undefined) throw new Error('too few');
    for (const value of [cosine(one, two), cosine(one, three), cosine(two, three)]) {
      expect(value).toBeLessThan(0.99);
    }
  });

  test('two rounds on the kernels', async () => {
    const network = createInceptionResnet(await openKernels(), readInceptionResnet(file));
    // Twice: nothing of a face is left in the next one.
    for (let round = 0; round < 2; round++) {
      const found = PICTURES.map(({ rows }) => network.run(rows));
      expect(found[0]).toHaveLength(dimension);
      expectAlike(found, expected);
    }
  });

  test.runIf(dimension === 128)('the small form', async () => {
    const small = encodeOnnx(toSmallForm(graph));
    const network = createInceptionResnet(await openKernels(), readInceptionResnet(small));
    expectAlike(
      PICTURES.map(({ rows }) => network.run(rows)),
      await embedByOnnx(small, PICTURES),
    );
  });

  test.runIf(dimension === 512)('a second instance reads the weights of the first', async () => {
    const kernels = await openKernels();
    const first = createInceptionResnet(kernels, readInceptionResnet(file));
    const bytes = kernels.allocate(0);
    expect(bytes).toBeLessThan(MAX_BYTES);
    const second = createInceptionResnet(new KernelModule(kernels.share().module, kernels.share()));
    expect(kernels.allocate(0) - bytes).toBeLessThan(MAX_SECOND_BYTES);
    for (const { rows } of PICTURES) expect(second.run(rows)).toEqual(first.run(rows));
  });

  test.runIf(dimension === 512)('another worker opens the network once more', async () => {
    const kernels = (await compileKernels()).slice();
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(kernels, { headers: { 'content-type': 'application/wasm' } })),
    );
    const first = await openKernelNetwork('inception-resnet-v1', file.slice(), 'kernels/');
    vi.stubGlobal('crossOriginIsolated', true);
    const { port1, port2 } = new MessageChannel();
    const joining = joinKernelNetwork('inception-resnet-v1', port2);
    expect(first.share(port1)).toBe(true);
    const second = await joining;
    for (const { rows } of PICTURES) expect(await second.run(rows)).toEqual(await first.run(rows));
  });

  test.runIf(dimension === 128)('a file of another network is damaged', async () => {
    const kernels = (await compileKernels()).slice();
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(kernels, { headers: { 'content-type': 'application/wasm' } })),
    );
    const other = encodeOnnx({ ...graph, nodes: graph.nodes.slice(0, -1) });
    await expect(openKernelNetwork('inception-resnet-v1', other, 'kernels/')).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining('not an Inception-ResNet-v1') as string,
    });
  });
});

test('the real weights, on the golden crops', { timeout: MINUTES }, async ({ skip }) => {
  skip(!HAS_FACENET_ARRAYS, '../shared/facenet is not there');
  const pictures = (await goldenCrops()).map((crop): Picture => {
    const preprocessing = { kind: 'mean-and-scale', mean: [127.5, 127.5, 127.5], scale: 1 / 128 } as const;
    return {
      rows: toTensorData([crop], { layout: 'NHWC', colorOrder: 'RGB' }, preprocessing),
      planes: toTensorData([crop], { layout: 'NCHW', colorOrder: 'RGB' }, preprocessing),
    };
  });
  const file = encodeOnnx(await realFacenet());
  const network = createInceptionResnet(await openKernels(), readInceptionResnet(file));
  expectAlike(
    pictures.map(({ rows }) => network.run(rows)),
    await embedByOnnx(file, pictures),
  );
});
