/**
 * @file Convolutions as steps on pictures in panels: each is made once, with its weights in place, and runs
 * for every face. All of them end with PReLU; slopes of one leave what they get as it is.
 */
import type { Step } from './convolutions.ts';
import { toPanels, toWindowPanels } from './filters.ts';
import type { KernelModule } from './kernel-module.ts';
import { PANEL, panelOf, type PanelPicture } from './panel-picture.ts';
import { rowOf, type Picture } from './picture.ts';

/** Of one convolution, as ONNX stores it. Not read where another instance has placed the weights. */
export interface ConvolutionWeights {
  /** Of one output: 1 where it has a channel to itself. */
  readonly inputs: number;
  /** `[outputs, inputs, size, size]` */
  readonly values: Float32Array;
  /** `[outputs]` */
  readonly bias: Float32Array;
  /** `[outputs]`, of PReLU */
  readonly slopes: Float32Array;
}

/** Addresses. */
export interface Placed {
  readonly values: number;
  readonly bias: number;
  readonly slopes: number;
}

const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;
const COLORS = 3;
const TAPS = 9;

export function place(
  module: KernelModule,
  { bias, slopes }: ConvolutionWeights,
  values: () => Float32Array,
): Placed {
  return { values: module.place(values), bias: module.place(() => bias), slopes: module.place(() => slopes) };
}

/** @param taps weights of one channel */
export function placeWithinChannels(
  module: KernelModule,
  weights: ConvolutionWeights,
  channels: number,
  taps: number,
): Placed {
  const { values } = weights;
  return place(module, weights, () =>
    toPanels(taps, channels, (tap, channel) => values[channel * taps + tap] ?? Number.NaN),
  );
}

/** Those of one panel. @param rows numbers for one channel */
export function partOf({ values, bias, slopes }: Placed, panel: number, rows: number): Placed {
  const first = panel * PANEL * NUMBER_BYTES;
  return { values: values + first * rows, bias: bias + first, slopes: slopes + first };
}

/** A 1x1 convolution of one panel of outputs after the other. */
type PanelStep = (panel: number, to: number) => void;

function pointwisePanel(
  module: KernelModule,
  weights: ConvolutionWeights,
  input: PanelPicture,
  outputs: number,
): PanelStep {
  const { multiplyPanels } = module.functions;
  const inputs = input.channels;
  const placed = place(module, weights, () =>
    toPanels(inputs, outputs, (row, output) => weights.values[output * inputs + row] ?? Number.NaN),
  );
  const pixels = input.size ** 2;
  return (panel, to) => {
    const { values, bias, slopes } = partOf(placed, panel, inputs);
    multiplyPanels(input.start, input.panelStep, pixels, values, bias, slopes, inputs, PANEL, false, to, 0);
  };
}

/** `output = convolution(input)`, 1x1, or `convolution(input) + output` when `isAdded`. */
export function pointwise(
  module: KernelModule,
  weights: ConvolutionWeights,
  input: PanelPicture,
  output: PanelPicture,
  isAdded: boolean,
): Step {
  const { multiplyPanels } = module.functions;
  const { channels: inputs, start, panelStep, size } = input;
  const { values, bias, slopes } = place(module, weights, () =>
    toPanels(inputs, output.channels, (row, column) => weights.values[column * inputs + row] ?? Number.NaN),
  );
  return () => {
    multiplyPanels(
      start,
      panelStep,
      size ** 2,
      values,
      bias,
      slopes,
      inputs,
      output.channels,
      isAdded,
      output.start,
      output.panelStep,
    );
  };
}

/**
 * `output = within(wide(input))`: 1x1, then 3x3 within each channel with a border of one, panel by panel, so
 * that what lies between is a single panel and stays in the cache. The output is as large as the input, or
 * has half its sides.
 *
 * @param between one panel as large as the input
 * @param zeros as long as a row of a panel
 */
export function widen(
  module: KernelModule,
  weights: { readonly wide: ConvolutionWeights; readonly within: ConvolutionWeights },
  input: PanelPicture,
  output: PanelPicture,
  { between, zeros }: Spare,
): Step {
  const widenPanel = pointwisePanel(module, weights.wide, input, output.channels);
  return withinEach(module, weights.within, widenPanel, input.size, output, { between, zeros });
}

/** What the steps of a network write between two kernels. Nothing in it outlasts a step. */
export interface Spare {
  readonly between: number;
  readonly zeros: number;
}

/** @param size pixels of one side of the largest picture */
export function allocatePanelSpare(module: KernelModule, size: number): Spare {
  const between = module.allocate((size ** 2 + 3) * PANEL);
  return { between, zeros: module.allocate(size * PANEL) };
}

function withinEach(
  module: KernelModule,
  weights: ConvolutionWeights,
  makePanel: PanelStep,
  size: number,
  output: PanelPicture,
  { between, zeros }: Spare,
): Step {
  const { filterPanel } = module.functions;
  const placed = placeWithinChannels(module, weights, output.channels, TAPS);
  const stride = output.size === size ? 1 : 2;
  return () => {
    for (let panel = 0; panel < output.channels / PANEL; panel++) {
      makePanel(panel, between);
      const { values, bias, slopes } = partOf(placed, panel, TAPS);
      filterPanel(between, size, stride, values, bias, slopes, zeros, panelOf(output, panel));
    }
  };
}

/**
 * The first two convolutions: `output = within(colors(input))`, the first one 3x3 of every second pixel with
 * a border of one.
 *
 * @param input with a border of one on the left and above, twice as large as the output
 */
export function widenColors(
  module: KernelModule,
  weights: { readonly colors: ConvolutionWeights; readonly within: ConvolutionWeights },
  input: Picture,
  output: PanelPicture,
  spare: Spare,
): Step {
  const { convolveColors } = module.functions;
  const outputs = output.channels;
  const placed = place(module, weights.colors, () =>
    toWindowPanels({ outputs, inputs: COLORS, size: 3, values: weights.colors.values }),
  );
  const corner = rowOf(input, -1) - input.pixelStep;
  const makePanel: PanelStep = (panel, to) => {
    const { values, bias, slopes } = partOf(placed, panel, TAPS * COLORS);
    convolveColors(corner, input.rowStep, output.size, values, bias, slopes, to);
  };
  return withinEach(module, weights.within, makePanel, output.size, output, spare);
}

/** A convolution as large as the picture, within each channel. @param output one pixel */
export function weighWhole(
  module: KernelModule,
  weights: ConvolutionWeights,
  input: PanelPicture,
  output: PanelPicture,
): Step {
  const { weighPanel } = module.functions;
  const pixels = input.size ** 2;
  const placed = placeWithinChannels(module, weights, input.channels, pixels);
  return () => {
    for (let panel = 0; panel < input.channels / PANEL; panel++) {
      const { values, bias } = partOf(placed, panel, pixels);
      weighPanel(panelOf(input, panel), pixels, values, bias, panelOf(output, panel));
    }
  };
}
