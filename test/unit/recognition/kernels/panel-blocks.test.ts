/** @file The steps of the face mesh are what their definitions say, with the padding of TensorFlow Lite. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Block } from '../../../../src/recognition/kernels/face-mesh-layers.ts';
import type { KernelModule } from '../../../../src/recognition/kernels/kernel-module.ts';
import {
  halveColors,
  halvingBlock,
  residualBlock,
  weighAll,
} from '../../../../src/recognition/kernels/panel-blocks.ts';
import type { ConvolutionWeights } from '../../../../src/recognition/kernels/panel-convolutions.ts';
import {
  PANEL,
  allocatePanelPicture,
  panelOf,
  type PanelPicture,
} from '../../../../src/recognition/kernels/panel-picture.ts';
import { allocatePicture } from '../../../../src/recognition/kernels/picture.ts';
import {
  at,
  differenceOf,
  openTestKernels,
  randomNumbers,
  randomValues,
  randomWeights,
  write,
  type Values,
} from './kernel-fixtures.ts';

/** Sums of up to 300 numbers near 1, in float32 and another order. */
const ROUNDING = 2e-5;

let module: KernelModule;

beforeEach(async () => {
  module = await openTestKernels();
}, 60_000);

function weightsOf(outputs: number, inputs: number, size: number, seed: number): ConvolutionWeights {
  return { ...randomWeights(outputs, inputs, size, seed), slopes: randomNumbers(outputs, seed + 2) };
}

/** What follows a filter within channels is no PReLU. */
function blockOf(inputs: number, outputs: number, seed: number): Block {
  const within = { ...weightsOf(inputs, 1, 3, seed), slopes: new Float32Array(inputs).fill(1) };
  return { within, mix: weightsOf(outputs, inputs, 1, seed + 10) };
}

function allocate(size: number, channels: number): PanelPicture {
  const picture = allocatePanelPicture(module, size, channels);
  // As if something had been there before.
  module.view(picture.start, (picture.panelStep / 4) * (channels / PANEL)).fill(9);
  return picture;
}

function spareOf(size: number, channels: number) {
  return { filtered: allocate(size, channels), zeros: module.allocate(64 * PANEL) };
}

function place(picture: PanelPicture, { size, channels, data }: Values): void {
  for (const [index, value] of data.entries()) {
    const [pixel, channel] = [Math.floor(index / channels), index % channels];
    const panel = module.view(panelOf(picture, Math.floor(channel / PANEL)), size ** 2 * PANEL);
    panel[pixel * PANEL + (channel % PANEL)] = value;
  }
}

function valuesOf(picture: PanelPicture): Values {
  const { size, channels } = picture;
  const data = new Float32Array(size ** 2 * channels).map((_, index) => {
    const [pixel, channel] = [Math.floor(index / channels), index % channels];
    const panel = module.view(panelOf(picture, Math.floor(channel / PANEL)), size ** 2 * PANEL);
    return panel[pixel * PANEL + (channel % PANEL)] ?? Number.NaN;
  });
  return { size, channels, data };
}

function makeValues(
  size: number,
  channels: number,
  valueAt: (y: number, x: number, channel: number) => number,
): Values {
  const data = new Float32Array(size ** 2 * channels).map((_, index) => {
    const pixel = Math.floor(index / channels);
    return valueAt(Math.floor(pixel / size), pixel % size, index % channels);
  });
  return { size, channels, data };
}

/** 3x3 windows that begin `before` pixels before each, or each second, pixel. */
function slide(
  input: Values,
  weights: ConvolutionWeights,
  { stride, before }: { readonly stride: 1 | 2; readonly before: 0 | 1 },
): Values {
  const { values, bias } = weights;
  const isWithin = values.length === bias.length * 9;
  return makeValues(input.size / stride, bias.length, (y, x, output) => {
    let sum = bias[output] ?? Number.NaN;
    const inputs = isWithin ? [output] : Array.from({ length: input.channels }, (_, one) => one);
    for (const [place, channel] of inputs.entries()) {
      for (let tap = 0; tap < 9; tap++) {
        const [row, column] = [y * stride - before + Math.floor(tap / 3), x * stride - before + (tap % 3)];
        const weight = values[(output * inputs.length + place) * 9 + tap] ?? Number.NaN;
        sum += at(input, row, column, channel) * weight;
      }
    }
    return sum;
  });
}

