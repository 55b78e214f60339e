/** @file MobileFaceNet on the kernels of this folder. Its pictures lie in panels of eight channels, see `panel-picture.ts`. */
import type { Step } from './convolutions.ts';
import type { KernelModule } from './kernel-module.ts';
import { DIMENSION, FIRST_CHANNELS, LAST_SIZE, STAGES } from './mobile-facenet-layers.ts';
import {
  allocatePanelSpare,
  pointwise,
  weighWhole,
  widen,
  widenColors,
  type ConvolutionWeights,
  type Spare,
} from './panel-convolutions.ts';
import { allocatePanelPicture, readFirstPixel, type PanelPicture } from './panel-picture.ts';
import { allocatePicture, rowOf, type Picture } from './picture.ts';

export interface MobileFaceNet {
  /**
   * @param input `[112, 112, 3]` NHWC, preprocessed
   * @returns the embedding, 512 numbers, as the last layer gives it
   */
  run(input: Float32Array): Float32Array;
}

const INPUT_SIZE = 112;
const COLORS = 3;

/** @param weights missing where another instance has placed them */
export function createMobileFaceNet(
  module: KernelModule,
  weights?: readonly ConvolutionWeights[],
): MobileFaceNet {
  const input = allocatePicture(module, INPUT_SIZE, COLORS, 1);
  const builder = new NetworkBuilder(module, weights);
  const output = builder.build(input);
  return {
    run(values) {
      const count = INPUT_SIZE * COLORS;
      for (let row = 0; row < INPUT_SIZE; row++) {
        module.view(rowOf(input, row), count).set(values.subarray(row * count, (row + 1) * count));
      }
      for (const step of builder.steps) step();
      return readFirstPixel(module, output);
    },
  };
}

class NetworkBuilder {
  readonly steps: Step[] = [];
  readonly #module: KernelModule;
  readonly #weights: readonly ConvolutionWeights[] | undefined;
  readonly #spare: Spare;
  #used = 0;

  constructor(module: KernelModule, weights: readonly ConvolutionWeights[] | undefined) {
    this.#module = module;
    this.#weights = weights;
    this.#spare = allocatePanelSpare(module, INPUT_SIZE / 2);
  }

  build(input: Picture): PanelPicture {
    let picture = this.#picture(INPUT_SIZE / 2, FIRST_CHANNELS);
    const first = { colors: this.#next(), within: this.#next() };
    this.steps.push(widenColors(this.#module, first, input, picture, this.#spare));
    for (const { channels, downWide, blocks, wide } of STAGES) {
      const smaller = this.#picture(picture.size / 2, channels);
      this.#bottleneck(picture, this.#picture(smaller.size, downWide), smaller, false);
      const between = this.#picture(smaller.size, wide);
      for (let block = 0; block < blocks; block++) this.#bottleneck(smaller, between, smaller, true);
      picture = smaller;
    }
    return this.#last(picture);
  }

  /** `output = narrow(within(wide(input)))`, added to what `output` holds when `isAdded`. */
  #bottleneck(input: PanelPicture, between: PanelPicture, output: PanelPicture, isAdded: boolean): void {
    const weights = { wide: this.#next(), within: this.#next() };
    this.steps.push(
      widen(this.#module, weights, input, between, this.#spare),
      pointwise(this.#module, this.#next(), between, output, isAdded),
    );
  }

  #last(input: PanelPicture): PanelPicture {
    const wide = this.#picture(LAST_SIZE, DIMENSION);
    const [one, output] = [this.#picture(1, DIMENSION), this.#picture(1, DIMENSION)];
    this.steps.push(
      pointwise(this.#module, this.#next(), input, wide, false),
      weighWhole(this.#module, this.#next(), wide, one),
      pointwise(this.#module, this.#next(), one, output, false),
    );
    return output;
  }

  #picture(size: number, channels: number): PanelPicture {
    return allocatePanelPicture(this.#module, size, channels);
  }

  #next(): ConvolutionWeights {
    if (this.#weights === undefined) return PLACED_ELSEWHERE;
    const weights = this.#weights[this.#used];
    this.#used++;
    if (weights === undefined) throw new Error('the weights of a convolution are missing');
    return weights;
  }
}

/** Nobody asks for them. */
const NONE = new Float32Array();
const PLACED_ELSEWHERE: ConvolutionWeights = { values: NONE, bias: NONE, slopes: NONE };
