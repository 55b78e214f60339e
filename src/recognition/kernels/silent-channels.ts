/**
 * @file Channels that add nothing. Weight decay has driven many channels of a trained network to 1e-7 and
 * below, to 1e-33 mostly; without them the products are smaller and the output is the same.
 */
import type { ConvolutionWeights } from './panel-convolutions.ts';

/**
 * What counts as zero. The largest weight of a channel is below 1e-5 or above 1e-3 in the network that this
 * was written for, whose output changes by less than its rounding.
 */
const LEAST = 1e-6;
/** Kernels work on so many channels at once. */
const MULTIPLE = 8;

/**
 * Takes channels away on both sides of every convolution within channels. As many stay as make a multiple of
 * eight.
 *
 * @param convolutions in the order in which they run; the one before and the one after a convolution within
 *   channels are full ones
 */
export function withoutSilentChannels(
  convolutions: readonly ConvolutionWeights[],
): readonly ConvolutionWeights[] {
  const result = [...convolutions];
  for (let index = 1; index < result.length - 1; index++) {
    const [before, within, after] = [result[index - 1], result[index], result[index + 1]];
    if (before === undefined || within?.inputs !== 1 || after === undefined) continue;
    const kept = keptChannels(before, within, after);
    result[index - 1] = withOutputs(before, kept);
    result[index] = withOutputs(within, kept);
    result[index + 1] = withInputs(after, kept);
  }
  return result;
}

function keptChannels(
  before: ConvolutionWeights,
  within: ConvolutionWeights,
  after: ConvolutionWeights,
): readonly number[] {
  const channels = within.bias.map((_, channel) => channel);
  const isSilent = (channel: number): boolean => {
    if (isZero(columnOf(after, channel))) return true;
    if (!isZero(within.bias.subarray(channel, channel + 1))) return false;
    const isAlwaysZero = isZero(rowOf(before, channel)) && isZero(before.bias.subarray(channel, channel + 1));
    return isAlwaysZero || isZero(rowOf(within, channel));
  };
  const silent = [...channels].filter(isSilent);
  const removed = new Set(silent.slice(silent.length % MULTIPLE));
  return [...channels].filter((channel) => !removed.has(channel));
}

function isZero(weights: Float32Array): boolean {
  return weights.every((weight) => Math.abs(weight) < LEAST);
}

function rowOf({ values, bias }: ConvolutionWeights, output: number): Float32Array {
  const length = values.length / bias.length;
  return values.subarray(output * length, (output + 1) * length);
}

/** Of a 1x1 convolution. */
function columnOf({ values, bias, inputs }: ConvolutionWeights, input: number): Float32Array {
  return bias.map((_, output) => values[output * inputs + input] ?? Number.NaN);
}

function withOutputs(weights: ConvolutionWeights, kept: readonly number[]): ConvolutionWeights {
  const { inputs, values, bias, slopes } = weights;
  const length = values.length / bias.length;
  return {
    inputs,
    values: Float32Array.from(
      kept.flatMap((output) => [...values.subarray(output * length, (output + 1) * length)]),
    ),
    bias: Float32Array.from(kept, (output) => bias[output] ?? Number.NaN),
    slopes: Float32Array.from(kept, (output) => slopes[output] ?? Number.NaN),
  };
}

function withInputs(weights: ConvolutionWeights, kept: readonly number[]): ConvolutionWeights {
  const { inputs, values, bias } = weights;
  const rows = [...bias.keys()].flatMap((output) =>
    kept.map((input) => values[output * inputs + input] ?? Number.NaN),
  );
  return { ...weights, inputs: kept.length, values: Float32Array.from(rows) };
}
