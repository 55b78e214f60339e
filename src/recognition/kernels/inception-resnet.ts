/**
 * @file Inception-ResNet-v1 (FaceNet) on the kernels of this folder: 1.4 billion products a face, in whole numbers of 16
 * bits (see `assembly/multiply-pairs.ts`), with sums and what goes through residual blocks in float32.
 */
import { Arena } from './arena.ts';
import type { Step } from './convolutions.ts';
import type { InceptionResnetWeights } from './inception-resnet-layers.ts';
import { INPUT_SIZE, STAGES, type Branch, type Layer, type Stage } from './inception-resnet-stages.ts';
import { COLOR_CHANNELS, writeColors } from './whole-colors.ts';
import { embedPicture } from './last-layer.ts';
import type { KernelModule } from './kernel-module.ts';
import {
  allocateTileSpare,
  borderOf,
  convolveTiles,
  convolveWindows,
  hasTiles,
  poolMaxima,
  sizeAfter,
  type Finish,
  type TileSpare,
} from './whole-convolutions.ts';
import { joinOutputs, type WindowFilters } from './whole-filters.ts';
import {
  NO_BORDER,
  channelsOf,
  floatBytes,
  floatPictureAt,
  takeWholePicture,
  toWhole,
  type FloatPicture,
  type WholePicture,
} from './whole-picture.ts';

export interface InceptionResnet {
  /**
   * @param input `[160, 160, 3]` NHWC, preprocessed
   * @returns the embedding, 128 or 512 numbers, as the last layer gives it
   */
  run(input: Float32Array): Float32Array;
}

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** What pictures that live at one time need at most: around the first pool. */
const ARENA_BYTES = 2_676_160;
const RECTIFIED: Finish = { isAdded: false, isRectified: true };

/**
 * @param weights missing where another instance has placed them
 * @throws when a weight is no finite number
 */
export function createInceptionResnet(
  module: KernelModule,
  weights?: InceptionResnetWeights,
): InceptionResnet {
  const builder = new NetworkBuilder(module, weights);
  const { input, embed } = builder.build();
  return {
    run(values) {
      writeColors(module, values, input);
      for (const step of builder.steps) step();
      return embed();
    },
  };
}

/** A picture and the memory that it is in. */
interface Held {
  readonly picture: FloatPicture;
  readonly giveBack: () => void;
}

class NetworkBuilder {
  readonly steps: Step[] = [];
  readonly #module: KernelModule;
  readonly #weights: InceptionResnetWeights | undefined;
  readonly #arena: Arena;
  readonly #spare: TileSpare;
  #used = 0;

  constructor(module: KernelModule, weights: InceptionResnetWeights | undefined) {
    this.#module = module;
    this.#weights = weights;
    this.#arena = new Arena({ start: module.allocate(ARENA_BYTES / FLOAT_BYTES), bytes: ARENA_BYTES });
    this.#spare = allocateTileSpare(module);
  }

