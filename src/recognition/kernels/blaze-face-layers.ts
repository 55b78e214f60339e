/** @file BlazeFace's convolutions, taken one after the other in the order of its file. */
import type { Depthwise, Pointwise, Separable } from './combinations.ts';
import type { StoredConvolution } from './tflite-layers.ts';

/** Every method throws when the next convolution is not the one that is asked for. */
export class LayerReader {
  readonly #convolutions: Iterator<StoredConvolution>;

  /** @param convolutions of `face_detection_full_range_sparse.tflite` */
  constructor(convolutions: readonly StoredConvolution[]) {
    this.#convolutions = convolutions.values();
  }

  /** @returns weights `[outputs, 3, 3, inputs]` */
  plain(outputs: number, inputs: number): StoredConvolution {
    return this.#next('plain', [outputs, 3, 3, inputs]);
  }

  pointwise(outputs: number, inputs: number): Pointwise {
    const { values, bias } = this.#next('plain', [outputs, 1, 1, inputs]);
    return { inputs, outputs, values, bias };
  }

  depthwise(channels: number): Depthwise {
    const { values, bias } = this.#next('depthwise', [1, 3, 3, channels]);
    return { channels, values, bias };
  }

  separable(inputs: number, narrow: number, outputs: number): Separable {
    return {
      into: this.depthwise(inputs),
      narrow: this.pointwise(narrow, inputs),
      within: this.depthwise(narrow),
      wide: this.pointwise(outputs, narrow),
    };
  }

  #next(kind: StoredConvolution['kind'], shape: readonly number[]): StoredConvolution {
    const next = this.#convolutions.next();
    if (next.done === true || next.value.kind !== kind || next.value.shape.join() !== shape.join()) {
      throw new Error(`a ${kind} convolution of ${shape.join('x')} was expected`);
    }
    return next.value;
  }
}
