/**
 * @file The detector's graph as its file has it, `face_detection_full_range_sparse.tflite`, with random weights: its convolutions in
 * order, and what they make of a picture, as definitions read.
 */
import type { Depthwise, Pointwise, Separable } from '../../../../src/recognition/kernels/combinations.ts';
import type { StoredConvolution } from '../../../../src/recognition/kernels/tflite-layers.ts';
import { randomNumbers } from './kernel-fixtures.ts';
import {
  added,
  convolveHalving,
  doubled,
  filter,
  makeGrid,
  mix,
  randomDepthwise,
  randomPointwise,
  rectified,
  separate,
  sparseNumbers,
  valueAt,
  type Grid,
} from './plane-fixtures.ts';

type Layer =
  | { readonly kind: 'first'; readonly values: Float32Array; readonly bias: Float32Array }
  | ({ readonly kind: 'pointwise' } & Pointwise)
  | ({ readonly kind: 'depthwise' } & Depthwise);

/** Of a residual branch: what it adds stays small beside what it is added to. */
const BRANCH = 0.3;

/** Else little but the biases would reach the last layers. */
const CONTRAST = 1.5;

/** Channels of each size of the picture, of what lies between its convolutions, and residual blocks; then on the way back. */
const DOWN = [
  [32, 8, 2],
  [64, 16, 2],
  [128, 32, 2],
  [192, 48, 2],
  [384, 96, 3],
] as const;
const UP = [
  [96, 48, 2],
  [64, 32, 2],
  [48, 24, 1],
] as const;

/** Scores of 2x2 cells, and 16 numbers of each. */
const SCORES = 4;
const NUMBERS = 64;

export class RandomBlazeFace {
  readonly #layers: Layer[] = [];
  #seed: number;
  #at = 0;

  constructor(seed: number) {
    this.#seed = seed;
    // Laid down by a first run over nothing, in the order in which it asks.
    this.run(makeGrid([32, 3, 32], () => 0));
  }

  /** As they are read from the file. */
  get convolutions(): StoredConvolution[] {
    return this.#layers.map((layer) => {
      const { values, bias } = layer;
      if (layer.kind === 'depthwise') {
        return { kind: 'depthwise', shape: [1, 3, 3, layer.channels], values, bias };
      }
      const shape = layer.kind === 'first' ? [32, 3, 3, 3] : [layer.outputs, 1, 1, layer.inputs];
      return { kind: 'plain', shape, values, bias };
    });
  }

  /**
   * @param picture RGB, as many pixels as the network is asked for
   * @returns of each cell its score and its 16 numbers, `[rows, 17, columns]`
   */
  run(picture: Grid): Grid {
    this.#at = 0;
    const laterals: Grid[] = [];
    const { values, bias } = this.#first();
    let grid = rectified(convolveHalving(picture, values, bias));
    for (const [stage, [channels, narrow, blocks]] of DOWN.entries()) {
      if (stage > 0) grid = rectified(separate(grid, this.#separable(grid, narrow, channels, 1), 2));
      grid = this.#residual(grid, narrow, blocks);
      // What comes back has fewer channels, and begins with those of the size before the last.
      const back = UP[3 - stage];
      if (stage > 0 && back !== undefined) laterals.push(this.#lateral(grid, back[0]));
    }
    let last = this.#lateral(grid, UP[0][0]);
    for (const [stage, [channels, narrow, blocks]] of UP.entries()) {
      if (stage > 0) last = this.#lateral(last, channels);
      const lateral = laterals.pop();
      if (lateral === undefined) throw new Error('no picture of this size');
      last = this.#residual(added(doubled(last), lateral), narrow, blocks);
    }
    return toCells(this.#head(last, SCORES), this.#head(last, NUMBERS));
  }

  #residual(grid: Grid, narrow: number, blocks: number): Grid {
    let last = grid;
    for (let block = 0; block < blocks; block++) {
      const weights = this.#separable(last, narrow, last.shape[1], BRANCH);
      last = rectified(added(separate(last, weights, 1), last));
    }
    return last;
  }

  #lateral(grid: Grid, channels: number): Grid {
    return rectified(mix(grid, this.#pointwise(grid.shape[1], channels)));
  }

  #head(grid: Grid, channels: number): Grid {
    return filter(mix(grid, this.#pointwise(grid.shape[1], channels)), this.#depthwise(channels), 2);
  }

  #separable({ shape: [, inputs] }: Grid, narrow: number, outputs: number, scale: number): Separable {
    return {
      into: this.#depthwise(inputs),
      narrow: this.#pointwise(inputs, narrow),
      within: this.#depthwise(narrow),
      wide: this.#pointwise(narrow, outputs, scale),
    };
  }

  #first(): Layer {
    const values = sparseNumbers(32 * 27, 27, this.#seed);
    return this.#next(() => ({ kind: 'first', values, bias: randomNumbers(32, this.#seed + 1) }));
  }

  #depthwise(channels: number): Depthwise {
    const layer = this.#next(() => {
      const { values, ...rest } = randomDepthwise(channels, this.#seed);
      return { kind: 'depthwise', ...rest, values: values.map((value) => value * CONTRAST) };
    });
    if (layer.kind !== 'depthwise') throw new Error('another order than before');
    return layer;
  }

  #pointwise(inputs: number, outputs: number, scale = 1): Pointwise {
    const layer = this.#next(() => {
      const { values, ...rest } = randomPointwise(outputs, inputs, this.#seed);
      return { kind: 'pointwise', ...rest, values: values.map((value) => value * scale) };
    });
    if (layer.kind !== 'pointwise') throw new Error('another order than before');
    return layer;
  }

  #next(make: () => Layer): Layer {
    const known = this.#layers[this.#at++];
    if (known !== undefined) return known;
    const layer = make();
    this.#seed += 100;
    this.#layers.push(layer);
    return layer;
  }
}

/** Two rows and two columns of cells lie in one pixel, as channels. */
function toCells(scores: Grid, numbers: Grid): Grid {
  const [height, , width] = scores.shape;
  return makeGrid([2 * height, 17, 2 * width], (y, number, x) => {
    const cell = 2 * (y & 1) + (x & 1);
    return number === 0
      ? valueAt(scores, y >> 1, cell, x >> 1)
      : valueAt(numbers, y >> 1, cell * 16 + number - 1, x >> 1);
  });
}
