/** @file One of BlazeFace's two last convolutions, row by row as asked for: most rows have no face. */
import type { KernelModule } from './kernel-module.ts';
import { NUMBER_BYTES, type Planes } from './planes.ts';

export class Head {
  readonly rowWidth: number;
  readonly #module: KernelModule;
  readonly #mix: (row: number) => void;
  readonly #filter: (row: number) => void;
  readonly #output: Planes;
  readonly #isMixed: boolean[];
  #row = -1;

  constructor(
    module: KernelModule,
    height: number,
    mix: (row: number) => void,
    filter: (row: number) => void,
    output: Planes,
  ) {
    this.#module = module;
    this.#mix = mix;
    this.#filter = filter;
    this.#output = output;
    this.#isMixed = Array.from({ length: height }, () => false);
    this.rowWidth = output.planeStep / NUMBER_BYTES;
  }

  /** Of another picture. */
  begin(): void {
    this.#isMixed.fill(false);
    this.#row = -1;
  }

  /** @returns `[channels, rowWidth]`, valid until the next call */
  row(row: number): Float32Array {
    if (this.#row !== row) {
      this.#row = row;
      for (let above = 2 * row - 1; above <= 2 * row + 1; above++) {
        if (this.#isMixed[above] !== false) continue;
        this.#isMixed[above] = true;
        this.#mix(above);
      }
      this.#filter(row);
    }
    const { start, channels } = this.#output;
    return this.#module.view(start, channels * this.rowWidth);
  }
}
