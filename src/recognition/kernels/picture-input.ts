/** @file A picture as the network's input: scaled to fit, in the middle, black around it, as MediaPipe does it. */
import type { Pixels } from '../../core/image/pixels.ts';
import type { KernelModule } from './kernel-module.ts';
import { NUMBER_BYTES, rowOfPlanes, type Planes } from './planes.ts';

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
const COLUMN_BYTES = 12;
/** Frames and regions have no more, and are taken over at once; of larger pictures two rows at a time. */
const MOST_PIXELS_AT_ONCE = 256 * 256;

export function fitInto(picture: Size, input: Size): Fit {
  const scale = Math.min(input.width / picture.width, input.height / picture.height);
  return {
    scale,
    left: (input.width - picture.width * scale) / 2,
    top: (input.height - picture.height * scale) / 2,
  };
}

/** Outputs from `first` to before `end` lie within the picture. */
interface Span {
  readonly first: number;
  readonly end: number;
}

export class PictureInput {
  readonly #module: KernelModule;
  readonly #input: Planes;
  readonly #columns: number;
  readonly #inputSize: Size;
  #pictureSize: Size = { width: 0, height: 0 };
  #fit: Fit = { scale: 1, left: 0, top: 0 };
  #across: Span = { first: 0, end: 0 };
  #down: Span = { first: 0, end: 0 };
  /** Room for a small picture. */
  readonly #whole: Uint8Array;
  /** Room for two rows of a large one. */
  #twoRows: Uint8Array = new Uint8Array();

  /** @param input the even and the odd columns of each colour, see `BlazeFace` */
  constructor(module: KernelModule, input: Planes) {
    this.#module = module;
    this.#input = input;
    this.#inputSize = { width: 2 * input.width, height: input.height };
    this.#columns = module.allocate((this.#inputSize.width * COLUMN_BYTES) / NUMBER_BYTES);
    this.#whole = module.bytes(module.allocate(MOST_PIXELS_AT_ONCE), MOST_PIXELS_AT_ONCE * PIXEL_BYTES);
  }

  /** Bilinear, by `source = (target - left) / scale`: half a pixel off where it shrinks, as all limits of the product were measured. */
  write(pixels: Pixels): Fit {
    if (pixels.width !== this.#pictureSize.width || pixels.height !== this.#pictureSize.height) {
      this.#prepare(pixels);
    }
    const { width, height, data } = pixels;
    const isSmall = width * height <= MOST_PIXELS_AT_ONCE;
    if (isSmall) this.#whole.set(data);
    const { first, end } = this.#down;
    for (let row = first; row < end; row++) {
      const { before, after, share } = between(row, this.#fit.top, this.#fit.scale, height);
      const upper = isSmall ? this.#placeOf(before, width) : this.#take(pixels, before, 0);
      const lower = isSmall ? this.#placeOf(after, width) : this.#take(pixels, after, 1);
      this.#writeRow(row, upper, lower, share);
    }
    return this.#fit;
  }

  #prepare({ width, height }: Size): void {
    this.#pictureSize = { width, height };
    this.#fit = fitInto({ width, height }, this.#inputSize);
    const { scale, left, top } = this.#fit;
    this.#across = spanOf(left, width * scale);
    this.#down = spanOf(top, height * scale);
    if (lengthOf(this.#across) < this.#inputSize.width || lengthOf(this.#down) < this.#inputSize.height) {
      this.#blacken();
    }
    const rowsBytes = 2 * width * PIXEL_BYTES;
    if (width * height > MOST_PIXELS_AT_ONCE && rowsBytes > this.#twoRows.length) {
      this.#twoRows = this.#module.bytes(this.#module.allocate(2 * width), rowsBytes);
    }
    const table = this.#module.bytes(this.#columns, this.#inputSize.width * COLUMN_BYTES);
    const numbers = new DataView(table.buffer, table.byteOffset, table.byteLength);
    for (let column = this.#across.first; column < this.#across.end; column++) {
      const { before, after, share } = between(column, left, scale, width);
      const at = (column - this.#across.first) * COLUMN_BYTES;
      numbers.setUint32(at, before * PIXEL_BYTES, true);
      numbers.setUint32(at + 4, after * PIXEL_BYTES, true);
      numbers.setFloat32(at + 8, share, true);
    }
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

  #placeOf(row: number, width: number): number {
    return this.#whole.byteOffset + row * width * PIXEL_BYTES;
  }

  /** @returns where the row lies now */
  #take({ width, data }: Pixels, row: number, place: 0 | 1): number {
    const rowBytes = width * PIXEL_BYTES;
    this.#twoRows.set(data.subarray(row * rowBytes, (row + 1) * rowBytes), place * rowBytes);
    return this.#twoRows.byteOffset + place * rowBytes;
  }

  #writeRow(row: number, upper: number, lower: number, share: number): void {
    const to = rowOfPlanes(this.#input, row);
    const { planeStep } = this.#input;
    const { resampleRow } = this.#module.functions;
    resampleRow(
      upper,
      lower,
      share,
      this.#columns,
      this.#across.first,
      lengthOf(this.#across),
      to,
      planeStep,
    );
  }
}

function lengthOf({ first, end }: Span): number {
  return end - first;
}

/** Outputs whose middles lie within the picture. */
function spanOf(start: number, length: number): Span {
  return { first: Math.ceil(start - 0.5), end: Math.ceil(start + length - 0.5) };
}

/** The two pixels, of `count`, between which an output lies. */
function between(
  output: number,
  start: number,
  scale: number,
  count: number,
): { readonly before: number; readonly after: number; readonly share: number } {
  const at = Math.min(Math.max((output - start) / scale, 0), count - 1);
  const before = Math.floor(at);
  return { before, after: Math.min(before + 1, count - 1), share: at - before };
}