function mixed(input: Values, { values, bias }: ConvolutionWeights): Values {
  return makeValues(input.size, bias.length, (y, x, output) =>
    Array.from(
      { length: input.channels },
      (_, channel) => at(input, y, x, channel) * (values[output * input.channels + channel] ?? Number.NaN),
    ).reduce((sum, one) => sum + one, bias[output] ?? Number.NaN),
  );
}

function maximaOf(input: Values): Values {
  const corners = [0, 1].flatMap((row) => [0, 1].map((column) => [row, column] as const));
  return makeValues(input.size / 2, input.channels, (y, x, channel) =>
    Math.max(...corners.map(([row, column]) => at(input, 2 * y + row, 2 * x + column, channel))),
  );
}

/** Channels that `two` lacks count as zero. */
function added(one: Values, two: Values): Values {
  return makeValues(one.size, one.channels, (y, x, channel) => {
    const other = channel < two.channels ? at(two, y, x, channel) : 0;
    return at(one, y, x, channel) + other;
  });
}

function activated(values: Values, { slopes }: ConvolutionWeights): Values {
  return makeValues(values.size, values.channels, (y, x, channel) => {
    const value = at(values, y, x, channel);
    return value > 0 ? value : value * (slopes[channel] ?? Number.NaN);
  });
}

test.for([[24], [16], [8]] as const)('colors of %i pixels to half the size', ([size]) => {
  const input = randomValues(size, 3, 1);
  const weights = weightsOf(16, 3, 3, 2);
  const picture = allocatePicture(module, size, 3, 0, 1);
  const output = allocate(size / 2, 16);
  write(module, picture, input);
  halveColors(module, weights, picture, output)();
  const expected = activated(slide(input, weights, { stride: 2, before: 0 }), weights);
  expect(differenceOf(valuesOf(output), expected)).toBeLessThan(ROUNDING);
});

test.for([
  [12, 16],
  [6, 24],
  [3, 8],
] as const)('a residual block of %i pixels and %i channels', ([size, channels]) => {
  const input = randomValues(size, channels, 3);
  const block = blockOf(channels, channels, 4);
  const picture = allocate(size, channels);
  place(picture, input);
  residualBlock(module, block, picture, spareOf(size, channels))();
  const sum = added(mixed(slide(input, block.within, { stride: 1, before: 1 }), block.mix), input);
  expect(differenceOf(valuesOf(picture), activated(sum, block.mix))).toBeLessThan(ROUNDING);
});

describe('a halving block', () => {
  test.for([
    [12, 16, 16],
    [12, 16, 32],
    [6, 8, 24],
    [2, 8, 8],
  ] as const)('of %i pixels, from %i to %i channels', ([size, inputs, outputs]) => {
    const input = randomValues(size, inputs, 5);
    const block = blockOf(inputs, outputs, 6);
    const [picture, output] = [allocate(size, inputs), allocate(size / 2, outputs)];
    place(picture, input);
    const step = halvingBlock(module, block, picture, output, spareOf(size / 2, inputs));
    const filtered = mixed(slide(input, block.within, { stride: 2, before: 0 }), block.mix);
    const expected = activated(added(filtered, maximaOf(input)), block.mix);
    // The second face finds what the first one has left.
    for (let face = 0; face < 2; face++) {
      step();
      expect(differenceOf(valuesOf(output), expected)).toBeLessThan(ROUNDING);
    }
  });
});

test.for([1, 8, 21] as const)('%i numbers of a whole picture', (outputs) => {
  const input = randomValues(3, 16, 7);
  const weights = weightsOf(outputs, 16, 3, 8);
  const picture = allocate(3, 16);
  place(picture, input);
  const { run, output } = weighAll(module, weights, picture);
  run();
  // A window as large as the picture, which begins at its corner.
  const whole = slide({ ...input, size: 3 }, weights, { stride: 1, before: 0 });
  const expected = whole.data.subarray(0, outputs);
  for (const [index, value] of module.view(output, outputs).entries()) {
    expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 4);
  }
});
