/** @file A picture as the network's input: scaled to fit, in the middle, black around it, to the bit as MediaPipe does it. */
import type { Pixels } from '../../core/image/pixels.ts';
import type { KernelModule } from './kernel-module.ts';
import { NUMBER_BYTES, rowOfPlanes, type Planes } from './planes.ts';
import { TAP_BYTES, tapsOf, writeTaps, type Tap, type Taps } from './taps.ts';

/** Where the picture lies in the input: `input = picture * scale + left` (or `top`), in pixels of each. */
export interface Fit {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const BLACK = -1;
const PIXEL_BYTES = 4;
/** Frames and regions have no more, and are taken over at once; of larger pictures two rows at a time. */
const MOST_PIXELS_AT_ONCE = 256 * 256;
const NONE: Taps = { first: 0, taps: [] };

export function fitInto(picture: Size, input: Size): Fit {
  const scale = Math.min(input.width / picture.width, input.height / picture.height);
  return {
    scale,
    left: (input.width - picture.width * scale) / 2,
    top: (input.height - picture.height * scale) / 2,
  };
}

export class PictureInput {
  readonly #module: KernelModule;
  readonly #input: Planes;
  readonly #inputSize: Size;
  /** For the kernels. */
  readonly #rowTable: number;
  readonly #columnTable: number;
  #pictureSize: Size = { width: 0, height: 0 };
  #fit: Fit = { scale: 1, left: 0, top: 0 };
  #rows: Taps = NONE;
  #columns: Taps = NONE;
  /** Room for a small picture. */
  readonly #whole: Uint8Array;
  /** Room for two rows of a large one. */
  #twoRows: Uint8Array = new Uint8Array();

  /** @param input the even and the odd columns of each colour, see `BlazeFace` */
  constructor(module: KernelModule, input: Planes) {
    this.#module = module;
    this.#input = input;
    this.#inputSize = { width: 2 * input.width, height: input.height };
    this.#rowTable = module.allocate((this.#inputSize.height * TAP_BYTES) / NUMBER_BYTES);
    this.#columnTable = module.allocate((this.#inputSize.width * TAP_BYTES) / NUMBER_BYTES);
    this.#whole = module.bytes(module.allocate(MOST_PIXELS_AT_ONCE), MOST_PIXELS_AT_ONCE * PIXEL_BYTES);
  }

  write(pixels: Pixels): Fit {
    if (pixels.width !== this.#pictureSize.width || pixels.height !== this.#pictureSize.height) {
      this.#prepare(pixels);
    }
    const { first, taps } = this.#rows;
    if (isSmall(pixels)) {
      this.#whole.set(pixels.data);
      this.#writeRows(this.#whole.byteOffset, first, taps.length);
    } else {
      for (const [index, tap] of taps.entries()) this.#writeRowOf(pixels, first + index, tap);
    }
    return this.#fit;
  }

  #prepare({ width, height }: Size): void {
    this.#pictureSize = { width, height };
    this.#fit = fitInto({ width, height }, this.#inputSize);
    const { scale, left, top } = this.#fit;
    this.#columns = tapsOf(this.#inputSize.width, left, scale, width);
    this.#rows = tapsOf(this.#inputSize.height, top, scale, height);
    writeTaps(this.#tableAt(this.#columnTable, this.#inputSize.width), this.#columns.taps, PIXEL_BYTES);
    this.#blacken();
    const rowBytes = width * PIXEL_BYTES;
    if (isSmall({ width, height })) {
      writeTaps(this.#tableAt(this.#rowTable, this.#inputSize.height), this.#rows.taps, rowBytes);
    } else if (2 * rowBytes > this.#twoRows.length) {
      this.#twoRows = this.#module.bytes(this.#module.allocate(2 * width), 2 * rowBytes);
    }
  }

  #tableAt(address: number, entries: number): DataView {
    const { buffer, byteOffset, byteLength } = this.#module.bytes(address, entries * TAP_BYTES);
    return new DataView(buffer, byteOffset, byteLength);
  }

  #blacken(): void {
    const input = this.#input;
    for (let row = 0; row < input.height; row++) {
      for (let plane = 0; plane < input.channels; plane++) {
        const start = rowOfPlanes(input, row) + plane * input.planeStep;
        this.#module.view(start, input.width).fill(BLACK);
      }
    }
  }

  #writeRowOf({ width, data }: Pixels, row: number, tap: Tap): void {
    const rowBytes = width * PIXEL_BYTES;
    this.#twoRows.set(data.subarray(tap.before * rowBytes, (tap.before + 1) * rowBytes));
    this.#twoRows.set(data.subarray(tap.after * rowBytes, (tap.after + 1) * rowBytes), rowBytes);
    writeTaps(this.#tableAt(this.#rowTable, 1), [{ ...tap, before: 0, after: 1 }], rowBytes);
    this.#writeRows(this.#twoRows.byteOffset, row, 1);
  }

  #writeRows(picture: number, first: number, count: number): void {
    this.#module.functions.resampleRows(
      picture,
      this.#rowTable,
      count,
      this.#columnTable,
      this.#columns.first,
      this.#columns.taps.length,
      rowOfPlanes(this.#input, first),
      this.#input.rowStep,
      this.#input.planeStep,
    );
  }
}

function isSmall({ width, height }: Size): boolean {
  return width * height <= MOST_PIXELS_AT_ONCE;
}
