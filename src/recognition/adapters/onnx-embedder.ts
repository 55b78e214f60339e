/** @file The only code that knows ONNX Runtime. Everything model-specific comes from the card. Runs in a module worker. */
import * as ort from 'onnxruntime-web/wasm';
import { FaultError } from '../../core/errors/fault.ts';
import { isFiniteEmbedding, meanEmbedding } from '../../core/embedding/embedding.ts';
import { mirror, type Pixels } from '../../core/image/pixels.ts';
import type { EmbedderCard } from '../model-card.ts';
import type { FaceEmbedder } from '../ports.ts';

export interface EmbedderOptions {
  readonly card: EmbedderCard;
  readonly model: Uint8Array;
  /** Folder of ONNX Runtime's mjs and wasm, with a trailing slash. */
  readonly wasmBase: string;
  /** More than one needs a cross-origin isolated context; without it the runtime silently uses one. */
  readonly threads: number;
}

/** Two rounds bring WebAssembly to its optimised tier; without them the first names come 2 to 10 times later. */
const WARM_UP_RUNS = 2;

/** @throws FaultError `model-damaged` when the runtime cannot open the model or it does not do what its card says. */
export async function createOnnxEmbedder(options: EmbedderOptions): Promise<FaceEmbedder> {
  const { card, wasmBase } = options;
  const threads = globalThis.crossOriginIsolated ? options.threads : 1;
  ort.env.wasm.wasmPaths = {
    mjs: `${wasmBase}ort-wasm-simd-threaded.mjs`,
    wasm: `${wasmBase}ort-wasm-simd-threaded.wasm`,
  };
  ort.env.wasm.numThreads = threads;
  let session: ort.InferenceSession;
  try {
    session = await ort.InferenceSession.create(options.model, {
      executionProviders: ['wasm'],
      // Idle threads would otherwise spin on the cores that the page needs.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.name : 'session failed');
  }

  const embed = async (crops: readonly Pixels[]): Promise<readonly Float32Array[]> => {
    const views = card.alignment.isMirrorAveraged ? crops.flatMap((crop) => [crop, mirror(crop)]) : crops;
    const viewsPerCrop = card.alignment.isMirrorAveraged ? 2 : 1;
    const rows = await run(session, card, views);
    return crops.map((_, index) =>
      meanEmbedding(rows.slice(index * viewsPerCrop, (index + 1) * viewsPerCrop)),
    );
  };

  const { width, height } = card.input;
  const blank: Pixels = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  for (let i = 0; i < WARM_UP_RUNS; i++) await embed([blank]);
  return {
    modelId: card.id,
    dimension: card.output.dimension,
    threads,
    embed,
    close: () => session.release(),
  };
}

async function run(
  session: ort.InferenceSession,
  card: EmbedderCard,
  views: readonly Pixels[],
): Promise<readonly Float32Array[]> {
  const { width, height } = card.input;
  const input = new ort.Tensor('float32', toPlanes(views, card), [views.length, 3, height, width]);
  const output = (await session.run({ [card.input.name]: input }))[card.output.name];
  const { dimension } = card.output;
  if (!(output?.data instanceof Float32Array) || output.data.length !== views.length * dimension) {
    throw new FaultError('model-damaged', 'output does not fit the card');
  }
  const data = output.data;
  return views.map((_, index) => {
    const row = data.slice(index * dimension, (index + 1) * dimension);
    if (!isFiniteEmbedding(row, dimension)) throw new FaultError('model-damaged', 'output is not finite');
    return row;
  });
}

/** `[n, 3, height, width]` NCHW float32 RGB, `(x - mean[channel]) * scale`. */
function toPlanes(views: readonly Pixels[], { input, preprocessing }: EmbedderCard): Float32Array {
  const plane = input.width * input.height;
  const planes = new Float32Array(views.length * 3 * plane);
  let at = 0;
  for (const { data } of views) {
    for (const [channel, mean] of preprocessing.mean.entries()) {
      for (let i = 0; i < plane; i++)
        planes[at++] = ((data[i * 4 + channel] ?? 0) - mean) * preprocessing.scale;
    }
  }
  return planes;
}
