/** @file BlazeFace as a face detector: pictures of any size in, faces out. */
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { detectionsOfCells } from '../pipeline/cell-detections.ts';
import { createBlazeFace, type BlazeFace } from './blaze-face.ts';
import type { KernelModule } from './kernel-module.ts';
import { PictureInput } from './picture-input.ts';
import type { StoredConvolution } from './tflite-layers.ts';

/** What the detector's card says of its input, its cells and its faces. */
export interface DetectorRules {
  readonly input: { readonly width: number };
  readonly cells: { readonly stepPx: number };
  readonly thresholds: { readonly minSuppressionOverlap: number };
}

export class KernelDetector {
  readonly #network: BlazeFace;
  readonly #input: PictureInput;
  readonly #rules: DetectorRules;

  constructor(module: KernelModule, convolutions: readonly StoredConvolution[], rules: DetectorRules) {
    this.#network = createBlazeFace(module, convolutions, rules.input.width);
    this.#input = new PictureInput(module, this.#network.input);
    this.#rules = rules;
  }

  /** All faces that score `minScore` and more, the surest first; boxes and landmarks normalised to the picture. */
  detect(pixels: Pixels, minScore: number): Detection[] {
    const { scale, left, top } = this.#input.write(pixels);
    // The sigmoid grows with its argument: compare before it.
    const found = this.#network.run(Math.log(minScore / (1 - minScore)));
    const { cells, thresholds } = this.#rules;
    return detectionsOfCells(found, cells.stepPx, thresholds.minSuppressionOverlap, (point) => ({
      x: (point.x - left) / scale / pixels.width,
      y: (point.y - top) / scale / pixels.height,
    }));
  }
}
