/** @file From the pixels of face crops to the numbers that a network was trained on. */
import type { Pixels } from './pixels.ts';

/** `mean-and-scale`: `(x - mean[channel]) * scale` on 0..255, channels in the network's order. */
export type Preprocessing =
  | { readonly kind: 'mean-and-scale'; readonly mean: readonly number[]; readonly scale: number }
  | { readonly kind: 'prewhitening' };

export interface TensorLayout {
  readonly layout: 'NCHW' | 'NHWC';
  readonly colorOrder: 'RGB' | 'BGR';
}

/** Byte of a pixel for the network's first, second and third channel. */
const CHANNELS = { RGB: [0, 1, 2], BGR: [2, 1, 0] } as const;

/**
 * All crops, which have one size, as float32 `[n, 3, height, width]` or `[n, height, width, 3]`.
 */
export function toTensorData(
  crops: readonly Pixels[],
  { layout, colorOrder }: TensorLayout,
  preprocessing: Preprocessing,
): Float32Array {
  const plane = (crops[0]?.width ?? 0) * (crops[0]?.height ?? 0);
  const values = new Float32Array(crops.length * 3 * plane);
  const [pixelStep, channelStep] = layout === 'NCHW' ? [1, plane] : [3, 1];
  for (const [index, { data }] of crops.entries()) {
    const whitening = preprocessing.kind === 'prewhitening' ? whiteningOf(data) : undefined;
    for (const [channel, byte] of CHANNELS[colorOrder].entries()) {
      const mean = whitening?.mean ?? meanOf(preprocessing, channel);
      const scale = whitening?.scale ?? (preprocessing.kind === 'mean-and-scale' ? preprocessing.scale : 1);
      let at = index * 3 * plane + channel * channelStep;
      for (let i = 0; i < plane; i++) {
        values[at] = ((data[i * 4 + byte] ?? 0) - mean) * scale;
        at += pixelStep;
      }
    }
  }
  return values;
}

function meanOf(preprocessing: Preprocessing, channel: number): number {
  return preprocessing.kind === 'mean-and-scale' ? (preprocessing.mean[channel] ?? 0) : 0;
}

/**
 * FaceNet's prewhitening: one mean and one standard deviation over all three channels of the crop; the deviation counts as
 * at least 1/sqrt(n), n the number of values, so that a crop of one colour does not divide by zero.
 * Source: https://github.com/davidsandberg/facenet `src/facenet.py`, `prewhiten`.
 */
function whiteningOf(data: Uint8ClampedArray): { mean: number; scale: number } {
  const count = (data.length / 4) * 3;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < data.length; i += 4) {
    for (let channel = 0; channel < 3; channel++) {
      const value = data[i + channel] ?? 0;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return { mean, scale: 1 / Math.max(deviation, 1 / Math.sqrt(count)) };
}
