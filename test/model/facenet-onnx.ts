/**
 * @file Runs a converted FaceNet in ONNX Runtime, fed by the product's own preprocessing and with its session options.
 */
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import { toTensorData } from '../../src/core/image/preprocess.ts';
import type { Pixels } from '../../src/core/image/pixels.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';

/** Gives one embedding per crop, as the network gives it, and the median of the running times. */
export async function embedWithOnnx(
  modelFile: string,
  { input, output, preprocessing }: EmbedderCard,
  crops: readonly Pixels[],
): Promise<{ readonly embeddings: Float32Array[]; readonly medianMs: number }> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(new Uint8Array(await readFile(modelFile)), {
    executionProviders: ['wasm'],
    extra: { session: { disable_quant_qdq: '1' } },
  });
  try {
    const embeddings: Float32Array[] = [];
    const times: number[] = [];
    for (const crop of crops) {
      const data = toTensorData([crop], input, preprocessing);
      const tensor = new ort.Tensor('float32', data, [1, 3, input.height, input.width]);
      const startedAt = performance.now();
      const result = (await session.run({ [input.name]: tensor }))[output.name];
      times.push(performance.now() - startedAt);
      if (!(result?.data instanceof Float32Array))
        throw new Error(`the network has no output ${output.name}`);
      embeddings.push(Float32Array.from(result.data));
    }
    return { embeddings, medianMs: times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN };
  } finally {
    await session.release();
  }
}
