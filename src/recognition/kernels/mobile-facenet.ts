/**
 * @file MobileFaceNet on the kernels of this folder. Its pictures lie in panels of eight channels, see
 * `panel-picture.ts`.
 */
import type { Step } from './convolutions.ts';
import type { KernelModule } from './kernel-module.ts';
import { CONVOLUTIONS, DIMENSION, LAST_SIZE, STAGES } from './mobile-facenet-layers.ts';
import {
  allocatePanelSpare,
  pointwise,
  weighWhole,
  widen,
  widenColors,
  type ConvolutionWeights,
  type Spare,
} from './panel-convolutions.ts';
import { allocatePanelPicture, panelPictureAt, readFirstPixel, type PanelPicture } from './panel-picture.ts';
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

/**
 * @param weights of `readMobileFaceNet`, also without their silent channels; missing where another instance
 *   has placed them
 * @throws when there are more or fewer convolutions
 */
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
  /** Channels that each convolution gives. */
  readonly #widths: readonly number[];
  readonly #spare: Spare;
  /**
   * What lies between two convolutions of a block: of one block after the other, so that it stays in the
   * cache.
   */
  readonly #between: number;
  #used = 0;

  constructor(module: KernelModule, weights: readonly ConvolutionWeights[] | undefined) {
    this.#module = module;
    if (weights !== undefined && weights.length !== CONVOLUTIONS)
      throw new Error('not the weights of a MobileFaceNet');
    this.#weights = weights;
    // Placed as weights are: an instance that has none reads them from the memory of the first.
    const widths = module.place(() => Float32Array.from(weights ?? [], ({ bias }) => bias.length));
    this.#widths = [...module.view(widths, CONVOLUTIONS)];
    this.#spare = allocatePanelSpare(module, INPUT_SIZE / 2);
    this.#between = allocatePanelPicture(module, INPUT_SIZE / 4, Math.max(...this.#widths)).start;
  }

  build(input: Picture): PanelPicture {
    let picture = allocatePanelPicture(this.#module, INPUT_SIZE / 2, this.#nextWidth());
    const first = { colors: this.#next(), within: this.#next() };
    this.steps.push(widenColors(this.#module, first, input, picture, this.#spare));
    for (const { channels, blocks } of STAGES) {
      const smaller = allocatePanelPicture(this.#module, picture.size / 2, channels);
      this.#bottleneck(picture, smaller, false);
      for (let block = 0; block < blocks; block++) this.#bottleneck(smaller, smaller, true);
      picture = smaller;
    }
    return this.#last(picture);
  }

  /** `output = narrow(within(wide(input)))`, added to what `output` holds when `isAdded`. */
  #bottleneck(input: PanelPicture, output: PanelPicture, isAdded: boolean): void {
    const between = panelPictureAt(this.#between, output.size, this.#nextWidth());
    const weights = { wide: this.#next(), within: this.#next() };
    this.steps.push(
      widen(this.#module, weights, input, between, this.#spare),
      pointwise(this.#module, this.#next(), between, output, isAdded),
    );
  }

  #last(input: PanelPicture): PanelPicture {
    const wide = panelPictureAt(this.#between, LAST_SIZE, this.#nextWidth());
    const one = allocatePanelPicture(this.#module, 1, wide.channels);
    const output = allocatePanelPicture(this.#module, 1, DIMENSION);
    this.steps.push(
      pointwise(this.#module, this.#next(), input, wide, false),
      weighWhole(this.#module, this.#next(), wide, one),
      pointwise(this.#module, this.#next(), one, output, false),
    );
    return output;
  }

  #nextWidth(): number {
    return this.#widths[this.#used] ?? Number.NaN;
  }

  #next(): ConvolutionWeights {
    const weights = this.#weights?.[this.#used] ?? PLACED_ELSEWHERE;
    this.#used++;
    return weights;
  }
}

/** No one reads them. */
const NONE = new Float32Array();
const PLACED_ELSEWHERE: ConvolutionWeights = { inputs: 0, values: NONE, bias: NONE, slopes: NONE };
