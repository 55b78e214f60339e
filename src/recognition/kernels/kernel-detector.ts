/** @file BlazeFace as a face detector: pictures of any size in, faces out. */
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { detectionsOfCells } from '../pipeline/cell-detections.ts';
import { CELL_PX, createBlazeFace, type BlazeFace } from './blaze-face.ts';
import type { KernelModule } from './kernel-module.ts';
import { PictureInput } from './picture-input.ts';
import type { Part } from './planes.ts';
import type { StoredConvolution } from './tflite-layers.ts';

/**
 * Side of the input for whole pictures: what the network was trained with. A picture of 16:9 in 192x128, with less of the black around it,
 * took a third less time, but the faces of a clip changed their track twice that do not in the square.
 */
const INPUT_PX = 192;

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
    return this.#run(pixels, INPUT_PX, minScore);
  }

  /**
   * Faces in the middle of a square picture, of which one face takes about half the side.
   * @param inputPx side of the network's input, a multiple of 32
   */
  detectCentral(pixels: Pixels, minScore: number, inputPx: number): Detection[] {
    return this.#run(pixels, inputPx, minScore, centralCells(inputPx));
  }

  #run(pixels: Pixels, inputPx: number, minScore: number, part?: Part): Detection[] {
    const { network, input } = this.#layOut(inputPx, part);
    const { scale, left, top } = input.write(pixels);
    // The sigmoid grows with its argument: compare before it.
    const cells = network.run(Math.log(minScore / (1 - minScore)));
    return detectionsOfCells(cells, CELL_PX, (point) => ({
      x: (point.x - left) / scale / pixels.width,
      y: (point.y - top) / scale / pixels.height,
    }));
  }

  #layOut(inputPx: number, part?: Part): Laid {
    const key = JSON.stringify([inputPx, part]);
    const known = this.#laid.get(key);
    if (known !== undefined) return known;
    const network = createBlazeFace(this.#module, this.#convolutions, inputPx, part);
    const laid = { network, input: new PictureInput(this.#module, network.input) };
    this.#laid.set(key, laid);
    return laid;
  }
}

/**
 * The middle half, in which the face's own middle lies, and four cells more on each side: as far as an edge is felt (three
 * convolutions of 3x3), to an even number.
 */
function centralCells(inputPx: number): Part {
  const first = inputPx / CELL_PX / 4 - 4;
  const side = inputPx / CELL_PX - 2 * first;
  return { x: first, y: first, width: side, height: side };
}
