/** @file One of BlazeFace's two last convolutions, row by row as asked for: most rows have no face. */
import type { KernelModule } from './kernel-module.ts';
import { NUMBER_BYTES, type Planes } from './planes.ts';

export class Head {
  readonly rowWidth: number;
  readonly #mix: (row: number) => void;
  readonly #filter: (row: number) => void;
  /** `[channels, rowWidth]` */
  readonly #row: Float32Array;
  readonly #isMixed: boolean[];
  #rowNumber = -1;

  constructor(
    module: KernelModule,
    height: number,
    mix: (row: number) => void,
    filter: (row: number) => void,
    output: Planes,
  ) {
    this.#mix = mix;
    this.#filter = filter;
    this.#isMixed = Array.from({ length: height }, () => false);
    this.rowWidth = output.planeStep / NUMBER_BYTES;
    this.#row = module.view(output.start, output.channels * this.rowWidth);
  }

  /** Of another picture. */
  begin(): void {
    this.#isMixed.fill(false);
    this.#rowNumber = -1;
  }

  /** @returns `[channels, rowWidth]`, valid until the next call */
  row(row: number): Float32Array {
    if (this.#rowNumber !== row) {
      this.#rowNumber = row;
      for (let above = 2 * row - 1; above <= 2 * row + 1; above++) {
        if (this.#isMixed[above] !== false) continue;
        this.#isMixed[above] = true;
        this.#mix(above);
      }
      this.#filter(row);
    }
    return this.#row;
  }
}
