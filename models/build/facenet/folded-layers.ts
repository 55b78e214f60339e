/**
 * @file FaceNet's layers with batch norm and residual scale folded in: what the graph is built from, whatever file the
 * weights came in.
 */
import type { FoldedConvolution } from '../fold-scale.ts';
import type { WeightTensor } from '../quantized-weights.ts';
import { BOTTLENECK, FACENET_STAGES, batchNormOf } from './architecture.ts';
import type { TensorName } from './expected-layers.ts';
import { foldBatchNorm, foldResidualScale } from './fold-batch-norm.ts';

/** Gives a tensor of a layer as training left it; the file has been checked, so it is there. */
export type TakeTensor = (layer: string, tensor: TensorName) => WeightTensor;

/** Gives a layer to run as it is; the last matrix is a convolution of one row and one column. */
export type TakeLayer = (layer: string) => FoldedConvolution;

/**
 * Folds the layers of a Keras file.
 * @throws {Error} from the returned function, when a tensor has a shape that does not belong to the others.
 */
export function foldLayers(take: TakeTensor): TakeLayer {
  const scales = new Map(
    FACENET_STAGES.flatMap((stage) =>
      stage.kind === 'residual' ? [[stage.expansion.name, stage.scale] as const] : [],
    ),
  );
  return (layer) => {
    const kernel = take(layer, 'kernel');
    const scale = scales.get(layer);
    if (scale !== undefined) return foldResidualScale(kernel, take(layer, 'bias'), scale);
    const norm = batchNormOf(layer);
    return foldBatchNorm(
      layer === BOTTLENECK ? { shape: [1, 1, ...kernel.shape], values: kernel.values } : kernel,
      {
        beta: take(norm, 'beta'),
        movingMean: take(norm, 'moving_mean'),
        movingVariance: take(norm, 'moving_variance'),
      },
    );
  };
}
