/**
 * @file Convolutions of whole numbers as steps on pictures: each is made once, with its weights in place, and runs for every
 * face. All of them read a `WholePicture` and write float32, also into some channels of a larger picture.
 */
import type { Step } from './convolutions.ts';
import type { KernelModule } from './kernel-module.ts';
import {
  toTilePairs,
  toWindowPairs,
  WIDE_PANEL,
  type WholePanels,
  type WindowFilters,
} from './whole-filters.ts';
import { NO_BORDER, type Border, type FloatPicture, type WholePicture } from './whole-picture.ts';

/** Where windows lie. Their filters may be placed by another instance, so nothing here comes from weights. */
export interface Window {
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  /** Whether the output is as large as the input; otherwise no window reaches beyond the picture. */
  readonly isPadded: boolean;
}

/** What happens to the sums: what the output holds is added, and what is below zero becomes zero. */
export interface Finish {
  readonly isAdded: boolean;
  readonly isRectified: boolean;
}

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
const WHOLE_BYTES = Int16Array.BYTES_PER_ELEMENT;
/** Outputs of one side of a tile, and products of it. */
const TILE = 2;
const PLACES = 16;
/** Bytes between the two transforms at once, so that they and the weights stay in a cache of the second level. */
const SPARE_BYTES = 384 * 1024;

/** Memory for what lies between the steps of a convolution, one after the other for all of a network. */
export interface TileSpare {
  readonly start: number;
}

export function allocateTileSpare(module: KernelModule): TileSpare {
  return { start: module.allocate(SPARE_BYTES / FLOAT_BYTES) };
}

export function sizeAfter(size: number, { rows, stride, isPadded }: Window): number {
  return isPadded ? size : Math.floor((size - rows) / stride) + 1;
}

/** Whether products of tiles are fewer than those of windows: of 3x3 and every pixel 16 instead of 36. */
export function hasTiles({ rows, columns, stride }: Window): boolean {
  return rows === 3 && columns === 3 && stride === 1;
}

/** What the input needs around it. */
export function borderOf({ rows, columns, isPadded }: Window): Border {
  return isPadded ? { rows: (rows - 1) / 2, columns: (columns - 1) / 2 } : NO_BORDER;
}

/** The first window's upper left pixel. */
function cornerOf(window: Window, { start, rowStep, pixelStep }: WholePicture): number {
  const { rows, columns } = borderOf(window);
  return start - rows * rowStep - columns * pixelStep;
}

interface Placed {
  readonly values: number;
  readonly steps: number;
  readonly bias: number;
}

function place(module: KernelModule, make: () => WholePanels, bias: () => Float32Array): Placed {
  // Whichever is placed first makes both; where another instance has placed them, nobody does.
  let made: WholePanels | undefined;
  const panels = (): WholePanels => (made ??= make());
  const values = module.place(() => panels().values);
  const steps = module.place(() => panels().steps);
  return { values, steps, bias: module.place(bias) };
}

/** `output = convolution(input)`, window by window. @param filters are not read where another instance has placed them */
export function convolveWindows(
  module: KernelModule,
  filters: () => WindowFilters,
  window: Window,
  input: WholePicture,
  output: FloatPicture,
  { isAdded, isRectified }: Finish,
): Step {
  const { multiplyPairs } = module.functions;
  const { rows, columns, stride } = window;
  const { channels, pixelStep, rowStep } = input;
  const { values, steps, bias } = place(
    module,
    () => toWindowPairs(filters(), channels),
    () => filters().bias,
  );
  const first = cornerOf(window, input);
  const panelStep = rows * columns * channels * WIDE_PANEL * WHOLE_BYTES;
  return () => {
    multiplyPairs(
      first,
      stride * pixelStep,
      stride * rowStep,
      output.size,
      output.size ** 2,
      rows,
      rowStep,
      columns * pixelStep,
      values,
      panelStep,
      steps,
      bias,
      input.step,
      output.channels,
      isAdded,
      isRectified,
      output.start,
      output.pixelStep,
    );
  };
}

/**
 * `output = max(0, convolution(input))` of 3x3, by Winograd's tiles of 2x2 outputs: see `assembly/winograd-two.ts`. Tiles at
 * the end of an odd picture read whatever lies beyond it. It counts in outputs only that are left out.
 */
export function convolveTiles(
  module: KernelModule,
  filters: () => WindowFilters,
  window: Window,
  input: WholePicture,
  output: FloatPicture,
  spare: TileSpare,
): Step {
  const { wholeTilesToProductsTwo, multiplyPairs, productsToTilesTwo } = module.functions;
  const { channels, pixelStep, rowStep } = input;
  const { values, steps, bias } = place(
    module,
    () => toTilePairs(filters()),
    () => filters().bias,
  );
  const none = module.allocate(output.channels);
  const first = cornerOf(window, input);
  const tilesAcross = Math.ceil(output.size / TILE);
  const sumStep = output.channels * FLOAT_BYTES;
  const placeBytes = channels * output.channels * WHOLE_BYTES;
  const rowBytes = PLACES * tilesAcross * (pixelStep + sumStep);
  const rowsAtOnce = Math.floor(SPARE_BYTES / rowBytes);
  if (rowsAtOnce < 1) throw new Error('a row of tiles does not fit');
  const convolveRows = (from: number, end: number): void => {
    const tiles = (end - from) * tilesAcross;
    const [productPlane, sumPlane] = [tiles * pixelStep, tiles * sumStep];
    const sums = spare.start + PLACES * productPlane;
    for (let row = from; row < end; row++) {
      const to = spare.start + (row - from) * tilesAcross * pixelStep;
      wholeTilesToProductsTwo(first + row * TILE * rowStep, rowStep, channels, tilesAcross, to, productPlane);
    }
    for (let place = 0; place < PLACES; place++) {
      multiplyPairs(
        spare.start + place * productPlane,
        pixelStep,
        productPlane,
        tiles,
        tiles,
        1,
        0,
        pixelStep,
        values + place * placeBytes,
        channels * WIDE_PANEL * WHOLE_BYTES,
        steps + place * sumStep,
        none,
        input.step,
        output.channels,
        false,
        false,
        sums + place * sumPlane,
        sumStep,
      );
    }
    for (let row = from; row < end; row++) {
      productsToTilesTwo(
        sums + (row - from) * tilesAcross * sumStep,
        sumPlane,
        output.channels,
        tilesAcross,
        bias,
        false,
        output.start + row * TILE * output.size * output.pixelStep,
        output.size * output.pixelStep,
        Math.min(TILE, output.size - row * TILE),
        output.size,
        output.pixelStep,
      );
    }
  };
  return () => {
    for (let row = 0; row < tilesAcross; row += rowsAtOnce) {
      convolveRows(row, Math.min(row + rowsAtOnce, tilesAcross));
    }
  };
}

/** Maxima of 3x3 windows, two pixels apart, none beyond the picture. @param input whole: no part of its channels */
export function poolMaxima(module: KernelModule, input: FloatPicture, output: FloatPicture): Step {
  const { maximaOfThree } = module.functions;
  const rowStep = input.size * input.pixelStep;
  return () => {
    for (let row = 0; row < output.size; row++) {
      const to = output.start + row * output.size * output.pixelStep;
      maximaOfThree(
        input.start + 2 * row * rowStep,
        rowStep,
        input.channels,
        output.size,
        to,
        output.pixelStep,
      );
    }
  };
}
