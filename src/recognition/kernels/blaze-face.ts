/**
 * @file BlazeFace full range, MediaPipe's face detector, on the kernels of this folder. It has no part that depends on the picture's
 * size: MediaPipe runs it on 192x192, here it runs on whatever the caller asks for.
 * Graph: that of the file, `face_detection_full_range_sparse.tflite`.
 */
import { stridedConvolution, type Step } from './convolutions.ts';
import {
  FIRST_NUMBER,
  HEAD_CHANNELS,
  type BlazeFaceWeights,
  type WeightReader,
} from './blaze-face-weights.ts';
import type { KernelModule } from './kernel-module.ts';
import { allocatePicture, partOf, rowOf, type Part, type Picture } from './picture.ts';
import {
  depthwiseConvolution,
  pointwiseConvolution,
  separableConvolution,
  type SeparableWeights,
} from './separable.ts';

/** What the network says of each cell: numbers of the box and of six landmarks, and the score before its sigmoid. */
export const CELL_NUMBERS = 17;
/** Pixels of the input for one cell. */
export const CELL_PX = 4;
/** Sides of the input are multiples of this. */
export const INPUT_STEP = 32;

export interface BlazeFace {
  /** `[height, width, 3]`, RGB, -1..1, with a border of zeros around it. To be written before `run`. */
  readonly input: Picture;
  /** Which cells are worked out, of all `input.width / 4` times `input.height / 4`. */
  readonly cells: Part;
  /** @returns `[cells.height, cells.width, 17]`, valid until the next run */
  run(): Float32Array;
}

/**
 * @param size of the input in pixels, multiples of 32
 * @param cells which of them are wanted; the ones at the edge of a part come out as if nothing lay beyond. Even numbers.
 * @throws when a weight is of the wrong shape
 */
export function createBlazeFace(
  weights: BlazeFaceWeights,
  size: { readonly width: number; readonly height: number },
  cells: Part = { x: 0, y: 0, width: size.width / CELL_PX, height: size.height / CELL_PX },
): BlazeFace {
  const { module } = weights;
  const input = allocatePicture(module, [size.height, size.width, 3], 1, 1);
  const builder = new NetworkBuilder(weights);
  const output = builder.build(input, cells);
  const numbers = cells.width * cells.height * CELL_NUMBERS;
  const rows = new Float32Array(numbers);
  return {
    input,
    cells,
    run() {
      for (const step of builder.steps) step();
      gatherCells(module, output, rows);
      return rows;
    },
  };
}

function gatherCells(module: KernelModule, { start, width, height }: Picture, rows: Float32Array): void {
  const heads = module.view(start, width * height * HEAD_CHANNELS);
  const rowLength = 2 * width * CELL_NUMBERS;
  for (let place = 0; place < width * height; place++) {
    const [y, x] = [Math.floor(place / width), place % width];
    for (let cell = 0; cell < 4; cell++) {
      const to = (2 * y + (cell >> 1)) * rowLength + (2 * x + (cell & 1)) * CELL_NUMBERS;
      const from = place * HEAD_CHANNELS;
      for (let number = 0; number < CELL_NUMBERS - 1; number++) {
        rows[to + number] = heads[from + FIRST_NUMBER + cell * (CELL_NUMBERS - 1) + number] ?? Number.NaN;
      }
      rows[to + CELL_NUMBERS - 1] = heads[from + cell] ?? Number.NaN;
    }
  }
}

class NetworkBuilder {
  readonly steps: Step[] = [];
  readonly #module: KernelModule;
  readonly #weights: WeightReader;

  constructor(weights: BlazeFaceWeights) {
    this.#module = weights.module;
    this.#weights = weights.read();
  }

  /** @returns the heads, `[cells / 2, cells / 2, 72]` */
  build(input: Picture, cells: Part): Picture {
    const first = this.#first(input);
    this.#residual(first, 8, 2);
    const quarter = this.#stage(first, 16, 64, 2);
    const fine = this.#lateral(partOf(quarter, cells), 48);
    const eighth = this.#stage(quarter, 32, 128, 2);
    const medium = this.#lateral(eighth, 64);
    const sixteenth = this.#stage(eighth, 48, 192, 2);
    const coarse = this.#lateral(sixteenth, 96);
    const deepest = this.#lateral(this.#stage(sixteenth, 96, 384, 3), 96);
    this.#addEnlarged(deepest, coarse);
    this.#residual(coarse, 48, 2);
    this.#addEnlarged(this.#lateral(coarse, 64), medium);
    this.#residual(medium, 32, 2);
    this.#addEnlarged(this.#lateral(medium, 48), fine, cells);
    this.#residual(fine, 24, 1);
    return this.#heads(fine);
  }

  #first(input: Picture): Picture {
    const output = allocatePicture(this.#module, [input.height / 2, input.width / 2, 32], 1, 1);
    // From the border on: the window of the first output begins there.
    const grown = partOf(input, { x: -1, y: -1, width: input.width + 2, height: input.height + 2 });
    this.steps.push(stridedConvolution(this.#module, this.#weights.first(), grown, output));
    return output;
  }

  /** Half the size, then residual blocks in place. */
  #stage(input: Picture, narrow: number, channels: number, blocks: number): Picture {
    const output = allocatePicture(this.#module, [input.height / 2, input.width / 2, channels], 1, 1);
    const weights = this.#separable(input.channels, narrow, channels);
    this.steps.push(separableConvolution(this.#module, weights, input, output, 2, false));
    this.#residual(output, narrow, blocks);
    return output;
  }

  #residual(picture: Picture, narrow: number, blocks: number): void {
    for (let block = 0; block < blocks; block++) {
      const weights = this.#separable(picture.channels, narrow, picture.channels);
      this.steps.push(separableConvolution(this.#module, weights, picture, picture, 1, true));
    }
  }

  #lateral(input: Picture, channels: number): Picture {
    const output = allocatePicture(this.#module, [input.height, input.width, channels], 1, 1);
    const weights = this.#weights.pointwise(input.channels, channels);
    this.steps.push(pointwiseConvolution(this.#module, weights, input, output, true));
    return output;
  }

  /** @param part which part of the doubled picture `output` is */
  #addEnlarged(input: Picture, output: Picture, { x, y }: { x: number; y: number } = { x: 0, y: 0 }): void {
    const { addEnlargedRow } = this.#module.functions;
    this.steps.push(() => {
      for (let row = 0; row < output.height; row++) {
        const near = (row + y) >> 1;
        const far = Math.min(Math.max(near + ((row + y) % 2) * 2 - 1, 0), input.height - 1);
        addEnlargedRow(
          rowOf(input, near),
          rowOf(input, far),
          input.channels,
          input.width,
          x,
          output.width,
          rowOf(output, row),
        );
      }
    });
  }

  #heads(input: Picture): Picture {
    const { height, width, channels } = input;
    const { mixing, filtering } = this.#weights.heads(channels);
    const mixed = allocatePicture(this.#module, [height, width, HEAD_CHANNELS], 1, 1);
    const output = allocatePicture(this.#module, [height / 2, width / 2, HEAD_CHANNELS]);
    this.steps.push(pointwiseConvolution(this.#module, mixing, input, mixed, false));
    this.steps.push(depthwiseConvolution(this.#module, filtering, mixed, output));
    return output;
  }

  #separable(inputs: number, narrow: number, outputs: number): SeparableWeights {
    return {
      into: this.#weights.depthwise(inputs),
      narrow: this.#weights.pointwise(inputs, narrow),
      within: this.#weights.depthwise(narrow),
      wide: this.#weights.pointwise(narrow, outputs),
    };
  }
}
