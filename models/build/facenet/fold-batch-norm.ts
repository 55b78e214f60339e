/**
 * @file Batch norm and the residual scale as one factor and one summand per output channel, which `foldScale` then moves
 * into the convolution before them.
 */
import type { WeightTensor } from '../quantized-weights.ts';
import { foldScale, type FoldedConvolution } from '../fold-scale.ts';
import { BATCH_NORM_EPSILON } from './architecture.ts';

/** The trained parts of a batch norm without factor (`scale=False`), one value per channel. */
export interface BatchNorm {
  readonly beta: WeightTensor;
  readonly movingMean: WeightTensor;
  readonly movingVariance: WeightTensor;
}

/**
 * `(filters * x - mean) / sqrt(variance + epsilon) + beta` as one convolution with a bias.
 * Source: Ioffe & Szegedy 2015 (arXiv 1502.03167), algorithm 2; Keras `BatchNormalization`.
 * @throws {Error} when the shapes do not belong together.
 */
export function foldBatchNorm(filters: WeightTensor, norm: BatchNorm): FoldedConvolution {
  const { beta, movingMean, movingVariance } = norm;
  const factors = movingVariance.values.map((variance) => 1 / Math.sqrt(variance + BATCH_NORM_EPSILON));
  const bias = movingMean.values.map((mean) => -mean);
  return foldScale({
    filters,
    bias: { shape: movingMean.shape, values: bias },
    factors: { shape: movingVariance.shape, values: factors },
    summands: beta,
  });
}

/**
 * `scale * (filters * x + bias)` as one convolution.
 * @throws {Error} when the shapes do not belong together.
 */
export function foldResidualScale(
  filters: WeightTensor,
  bias: WeightTensor,
  scale: number,
): FoldedConvolution {
  const constant = (value: number) => ({
    shape: bias.shape,
    values: new Float32Array(bias.values.length).fill(value),
  });
  return foldScale({ filters, bias, factors: constant(scale), summands: constant(0) });
}
