/**
 * @file The steps of MediaPipe's face mesh on pictures in panels: residual blocks that filter within channels
 * first and mix them after that, and the convolutions at both ends.
 */
import type { Step } from './convolutions.ts';
import type { Block } from './face-mesh-layers.ts';
import { toPanels, toWindowPanels } from './filters.ts';
import type { KernelModule } from './kernel-module.ts';
import {
  partOf,
  place,
  placeWithinChannels,
  pointwise,
  type ConvolutionWeights,
  type Placed,
} from './panel-convolutions.ts';
import { PANEL, panelOf, type PanelPicture } from './panel-picture.ts';
import { rowOf, type Picture } from './picture.ts';

const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;
const PIXEL_BYTES = PANEL * NUMBER_BYTES;
const COLORS = 3;
const TAPS = 9;

/** Memory that one step after the other writes to. Nothing in it outlasts a step. */
export interface BlockSpare {
  /** As large as a picture at the size of the step. */
  readonly filtered: PanelPicture;
  /** As long as a row of a panel. */
  readonly zeros: number;
}

/**
 * `output = prelu(convolution(input))`, 3x3, of every second pixel.
 *
 * @param input with a border of one on the right and below
 */
export function halveColors(
  module: KernelModule,
  weights: ConvolutionWeights,
  input: Picture,
  output: PanelPicture,
): Step {
  const { convolveColors } = module.functions;
  const { values, bias: outputs } = weights;
  const filters = { outputs: outputs.length, inputs: COLORS, size: 3, values };
  const placed = place(module, weights, () => toWindowPanels(filters));
  return () => {
    for (let panel = 0; panel < output.channels / PANEL; panel++) {
      const { values, bias, slopes } = partOf(placed, panel, TAPS * COLORS);
      const to = panelOf(output, panel);
      convolveColors(rowOf(input, 0), input.rowStep, output.size, values, bias, slopes, to);
    }
  };
}

/** `picture = prelu(picture + mix(within(picture)))`. */
export function residualBlock(
  module: KernelModule,
  { within, mix }: Block,
  picture: PanelPicture,
  { filtered, zeros }: BlockSpare,
): Step {
  const { filterPanel } = module.functions;
  const { size, channels } = picture;
  const placed = placeWithinChannels(module, within, channels, TAPS);
  const add = pointwise(module, mix, filtered, picture, true);
  return () => {
    for (let panel = 0; panel < channels / PANEL; panel++) {
      const { values, bias, slopes } = partOf(placed, panel, TAPS);
      const to = panelOf(filtered, panel);
      filterPanel(panelOf(picture, panel), size, 1, values, bias, slopes, zeros, to);
    }
    add();
  };
}

/**
 * `output = prelu(maxima(input) + mix(within(input)))`, half as large. There are no maxima of channels that
 * the input lacks.
 */
export function halvingBlock(
  module: KernelModule,
  { within, mix }: Block,
  input: PanelPicture,
  output: PanelPicture,
  { filtered, zeros }: BlockSpare,
): Step {
  const { halvePanel, multiplyPanels } = module.functions;
  const placed = placeWithinChannels(module, within, input.channels, TAPS);
  const mixing = placeMixing(module, mix, input.channels);
  const known = input.channels / PANEL;
  const mixPanels = (first: number, end: number, isAdded: boolean): void => {
    const { values, bias, slopes } = partOf(mixing, first, input.channels);
    multiplyPanels(
      filtered.start,
      filtered.panelStep,
      output.size ** 2,
      values,
      bias,
      slopes,
      input.channels,
      (end - first) * PANEL,
      isAdded,
      panelOf(output, first),
      output.panelStep,
    );
  };
  return () => {
    for (let panel = 0; panel < known; panel++) {
      const { values, bias } = partOf(placed, panel, TAPS);
      const [from, to] = [panelOf(input, panel), panelOf(filtered, panel)];
      halvePanel(from, input.size, values, bias, zeros, to, panelOf(output, panel));
    }
    mixPanels(0, known, true);
    mixPanels(known, output.channels / PANEL, false);
  };
}

function placeMixing(module: KernelModule, weights: ConvolutionWeights, inputs: number): Placed {
  const { values, bias } = weights;
  return place(module, weights, () =>
    toPanels(inputs, bias.length, (row, output) => values[output * inputs + row] ?? Number.NaN),
  );
}

/** A convolution as large as the picture: one number for each output. @returns where they will be */
export function weighAll(
  module: KernelModule,
  { values, bias }: ConvolutionWeights,
  input: PanelPicture,
): { readonly run: Step; readonly output: number } {
  const { multiplyPanels } = module.functions;
  const pixels = input.size ** 2;
  const depth = input.channels * pixels;
  const outputs = Math.ceil(bias.length / PANEL) * PANEL;
  const panelNumbers = pixels * PANEL;
  const isReal = (output: number): boolean => output < bias.length;
  // The picture as one pixel of many channels: panel by panel, and in each pixel by pixel.
  const placeOf = (row: number): number => {
    const panel = Math.floor(row / panelNumbers);
    const pixel = Math.floor((row % panelNumbers) / PANEL);
    return (panel * PANEL + (row % PANEL)) * pixels + pixel;
  };
  const placed = {
    values: module.place(() =>
      toPanels(depth, outputs, (row, output) =>
        isReal(output) ? (values[output * depth + placeOf(row)] ?? Number.NaN) : 0,
      ),
    ),
    bias: module.place(() => padded(bias, outputs, 0)),
    slopes: module.place(() => new Float32Array(outputs).fill(1)),
  };
  // And room for the three pixels more of a tile.
  const [flat, output] = [module.allocate(depth + 3 * PANEL), module.allocate(outputs + 3 * PANEL)];
  const run = (): void => {
    for (let panel = 0; panel < input.channels / PANEL; panel++) {
      const from = module.view(panelOf(input, panel), panelNumbers);
      module.view(flat + panel * panelNumbers * NUMBER_BYTES, panelNumbers).set(from);
    }
    // What the last three pixels of a tile come to, the next panel writes over.
    const { values, bias, slopes } = placed;
    multiplyPanels(flat, PIXEL_BYTES, 1, values, bias, slopes, depth, outputs, false, output, PIXEL_BYTES);
  };
  return { run, output };
}

function padded(numbers: Float32Array, count: number, rest: number): Float32Array {
  const result = new Float32Array(count).fill(rest);
  result.set(numbers);
  return result;
}
