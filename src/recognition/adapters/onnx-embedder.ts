/** @file Face embedding with ONNX Runtime. Everything model-specific comes from the card. Runs in a module worker. */
import * as ort from 'onnxruntime-web/wasm';
import { FaultError } from '../../core/errors/fault.ts';
import { isFiniteEmbedding, meanEmbedding } from '../../core/embedding/embedding.ts';
import { toUnitLength } from '../../core/embedding/metric.ts';
import { mirror, type Pixels } from '../../core/image/pixels.ts';
import { toTensorData } from '../../core/image/preprocess.ts';
import type { EmbedderCard } from '../model-card.ts';
import type { FaceEmbedder } from '../ports.ts';
import { openSession, type RuntimeSetup } from './onnx-session.ts';

export interface EmbedderOptions extends RuntimeSetup {
  readonly card: EmbedderCard;
  readonly model: Uint8Array;
}

/** Two rounds bring WebAssembly to its optimised tier; without them the first names come 2 to 10 times later. */
const WARM_UP_RUNS = 2;

/** @throws FaultError `model-damaged` when the runtime cannot open the model or it does not do what its card says. */
export async function createOnnxEmbedder(options: EmbedderOptions): Promise<FaceEmbedder> {
  const { card } = options;
  const { session, threads } = await openSession(options.model, options);
  const embed = async (crops: readonly Pixels[]): Promise<readonly Float32Array[]> => {
    const views = card.isMirrorAveraged ? crops.flatMap((crop) => [crop, mirror(crop)]) : crops;
    const viewsPerCrop = card.isMirrorAveraged ? 2 : 1;
    const rows = await run(session, card, views);
    return crops.map((_, index) => {
      const own = rows.slice(index * viewsPerCrop, (index + 1) * viewsPerCrop);
      const mean = meanEmbedding(card.output.isNormalized ? own.map(toUnitLength) : own);
      return card.output.isNormalized ? toUnitLength(mean) : mean;
    });
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
  { input, output, preprocessing }: EmbedderCard,
  views: readonly Pixels[],
): Promise<readonly Float32Array[]> {
  const { width, height, layout } = input;
  const shape = layout === 'NCHW' ? [3, height, width] : [height, width, 3];
  const rows: Float32Array[] = [];
  // One view a run: networks that other people exported often have a batch of exactly one.
  for (const view of views) {
    const tensor = new ort.Tensor('float32', toTensorData([view], input, preprocessing), [1, ...shape]);
    const result = (await session.run({ [input.name]: tensor }))[output.name];
    if (!(result?.data instanceof Float32Array) || result.data.length !== output.dimension) {
      throw new FaultError('model-damaged', 'output does not fit the card');
    }
    const row = Float32Array.from(result.data);
    if (!isFiniteEmbedding(row, output.dimension))
      throw new FaultError('model-damaged', 'output is not finite');
    rows.push(row);
  }
  return rows;
}