  build(): { readonly input: WholePicture; readonly embed: () => Float32Array } {
    const input = takeWholePicture(this.#arena, INPUT_SIZE, COLOR_CHANNELS, NO_BORDER);
    const [first, ...stages] = STAGES;
    if (first?.kind !== 'layer') throw new Error('the first stage is no layer');
    let value = this.#hold(sizeAfter(input.size, first.layer), first.layer.outputs);
    this.#convolve(first.layer, input, value.picture, RECTIFIED, this.#next());
    this.#arena.giveBack(input.region);
    for (const stage of stages) value = this.#stage(stage, value);
    return { input, embed: embedPicture(this.#module, value.picture, this.#weights) };
  }

  #stage(stage: Stage, value: Held): Held {
    switch (stage.kind) {
      case 'layer':
        return this.#layer(stage.layer, value);
      case 'pool':
        return this.#pool(value);
      case 'reduction':
        return this.#reduction(stage.branches, value);
      case 'residual':
        this.#residual(stage, value.picture);
        return value;
    }
  }

  #layer(layer: Layer, value: Held): Held {
    const input = this.#whole(value.picture, layer);
    value.giveBack();
    const output = this.#hold(sizeAfter(input.size, layer), layer.outputs);
    this.#convolve(layer, input, output.picture, RECTIFIED, this.#next());
    this.#arena.giveBack(input.region);
    return output;
  }

  #pool(value: Held): Held {
    const { size, channels } = value.picture;
    const output = this.#hold(halfOf(size), channels);
    this.steps.push(poolMaxima(this.#module, value.picture, output.picture));
    value.giveBack();
    return output;
  }

  /** Each branch writes into channels of its own. */
  #reduction(branches: readonly Branch[], value: Held): Held {
    const { size, channels } = value.picture;
    const added = branches.reduce((sum, branch) => sum + outputsOf(branch), 0);
    const output = this.#hold(halfOf(size), added + channels);
    this.steps.push(poolMaxima(this.#module, value.picture, channelsOf(output.picture, added, channels)));
    const input = this.#whole(value.picture);
    value.giveBack();
    const between = this.#runBranches(branches, input, output.picture);
    between.giveBack();
    this.#arena.giveBack(input.region);
    return output;
  }

  /** In place: what the expansion gives is added to the picture. */
  #residual(
    { branches, expansion, isRectified }: Stage & { readonly kind: 'residual' },
    picture: FloatPicture,
  ): void {
    const input = this.#whole(picture);
    const mixed = this.#runBranches(branches, input);
    this.#arena.giveBack(input.region);
    const whole = this.#whole(mixed.picture);
    mixed.giveBack();
    this.#convolve(expansion, whole, picture, { isAdded: true, isRectified }, this.#next());
    this.#arena.giveBack(whole.region);
  }

  /**
   * All branches; those that begin with 1x1 do so in one product. Each goes on in its own channels of a picture, so that
   * nothing is left to do for a concatenation.
   *
   * @param last where the last layers of branches go, one behind the other; missing, they stay in that picture
   * @returns that picture
   */
  #runBranches(branches: readonly Branch[], input: WholePicture, last?: FloatPicture): Held {
    const filters = branches.map((branch) => branch.map(() => this.#next()));
    const isShared = ([layer]: Branch): boolean => layer?.rows === 1 && layer.columns === 1;
    const widths = branches.map((branch) => (isShared(branch) ? (branch[0]?.outputs ?? 0) : 0));
    const width = widths.reduce((sum, one) => sum + one, 0);
    const shared = this.#hold(input.size, width);
    const firsts = filters.flatMap((all, index) => (widths[index] === 0 ? [] : all.slice(0, 1)));
    const layer: Layer = { outputs: width, rows: 1, columns: 1, stride: 1, isPadded: true };
    this.#convolve(layer, input, shared.picture, RECTIFIED, () => joinOutputs(firsts.map((make) => make())));
    let [at, lastAt] = [0, 0];
    for (const [index, branch] of branches.entries()) {
      const own = channelsOf(shared.picture, at, widths[index] ?? 0);
      const end = last === undefined ? own : channelsOf(last, lastAt, outputsOf(branch));
      this.#runBranch(branch, filters[index] ?? [], isShared(branch) ? own : input, own, end);
      at += own.channels;
      lastAt += end.channels;
    }
    return shared;
  }

  /** @param from what its first layer has given already, or what goes into that */
  #runBranch(
    branch: Branch,
    filters: readonly (() => WindowFilters)[],
    from: FloatPicture | WholePicture,
    own: FloatPicture,
    end: FloatPicture,
  ): void {
    const isBegun = !('region' in from);
    for (const [index, layer] of branch.entries()) {
      if (isBegun && index === 0) continue;
      const input = 'region' in from ? from : this.#whole(own, layer);
      const output = index === branch.length - 1 ? end : own;
      this.#convolve(layer, input, output, RECTIFIED, filters[index] ?? nothing);
      if (isBegun) this.#arena.giveBack(input.region);
    }
  }

  #convolve(
    layer: Layer,
    input: WholePicture,
    output: FloatPicture,
    finish: Finish,
    filters: () => WindowFilters,
  ): void {
    this.steps.push(
      hasTiles(layer)
        ? convolveTiles(this.#module, filters, layer, input, output, this.#spare)
        : convolveWindows(this.#module, filters, layer, input, output, finish),
    );
  }

  /** As whole numbers. @param layer that reads them, when it reads beyond the picture; to be given back */
  #whole(picture: FloatPicture, layer?: Layer): WholePicture {
    const { size, channels } = picture;
    const border = layer === undefined ? NO_BORDER : borderOf(layer);
    const whole = takeWholePicture(this.#arena, size, channels, border);
    this.steps.push(toWhole(this.#module, picture, whole));
    return whole;
  }

  #hold(size: number, channels: number): Held {
    const region = this.#arena.take(floatBytes(size, channels));
    const giveBack = (): void => {
      this.#arena.giveBack(region);
    };
    return { picture: floatPictureAt(region.start, size, channels), giveBack };
  }

  #next(): () => WindowFilters {
    const filters = this.#weights?.layers[this.#used];
    this.#used++;
    return filters === undefined ? nothing : () => filters;
  }
}

function outputsOf(branch: Branch): number {
  return branch.at(-1)?.outputs ?? 0;
}

/** After a pool, or a layer of every second pixel. */
function halfOf(size: number): number {
  return Math.floor((size - 3) / 2) + 1;
}

function nothing(): never {
  throw new Error('weights are missing');
}
