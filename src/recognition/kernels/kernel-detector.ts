/** @file BlazeFace as a face detector: pictures of any size in, faces out. */
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { detectionsOfCells } from '../pipeline/cell-detections.ts';
import { CELL_PX, INPUT_STEP, createBlazeFace, type BlazeFace } from './blaze-face.ts';
import type { KernelModule } from './kernel-module.ts';
import { PictureInput } from './picture-input.ts';
import type { Part } from './planes.ts';
import type { StoredConvolution } from './tflite-layers.ts';

/** Longer side of the input for whole pictures: what the network was trained with. */
const LONG_SIDE_PX = 192;
/** The kernels work on four pixels of a row at least, also where a row has a 32nd of the input's. */
const MIN_SIDE_PX = 4 * INPUT_STEP;

/**
 * The middle half, in which the face's own middle lies, and four cells more on each side: as far as an edge is felt (three
 * convolutions of 3x3), to an even number.
 */
const SQUARE = { width: LONG_SIDE_PX, height: LONG_SIDE_PX };
const CENTRAL_CELLS = { x: 8, y: 8, width: 32, height: 32 };

interface InputSize {
  readonly width: number;
  readonly height: number;
}

/** A network for one size of input, ready to run. */
interface Laid {
  readonly network: BlazeFace;
  readonly input: PictureInput;
}

export class KernelDetector {
  readonly #module: KernelModule;
  readonly #convolutions: readonly StoredConvolution[];
  readonly #laid = new Map<string, Laid>();

  constructor(module: KernelModule, convolutions: readonly StoredConvolution[]) {
    this.#module = module;
    this.#convolutions = convolutions;
  }

  /** All faces that score `minScore` and more, the surest first; boxes and landmarks normalised to the picture. */
  detect(pixels: Pixels, minScore: number): Detection[] {
    return this.#run(pixels, inputFor(pixels), minScore);
  }

  /** Faces in the middle of a square picture, of which one face takes about half the side. */
  detectCentral(pixels: Pixels, minScore: number): Detection[] {
    return this.#run(pixels, SQUARE, minScore, CENTRAL_CELLS);
  }

  #run(pixels: Pixels, size: InputSize, minScore: number, part?: Part): Detection[] {
    const { network, input } = this.#layOut(size, part);
    const { scale, left, top } = input.write(pixels);
    // The sigmoid grows with its argument: compare before it.
    const cells = network.run(Math.log(minScore / (1 - minScore)));
    return detectionsOfCells(cells, CELL_PX, (point) => ({
      x: (point.x - left) / scale / pixels.width,
      y: (point.y - top) / scale / pixels.height,
    }));
  }

  #layOut(size: InputSize, part?: Part): Laid {
    const key = JSON.stringify([size, part]);
    const known = this.#laid.get(key);
    if (known !== undefined) return known;
    const network = createBlazeFace(this.#module, this.#convolutions, size, part);
    const laid = { network, input: new PictureInput(this.#module, network.input) };
    this.#laid.set(key, laid);
    return laid;
  }
}

/** Whole steps that hold the picture at `LONG_SIDE_PX`: no more of the black around it than needed. */
function inputFor({ width, height }: InputSize): InputSize {
  const scale = LONG_SIDE_PX / Math.max(width, height);
  const side = (px: number): number =>
    Math.max(MIN_SIDE_PX, Math.ceil(Math.round(px * scale) / INPUT_STEP) * INPUT_STEP);
  return { width: side(width), height: side(height) };
}
