/**
 * @file FaceNet's real weights as its graph, out of the arrays in `../shared/facenet` where they are, and the five golden
 * crops: see `../shared/facenet/SOURCES.md`.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { BATCH_NORM_EPSILON, BOTTLENECK, FACENET_STAGES } from '../../models/build/facenet/architecture.ts';
import { listExpectedLayers } from '../../models/build/facenet/expected-layers.ts';
import { createFacenetNetwork } from '../../models/build/facenet/facenet-network.ts';
import type { OnnxGraph } from '../../models/build/onnx-file.ts';
import type { WeightTensor } from '../../models/build/quantized-weights.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';

const SHARED = fileURLToPath(new URL('../../../shared/facenet/', import.meta.url));
const GOLDEN = ['angelina_jolie', 'bradley_cooper', 'kate_siegel', 'paul_rudd', 'shea_whigham'] as const;

export const HAS_FACENET_ARRAYS = existsSync(`${SHARED}nhwc`);

/** Batch norm and scales are folded into the arrays, so the graph gets some that do nothing. */
export async function realFacenet(): Promise<OnnxGraph> {
  const scales = new Map(
    FACENET_STAGES.flatMap((stage) =>
      stage.kind === 'residual' ? [[stage.expansion.name, stage.scale] as const] : [],
    ),
  );
  const arrays = new Map<string, WeightTensor>();
  for (const { name, tensors } of listExpectedLayers(512)) {
    for (const [tensor, shape] of tensors) {
      arrays.set(`${name}/${tensor}`, await arrayOf(name, tensor, shape, scales.get(name) ?? 1));
    }
  }
  return createFacenetNetwork(512, (layer, tensor) => {
    const array = arrays.get(`${layer}/${tensor}`);
    if (array === undefined) throw new Error(`no array of ${layer}`);
    return array;
  });
}

async function arrayOf(
  name: string,
  tensor: string,
  shape: readonly number[],
  scale: number,
): Promise<WeightTensor> {
  const count = shape.reduce((product, length) => product * length, 1);
  if (tensor === 'moving_mean') return { shape, values: new Float32Array(count) };
  if (tensor === 'moving_variance')
    return { shape, values: new Float32Array(count).fill(1 - BATCH_NORM_EPSILON) };
  const base = name.replace(/_BatchNorm$/u, '');
  const isLast = base === BOTTLENECK;
  if (tensor !== 'kernel') {
    const values = await readArray(`${base}_${isLast ? 'MatMul' : 'Conv2D'}_bias`);
    return { shape, values: values.map((value) => value / scale) };
  }
  // Outputs come last in Keras and first here.
  const from = await readArray(`${base}_kernel${isLast ? '_transpose' : ''}`);
  const outputs = shape.at(-1) ?? 1;
  const values = from.map(
    (_, at) => (from[(at % outputs) * (count / outputs) + Math.floor(at / outputs)] ?? Number.NaN) / scale,
  );
  return { shape, values };
}

/** Float32, little endian. Source: numpy.lib.format, version 1. */
async function readArray(name: string): Promise<Float32Array> {
  const bytes = await readFile(`${SHARED}nhwc/${name}.npy`);
  const start = 10 + bytes.readUInt16LE(8);
  return new Float32Array(new Uint8Array(bytes.subarray(start)).buffer);
}

/** RGBA, 160x160. */
export async function goldenCrops(): Promise<Pixels[]> {
  return Promise.all(
    GOLDEN.map(async (name) => {
      const { width, height, data } = PNG.sync.read(await readFile(`${SHARED}golden/${name}.png`));
      return { width, height, data: new Uint8ClampedArray(data) };
    }),
  );
}
