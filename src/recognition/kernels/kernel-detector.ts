/** @file BlazeFace as a face detector: pictures of any size in, faces out. */
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { detectionsOfCells } from '../pipeline/cell-detections.ts';
import { CELL_PX, createBlazeFace, type BlazeFace } from './blaze-face.ts';
import type { KernelModule } from './kernel-module.ts';
import { PictureInput } from './picture-input.ts';
import type { StoredConvolution } from './tflite-layers.ts';

/**
 * Side of the input for whole pictures: what the network was trained with. A picture of 16:9 in 192x128, with less of the black around it,
 * took a third less time, but the faces of a clip changed their track twice that do not in the square.
 */
const INPUT_PX = 192;

export class KernelDetector {
  readonly #network: BlazeFace;
  readonly #input: PictureInput;

  constructor(module: KernelModule, convolutions: readonly StoredConvolution[]) {
    this.#network = createBlazeFace(module, convolutions, INPUT_PX);
    this.#input = new PictureInput(module, this.#network.input);
  }

  /** All faces that score `minScore` and more, the surest first; boxes and landmarks normalised to the picture. */
  detect(pixels: Pixels, minScore: number): Detection[] {
    const { scale, left, top } = this.#input.write(pixels);
    // The sigmoid grows with its argument: compare before it.
    const cells = this.#network.run(Math.log(minScore / (1 - minScore)));
    return detectionsOfCells(cells, CELL_PX, (point) => ({
      x: (point.x - left) / scale / pixels.width,
      y: (point.y - top) / scale / pixels.height,
    }));
  }
}
