/**
 * @file MediaPipe's face mesh on the kernels of this folder: 468 points of one face, and whether there is
 * one.
 */
import type { Pixels } from '../../core/image/pixels.ts';
import type { MeshResult } from '../ports.ts';
import type { Step } from './convolutions.ts';
import {
  FIRST_CHANNELS,
  INPUT_SIZE,
  MESH_NUMBERS,
  NARROW_CHANNELS,
  type Block,
  type Branch,
  type FaceMeshWeights,
  type Stage,
} from './face-mesh-layers.ts';
import type { KernelModule } from './kernel-module.ts';
import { halveColors, halvingBlock, residualBlock, weighAll, type BlockSpare } from './panel-blocks.ts';
import { pointwise } from './panel-convolutions.ts';
import { PANEL, allocatePanelPicture, type PanelPicture } from './panel-picture.ts';
import { allocatePicture, rowOf, type Picture } from './picture.ts';

export interface FaceMesh {
  /** @param pixels 192x192, the face upright in the middle, see `pipeline/mesh-view.ts` */
  run(pixels: Pixels): MeshResult;
}

const COLORS = 3;
const PIXEL_BYTES = 4;
const WHITE = 255;

export function createFaceMesh(module: KernelModule, weights: FaceMeshWeights): FaceMesh {
  const input = allocatePicture(module, INPUT_SIZE, COLORS, 0, 1);
  const { steps, mesh, flag } = new NetworkBuilder(module).build(weights, input);
  return {
    run(pixels) {
      writeColors(module, pixels, input);
      for (const step of steps) step();
      return {
        points: module.view(mesh, MESH_NUMBERS).slice(),
        flag: module.view(flag, 1)[0] ?? Number.NaN,
      };
    },
  };
}

/** As numbers from 0 to 1. */
function writeColors(module: KernelModule, { width, height, data }: Pixels, input: Picture): void {
  if (width !== INPUT_SIZE || height !== INPUT_SIZE) throw new Error('a picture of another size');
  for (let row = 0; row < INPUT_SIZE; row++) {
    const numbers = module.view(rowOf(input, row), INPUT_SIZE * COLORS);
    let from = row * INPUT_SIZE * PIXEL_BYTES;
    for (let to = 0; to < numbers.length; to += COLORS, from += PIXEL_BYTES) {
      numbers[to] = (data[from] ?? 0) / WHITE;
      numbers[to + 1] = (data[from + 1] ?? 0) / WHITE;
      numbers[to + 2] = (data[from + 2] ?? 0) / WHITE;
    }
  }
}

interface Built {
  readonly steps: readonly Step[];
  /** Addresses of the two outputs. */
  readonly mesh: number;
  readonly flag: number;
}

class NetworkBuilder {
  readonly #module: KernelModule;
  readonly #steps: Step[] = [];
  readonly #zeros: number;
  readonly #filtered = new Map<string, PanelPicture>();

  constructor(module: KernelModule) {
    this.#module = module;
    this.#zeros = module.allocate(INPUT_SIZE * PANEL);
  }

  build({ first, blocks, stages, mesh, flag }: FaceMeshWeights, input: Picture): Built {
    let picture = this.#picture(INPUT_SIZE / 2, FIRST_CHANNELS);
    this.#steps.push(halveColors(this.#module, first, input, picture));
    this.#blocks(blocks, picture);
    for (const stage of stages) picture = this.#stage(stage, picture);
    const [meshOutput, flagOutput] = [this.#branch(mesh, picture), this.#branch(flag, picture)];
    return { steps: this.#steps, mesh: meshOutput, flag: flagOutput };
  }

  #stage({ halve, blocks }: Stage, input: PanelPicture): PanelPicture {
    const output = this.#picture(input.size / 2, halve.mix.bias.length);
    const spare = this.#spareFor(output.size, input.channels);
    this.#steps.push(halvingBlock(this.#module, halve, input, output, spare));
    this.#blocks(blocks, output);
    return output;
  }

  #blocks(blocks: readonly Block[], picture: PanelPicture): void {
    const spare = this.#spareFor(picture.size, picture.channels);
    for (const block of blocks) this.#steps.push(residualBlock(this.#module, block, picture, spare));
  }

  /** @returns the address of its output */
  #branch({ stage, narrow, block, whole }: Branch, input: PanelPicture): number {
    const wide = this.#stage(stage, input);
    const picture = this.#picture(wide.size, NARROW_CHANNELS);
    this.#steps.push(pointwise(this.#module, narrow, wide, picture, false));
    this.#blocks([block], picture);
    const { run, output } = weighAll(this.#module, whole, picture);
    this.#steps.push(run);
    return output;
  }

  #picture(size: number, channels: number): PanelPicture {
    return allocatePanelPicture(this.#module, size, channels);
  }

  #spareFor(size: number, channels: number): BlockSpare {
    const key = [size, channels].join();
    const filtered = this.#filtered.get(key) ?? this.#picture(size, channels);
    this.#filtered.set(key, filtered);
    return { filtered, zeros: this.#zeros };
  }
}
