/**
 * @file Pictures in panels, and convolutions within each channel as a definition reads: what the kernels are
 * held against.
 */
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import type { ConvolutionWeights } from '../../../../src/recognition/kernels/panel-convolutions.ts';
import {
  PANEL,
  allocatePanelPicture,
  panelOf,
  type PanelPicture,
} from '../../../../src/recognition/kernels/panel-picture.ts';
import { at, convolve, randomNumbers, type Values } from './kernel-fixtures.ts';

const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;

export function writePanels(
  module: KernelModule,
  picture: PanelPicture,
  { size, channels, data }: Values,
): void {
  for (let pixel = 0; pixel < size * size; pixel++) {
    for (let channel = 0; channel < channels; channel += PANEL) {
      const start = panelOf(picture, channel / PANEL) + pixel * PANEL * NUMBER_BYTES;
      module
        .view(start, PANEL)
        .set(data.subarray(pixel * channels + channel, pixel * channels + channel + PANEL));
    }
  }
}

export function placePanels(module: KernelModule, values: Values): PanelPicture {
  const picture = allocatePanelPicture(module, values.size, values.channels);
  writePanels(module, picture, values);
  return picture;
}

export function readPanels(module: KernelModule, picture: PanelPicture): Values {
  const { size, channels } = picture;
  const data = new Float32Array(size * size * channels);
  for (let pixel = 0; pixel < size * size; pixel++) {
    for (let channel = 0; channel < channels; channel += PANEL) {
      const start = panelOf(picture, channel / PANEL) + pixel * PANEL * NUMBER_BYTES;
      data.set(module.view(start, PANEL), pixel * channels + channel);
    }
  }
  return { size, channels, data };
}

/** Slopes from -1 to 1. @param inputs of one output */
export function randomConvolution(
  outputs: number,
  inputs: number,
  size: number,
  seed: number,
): ConvolutionWeights {
  const scale = Math.sqrt(3 / (inputs * size * size));
  return {
    inputs,
    values: randomNumbers(outputs * inputs * size * size, seed).map((value) => value * scale),
    bias: randomNumbers(outputs, seed + 1).map((value) => value / 4),
    slopes: randomNumbers(outputs, seed + 2),
  };
}

export function sloped({ size, channels, data }: Values, slopes: Float32Array): Values {
  const values = data.map((value, index) =>
    value < 0 ? value * (slopes[index % channels] ?? Number.NaN) : value,
  );
  return { size, channels, data: values };
}

/** A full convolution, without what PReLU makes of it. */
export function mixed(input: Values, { inputs, values, bias }: ConvolutionWeights, stride = 1): Values {
  const size = Math.round(Math.sqrt(values.length / (inputs * bias.length)));
  const weights = { outputs: bias.length, inputs, size, values, bias };
  return convolve(input, weights, stride, Math.floor(size / 2));
}

/** A convolution within each channel, with PReLU. */
export function filtered(
  input: Values,
  weights: ConvolutionWeights,
  stride: number,
  padding: number,
): Values {
  const { values, bias, slopes } = weights;
  const { channels } = input;
  const kernel = Math.round(Math.sqrt(values.length / channels));
  const size = Math.floor((input.size + 2 * padding - kernel) / stride) + 1;
  const data = new Float32Array(size * size * channels);
  for (let to = 0; to < data.length; to++) {
    const [pixel, channel] = [Math.floor(to / channels), to % channels];
    const [y, x] = [Math.floor(pixel / size) * stride - padding, (pixel % size) * stride - padding];
    let sum = bias[channel] ?? Number.NaN;
    for (let tap = 0; tap < kernel * kernel; tap++) {
      const weight = values[channel * kernel * kernel + tap] ?? Number.NaN;
      sum += at(input, y + Math.floor(tap / kernel), x + (tap % kernel), channel) * weight;
    }
    data[to] = sum;
  }
  return sloped({ size, channels, data }, slopes);
}
