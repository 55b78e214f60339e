/**
 * @file BlazeFace full range, MediaPipe's face detector, on the kernels of this folder. It has no part that depends on the picture's
 * size: MediaPipe runs it on 192x192, here it runs on whatever the caller asks for. Seven in ten of its weights are zero.
 * Graph: that of the file, `face_detection_full_range_sparse.tflite`.
 */
import { Head } from './blaze-face-head.ts';
import { LayerReader } from './blaze-face-layers.ts';
import {
  halvingConvolution,
  pointwiseConvolution,
  separableConvolution,
  splitConvolution,
  type Depthwise,
  type Pointwise,
  type Spares,
} from './combinations.ts';
import type { Step } from './convolutions.ts';
import type { KernelModule } from './kernel-module.ts';
import { allocatePlanes, rowOfPlanes, type Planes } from './planes.ts';
import type { StoredConvolution } from './tflite-layers.ts';

/** A cell that is sure enough. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  /** Before its sigmoid. */
  readonly score: number;
  /** The middle of the box, its width and height, and six points, x and y: in pixels, places relative to the middle of the cell. */
  readonly numbers: Float32Array;
}

export interface BlazeFace {
  /** RGB, -1..1, `[height, 6, width / 2]`: the even and the odd columns of each colour. To be written before `run`. */
  readonly input: Planes;
  /** @returns the cells that score at least so much, before the sigmoid */
  run(leastScore: number): Cell[];
}

/**
 * @param inputPx side of the input, a multiple of 32
 * @throws when a weight is missing or of the wrong shape
 */
export function createBlazeFace(
  module: KernelModule,
  convolutions: readonly StoredConvolution[],
  inputPx: number,
): BlazeFace {
  const input = allocatePlanes(module, [inputPx, 6, inputPx / 2]);
  const builder = new NetworkBuilder(module, convolutions);
  const findCells = builder.build(input);
  return {
    input,
    run(leastScore) {
      for (const step of builder.steps) step();
      return findCells(leastScore);
    },
  };
}

class NetworkBuilder {
  readonly steps: Step[] = [];
  readonly #module: KernelModule;
  readonly #layers: LayerReader;
  readonly #spares = new Map<string, Planes>();

  constructor(module: KernelModule, convolutions: readonly StoredConvolution[]) {
    this.#module = module;
    this.#layers = new LayerReader(convolutions);
  }

