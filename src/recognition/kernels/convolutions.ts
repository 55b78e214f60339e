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
  const windows = module.allocate(output.size * depth);
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
  const tiles = tilesAcross ** 2;
  const panels = module.place(() => toProductPanels(weights, transform));
  const bias = module.place(() => weights.bias);
  const none = module.allocate(outputs);
  const products = module.allocate(places * tiles * inputs);
  const sums = module.allocate(places * tiles * outputs);
  const [productRow, sumRow] = [inputs * NUMBER_BYTES, outputs * NUMBER_BYTES];
  const [productPlane, sumPlane] = [tiles * productRow, tiles * sumRow];
  const firstCorner = input.start - input.rowStep - input.pixelStep;
  return () => {
    for (let row = 0; row < tilesAcross; row++) {
      const corner = firstCorner + row * step * input.rowStep;
      const to = products + row * tilesAcross * productRow;
      toProducts(corner, input.rowStep, inputs, tilesAcross, to, productPlane);
    }
    for (let place = 0; place < places; place++) {
      const b = panels + place * inputs * outputs * NUMBER_BYTES;
      const [from, to] = [products + place * productPlane, sums + place * sumPlane];
      multiply(from, productRow, tiles, b, none, inputs, outputs, false, to, sumRow);
    }
    for (let row = 0; row < tilesAcross; row++) {
      const from = sums + row * tilesAcross * sumRow;
      const to = rowOf(output, row * step);
      const rows = Math.min(step, input.size - row * step);
      toTiles(from, sumPlane, outputs, tilesAcross, bias, isAdded, to, output.rowStep, rows, input.size);
    }
  };
}

/** Pixels of border after a picture of `size` that tiles may read. */
export function borderFor(transform: Transform, size: number): number {
  const step = TRANSFORMS[transform].outputs;
  return Math.ceil(size / step) * step - size + 1;
}
