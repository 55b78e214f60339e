/** @file Convolutions as steps on pictures: each is made once, with its weights in place, and runs for every face. */
import { TRANSFORMS, toProductPanels, toWindowPanels, type Filters, type Transform } from './filters.ts';
import type { KernelModule } from './kernel-module.ts';
import { rowOf, type Picture } from './picture.ts';

export type Step = () => void;

/** Filters and what is added to each output channel. */
export interface Weights extends Filters {
  readonly bias: Float32Array;
}

const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * `output = max(0, convolution(input))` with a stride of two and no border: windows laid out as the rows of a matrix.
 */
export function stridedConvolution(
  module: KernelModule,
  weights: Weights,
  input: Picture,
  output: Picture,
): Step {
  const { layOutWindows, multiply } = module.functions;
  const panels = module.place(() => toWindowPanels(weights));
  const bias = module.place(() => weights.bias);
  const depth = weights.size ** 2 * weights.inputs;
  // And room for what the last one writes too much.
  const windows = module.allocate(output.size * depth + 4);
  return () => {
    for (let row = 0; row < output.size; row++) {
      layOutWindows(
        rowOf(input, 2 * row),
        input.rowStep,
        2 * input.pixelStep,
        weights.size * input.pixelStep,
        weights.size,
        output.size,
        windows,
      );
      multiply(
        windows,
        depth * NUMBER_BYTES,
        output.size,
        panels,
        bias,
        depth,
        weights.outputs,
        true,
        rowOf(output, row),
        output.pixelStep,
      );
    }
  };
}

/**
 * `output = max(0, convolution(input))` of 3x3 with a border of one, or `max(0, convolution(input) + output)` when `isAdded`.
 * The output may be larger than the input: what lies beyond stays as it is.
 *
 * @param input with a border of one before, and of as much after as `borderFor` says
 */
export function winogradConvolution(
  module: KernelModule,
  weights: Weights,
  transform: Transform,
  input: Picture,
  output: Picture,
  { products, sums }: WinogradSpare,
  isAdded: boolean,
): Step {
  const { inputs, outputs } = weights;
  const { multiply } = module.functions;
  const [toProducts, toTiles] =
    transform === 'four'
      ? [module.functions.tilesToProductsFour, module.functions.productsToTilesFour]
      : [module.functions.tilesToProductsTwo, module.functions.productsToTilesTwo];
  const { outputs: step, side } = TRANSFORMS[transform];
  const places = side ** 2;
  const tilesAcross = Math.ceil(input.size / step);
  const rowsAtOnce = Math.floor(SPARE_NUMBERS / (places * tilesAcross * Math.max(inputs, outputs)));
  if (rowsAtOnce < 1) throw new Error('a row of tiles does not fit');
  const panels = module.place(() => toProductPanels(weights, transform));
  const bias = module.place(() => weights.bias);
  const none = module.allocate(outputs);
  const [productRow, sumRow] = [inputs * NUMBER_BYTES, outputs * NUMBER_BYTES];
  const firstCorner = input.start - input.rowStep - input.pixelStep;
  const convolveRows = (first: number, end: number): void => {
    const tiles = (end - first) * tilesAcross;
    const [productPlane, sumPlane] = [tiles * productRow, tiles * sumRow];
    for (let row = first; row < end; row++) {
      const corner = firstCorner + row * step * input.rowStep;
      const to = products + (row - first) * tilesAcross * productRow;
      toProducts(corner, input.rowStep, inputs, tilesAcross, to, productPlane);
    }
    for (let place = 0; place < places; place++) {
      const b = panels + place * inputs * outputs * NUMBER_BYTES;
      const [from, to] = [products + place * productPlane, sums + place * sumPlane];
      multiply(from, productRow, tiles, b, none, inputs, outputs, false, to, sumRow);
    }
    for (let row = first; row < end; row++) {
      const from = sums + (row - first) * tilesAcross * sumRow;
      const to = rowOf(output, row * step);
      const rows = Math.min(step, input.size - row * step);
      toTiles(
        from,
        sumPlane,
        outputs,
        tilesAcross,
        bias,
        isAdded,
        to,
        output.rowStep,
        rows,
        input.size,
        output.pixelStep,
      );
    }
  };
  return () => {
    for (let first = 0; first < tilesAcross; first += rowsAtOnce) {
      convolveRows(first, Math.min(first + rowsAtOnce, tilesAcross));
    }
  };
}

/** Memory for what lies between the steps of a convolution, one after the other for all of a network. */
export interface WinogradSpare {
  readonly products: number;
  readonly sums: number;
}

/**
 * Of each: 138 KB. Both, and the weights, then stay in a cache of the second level, which all tiles of the first pictures would not. It
 * is what fifteen of 64 channels need: their rows of tiles by twos and threes leave no rows of a product over.
 */
const SPARE_NUMBERS = 36 * 15 * 64;

export function allocateSpare(module: KernelModule): WinogradSpare {
  return { products: module.allocate(SPARE_NUMBERS), sums: module.allocate(SPARE_NUMBERS) };
}

/** Pixels of border after a picture of `size` that tiles may read. */
export function borderFor(transform: Transform, size: number): number {
  const step = TRANSFORMS[transform].outputs;
  return Math.ceil(size / step) * step - size + 1;
}