  build(input: Planes): (leastScore: number) => Cell[] {
    const first = allocatePlanes(this.#module, [input.height / 2, 32, input.width]);
    this.steps.push(splitConvolution(this.#module, this.#layers.plain(32, 3), input, first));
    this.#residual(first, 8, 2);
    const quarter = this.#stage(first, 16, 64, 2);
    const fine = this.#lateral(quarter, 48);
    const eighth = this.#stage(quarter, 32, 128, 2);
    const medium = this.#lateral(eighth, 64);
    const sixteenth = this.#stage(eighth, 48, 192, 2);
    const coarse = this.#lateral(sixteenth, 96);
    const deepest = this.#lateral(this.#stage(sixteenth, 96, 384, 3), 96);
    this.#addDoubled(deepest, coarse);
    this.#residual(coarse, 48, 2);
    this.#addDoubled(this.#lateral(coarse, 64), medium);
    this.#residual(medium, 32, 2);
    this.#addDoubled(this.#lateral(medium, 48), fine);
    this.#residual(fine, 24, 1);
    return this.#heads(fine);
  }

  /** Half the size, then residual blocks in place. */
  #stage(input: Planes, narrow: number, channels: number, blocks: number): Planes {
    const output = allocatePlanes(this.#module, [input.height / 2, channels, input.width / 2]);
    const weights = this.#layers.separable(input.channels, narrow, channels);
    const spares = this.#sparesFor(input, output, narrow);
    this.steps.push(separableConvolution(this.#module, weights, input, output, spares, false));
    this.#residual(output, narrow, blocks);
    return output;
  }

  #residual(picture: Planes, narrow: number, blocks: number): void {
    const spares = this.#sparesFor(picture, picture, narrow);
    for (let block = 0; block < blocks; block++) {
      const weights = this.#layers.separable(picture.channels, narrow, picture.channels);
      this.steps.push(separableConvolution(this.#module, weights, picture, picture, spares, true));
    }
  }

  #lateral(input: Planes, channels: number): Planes {
    const output = allocatePlanes(this.#module, [input.height, channels, input.width]);
    const weights = this.#layers.pointwise(channels, input.channels);
    const convolve = pointwiseConvolution(this.#module, weights, input, output, true);
    this.steps.push(() => {
      for (let row = 0; row < output.height; row++) convolve(row);
    });
    return output;
  }

  #addDoubled(input: Planes, output: Planes): void {
    const { addDoubledRow } = this.#module.functions;
    this.steps.push(() => {
      for (let row = 0; row < output.height; row++) {
        const near = row >> 1;
        const far = Math.min(Math.max(near + (row % 2) * 2 - 1, 0), input.height - 1);
        addDoubledRow(
          rowOfPlanes(input, near),
          rowOfPlanes(input, far),
          input.planeStep,
          input.channels,
          input.width,
          output.width,
          rowOfPlanes(output, row),
          output.planeStep,
        );
      }
    });
  }

  #sparesFor(input: Planes, output: Planes, narrow: number): Spares {
    return {
      filtered: this.#spare(1, input.channels, input.width),
      halved: this.#spare(1, input.channels, output.width),
      narrow: this.#spare(output.height, narrow, output.width),
      narrowRow: this.#spare(1, narrow, output.width),
    };
  }

  /** Shared by all blocks of one shape: nothing in it outlasts a block, and its border stays zero. */
  #spare(height: number, channels: number, width: number): Planes {
    const key = [height, channels, width].join();
    const spare = this.#spares.get(key) ?? allocatePlanes(this.#module, [height, channels, width]);
    this.#spares.set(key, spare);
    return spare;
  }

  /** Two rows and two columns of cells lie in one pixel, as channels. */
  #heads(input: Planes): (leastScore: number) => Cell[] {
    const scores = this.#head(input, this.#layers.pointwise(4, input.channels), this.#layers.depthwise(4));
    const numbers = this.#head(
      input,
      this.#layers.pointwise(4 * NUMBERS, input.channels),
      this.#layers.depthwise(4 * NUMBERS),
    );
    return (leastScore) => {
      scores.begin();
      numbers.begin();
      const cells: Cell[] = [];
      for (let row = 0; row < input.height / 2; row++) {
        const found = scores.row(row);
        // Without an iterator, which would make an object for each number of every frame.
        for (let at = 0; at < found.length; at++) {
          const score = found[at] ?? Number.NaN;
          // Beyond the width lie zeros, and a limit may be below zero.
          const column = at % scores.rowWidth;
          if (!(score >= leastScore) || column >= input.width / 2) continue;
          const cell = Math.floor(at / scores.rowWidth);
          const all = numbers.row(row);
          const own = Float32Array.from(
            { length: NUMBERS },
            (_, number) => all[(cell * NUMBERS + number) * numbers.rowWidth + column] ?? Number.NaN,
          );
          cells.push({
            column: 2 * column + (cell & 1),
            row: 2 * row + (cell >> 1),
            score,
            numbers: own,
          });
        }
      }
      return cells;
    };
  }

  #head(input: Planes, mixing: Pointwise, filtering: Depthwise): Head {
    const { channels } = filtering;
    const mixed = allocatePlanes(this.#module, [input.height, channels, input.width]);
    const output = this.#spare(1, channels, input.width / 2);
    const mix = pointwiseConvolution(this.#module, mixing, input, mixed, false);
    const spare = this.#spare(1, channels, input.width);
    const filter = halvingConvolution(this.#module, filtering, mixed, output, spare);
    return new Head(this.#module, mixed.height, mix, filter, output);
  }
}

/** Numbers of a cell besides its score. */
const NUMBERS = 16;
