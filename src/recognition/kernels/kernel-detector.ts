/** @file BlazeFace as a face detector: pictures of any size in, faces out. */
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { detectionsOfCells } from '../pipeline/cell-detections.ts';
import type { BlazeFaceWeights } from './blaze-face-weights.ts';
import { CELL_PX, INPUT_STEP, createBlazeFace, type BlazeFace } from './blaze-face.ts';
import type { Part } from './picture.ts';
import { PictureInput } from './picture-input.ts';

/** Longer side of the input for whole pictures: what the network was trained with. */
const LONG_SIDE_PX = 192;
/** The kernels work on four pixels of a row at least, also where a row has a 32nd of the input's. */
const MIN_SIDE_PX = 4 * INPUT_STEP;

/**
 * The middle half, in which the face's own middle lies, and four cells more on each side: as far as an edge is felt (three
 * convolutions of 3x3), to an even number.
 */
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
  readonly #weights: BlazeFaceWeights;
  readonly #laid = new Map<string, Laid>();

  constructor(weights: BlazeFaceWeights) {
    this.#weights = weights;
  }

  /** All faces that score `minScore` and more, the surest first; boxes and landmarks normalised to the picture. */
  detect(pixels: Pixels, minScore: number): Detection[] {
    return this.#run(pixels, inputFor(pixels), minScore);
  }

  /** Faces in the middle of a square picture, of which one face takes about half the side. */
  detectCentral(pixels: Pixels, minScore: number): Detection[] {
    return this.#run(pixels, { width: LONG_SIDE_PX, height: LONG_SIDE_PX }, minScore, CENTRAL_CELLS);
  }

  #run(pixels: Pixels, size: InputSize, minScore: number, cells?: Part): Detection[] {
    const { network, input } = this.#layOut(size, cells);
    const { scale, left, top } = input.write(pixels);
    const rows = network.run();
    const { x, y, width, height } = network.cells;
    const grid = { left: x * CELL_PX, top: y * CELL_PX, cellPx: CELL_PX, columns: width, rows: height };
    return detectionsOfCells(rows, grid, minScore, (point) => ({
      x: (point.x - left) / scale / pixels.width,
      y: (point.y - top) / scale / pixels.height,
    }));
  }

  #layOut(size: InputSize, cells?: Part): Laid {
    const key = JSON.stringify([size, cells]);
    const known = this.#laid.get(key);
    if (known !== undefined) return known;
    const network = createBlazeFace(this.#weights, size, cells);
    const laid = { network, input: new PictureInput(this.#weights.module, network.input) };
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
