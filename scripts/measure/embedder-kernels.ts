/**
 * @file Times one embedding by the kernels and by ONNX Runtime on one thread, side by side in bare Node:
 * `node --experimental-wasm-relaxed-simd --import tsx scripts/measure/embedder-kernels.ts`. Prints processor
 * time, which other programs on the same cores raise far less than the time on the clock.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import { createCompactNetwork } from '../../src/recognition/kernels/compact-network.ts';
import { readInceptionResnet } from '../../src/recognition/kernels/inception-resnet-layers.ts';
import { createInceptionResnet } from '../../src/recognition/kernels/inception-resnet.ts';
import { KernelModule } from '../../src/recognition/kernels/kernel-module.ts';
import { readMobileFaceNet } from '../../src/recognition/kernels/mobile-facenet-layers.ts';
import { createMobileFaceNet } from '../../src/recognition/kernels/mobile-facenet.ts';
import { readOnnxTensors } from '../../src/recognition/kernels/onnx-tensors.ts';
import { withoutSilentChannels } from '../../src/recognition/kernels/silent-channels.ts';
import { compileKernels } from '../kernels.mjs';

const ROUNDS = 15;
const RUNS = 5;
const WARM_UP_RUNS = 40;

function placeOf(name: string): URL {
  return new URL(`../../models/built/${name}`, import.meta.url);
}

async function readModel(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(placeOf(name)));
}

/** FaceNet, where `npm run models:facenet` has made it. */
async function facenetCandidates(name: string): Promise<Record<string, () => unknown>> {
  if (!existsSync(placeOf(name))) return {};
  const file = await readModel(name);
  const network = createInceptionResnet(await openKernels(), readInceptionResnet(file));
  const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'] });
  const input = picture(160);
  return {
    [`${name}, kernels`]: () => network.run(input),
    [`${name}, ONNX Runtime`]: () =>
      session.run({ image: new ort.Tensor('float32', input, [1, 3, 160, 160]) }),
  };
}

async function openKernels(): Promise<KernelModule> {
  return new KernelModule(await WebAssembly.compile((await compileKernels()).slice()));
}

function picture(size: number): Float32Array {
  return Float32Array.from({ length: 3 * size * size }, (_, at) => Math.sin(at / 9) / 2);
}

/** Processor time of one run. */
async function measure(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  for (let index = 0; index < RUNS; index++) await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / RUNS;
}

const model = await readModel('faceplugin.onnx');
const mobile = createMobileFaceNet(await openKernels(), withoutSilentChannels(readMobileFaceNet(model)));
const compact = createCompactNetwork(await openKernels(), readOnnxTensors(await readModel('compact.onnx')));
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
const [small, large] = [picture(112), picture(150)];

const CANDIDATES: Readonly<Record<string, () => unknown>> = {
  'mobile-facenet, kernels': () => mobile.run(small),
  'mobile-facenet, ONNX Runtime': () =>
    session.run({ input: new ort.Tensor('float32', small, [1, 3, 112, 112]) }),
  'dlib-resnet, kernels': () => compact.run(large),
  ...(await facenetCandidates('facenet-512.onnx')),
};

const times = new Map<string, number[]>();
for (const run of Object.values(CANDIDATES)) for (let index = 0; index < WARM_UP_RUNS; index++) await run();
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(CANDIDATES)) {
    times.set(name, [...(times.get(name) ?? []), await measure(run)]);
  }
}
for (const [name, all] of times) {
  const sorted = all.toSorted((one, other) => one - other);
  const median = sorted[ROUNDS >> 1] ?? Number.NaN;
  console.log(`${name}: median ${median.toFixed(2)} ms, least ${(sorted[0] ?? Number.NaN).toFixed(2)} ms`);
}
