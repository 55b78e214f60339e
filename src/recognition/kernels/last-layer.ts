/** @file The end of Inception-ResNet-v1: from its last picture to the embedding, in float32. */
import { toPanels } from './filters.ts';
import type { InceptionResnetWeights } from './inception-resnet-layers.ts';
import { LAST_CHANNELS } from './inception-resnet-stages.ts';
import type { KernelModule } from './kernel-module.ts';
import type { FloatPicture } from './whole-picture.ts';

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * The mean over the picture, then the last matrix.
 *
 * @param weights missing where another instance has placed them
 * @returns what gives the embedding of the picture as it then is
 */
export function embedPicture(
  module: KernelModule,
  picture: FloatPicture,
  weights: InceptionResnetWeights | undefined,
): () => Float32Array {
  const { last, lastBias } = weights ?? {};
  // Placed as weights are: an instance that has none reads it from the memory of the first.
  const dimensions = module.place(() => Float32Array.of(lastBias?.length ?? 0));
  const dimension = module.view(dimensions, 1)[0] ?? 0;
  const matrix = module.place(() =>
    toPanels(LAST_CHANNELS, dimension, (row, column) => last?.values[column * LAST_CHANNELS + row] ?? 0),
  );
  const bias = module.place(() => lastBias ?? new Float32Array());
  const [mean, output] = [module.allocate(LAST_CHANNELS), module.allocate(dimension)];
  const { multiply } = module.functions;
  const pixels = picture.size ** 2;
  const [depthBytes, outputBytes] = [LAST_CHANNELS * FLOAT_BYTES, dimension * FLOAT_BYTES];
  return () => {
    const all = module.view(picture.start, pixels * LAST_CHANNELS);
    const means = module.view(mean, LAST_CHANNELS).fill(0);
    for (const [at, value] of all.entries()) {
      const channel = at % LAST_CHANNELS;
      means[channel] = (means[channel] ?? 0) + value / pixels;
    }
    multiply(mean, depthBytes, 1, matrix, bias, LAST_CHANNELS, dimension, false, output, outputBytes);
    return module.view(output, dimension).slice();
  };
}
