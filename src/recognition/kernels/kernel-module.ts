/** @file The WebAssembly module of `assembly/`, open: its functions, and memory that is given out once and never taken back. */

/** Pointers and steps are bytes, counts are numbers of rows, pixels or tiles; see the sources for each. */
export interface KernelFunctions {
  readonly multiply: (
    a: number,
    aStep: number,
    rows: number,
    b: number,
    bias: number,
    depth: number,
    columns: number,
    isRectified: boolean,
    out: number,
    outStep: number,
  ) => void;
  readonly tilesToProductsFour: TilesToProducts;
  readonly tilesToProductsTwo: TilesToProducts;
  readonly productsToTilesFour: ProductsToTiles;
  readonly productsToTilesTwo: ProductsToTiles;
  readonly layOutWindows: (
    from: number,
    rowStep: number,
    windowStep: number,
    segment: number,
    height: number,
    count: number,
    to: number,
  ) => void;
  readonly maximaOfThree: (
    from: number,
    rowStep: number,
    channels: number,
    count: number,
    to: number,
  ) => void;
  readonly meansOfTwo: (
    from: number,
    rowStep: number,
    channels: number,
    count: number,
    to: number,
    toPixelStep: number,
  ) => void;
  readonly combine: (
    from: number,
    list: number,
    outputs: number,
    width: number,
    isRectified: boolean,
    isAdded: boolean,
    to: number,
    toStep: number,
  ) => void;
  readonly resampleRow: (
    upper: number,
    lower: number,
    weight: number,
    columns: number,
    first: number,
    count: number,
    out: number,
    planeStep: number,
  ) => void;
  readonly halveRow: (
    from: number,
    fromStep: number,
    planes: number,
    count: number,
    to: number,
    toStep: number,
  ) => void;
  readonly addDoubledRow: (
    near: number,
    far: number,
    fromStep: number,
    planes: number,
    width: number,
    first: number,
    count: number,
    to: number,
    toStep: number,
  ) => void;
}

export type TilesToProducts = (
  from: number,
  rowStep: number,
  channels: number,
  tiles: number,
  to: number,
  planeStep: number,
) => void;

export type ProductsToTiles = (
  from: number,
  planeStep: number,
  channels: number,
  tiles: number,
  bias: number,
  isAdded: boolean,
  to: number,
  rowStep: number,
  rows: number,
  columns: number,
) => void;

interface KernelExports extends KernelFunctions {
  readonly memory: WebAssembly.Memory;
  memoryStart(): number;
}

const PAGE_BYTES = 65_536;
/** A cache line. */
const ALIGNMENT = 64;

/** One instance of the module. */
export class KernelModule {
  readonly functions: KernelFunctions;
  readonly #memory: WebAssembly.Memory;
  #end: number;

  constructor(module: WebAssembly.Module) {
    // The sources declare what the module exports; nothing in JavaScript can check it.
    const exports = new WebAssembly.Instance(module).exports as unknown as KernelExports;
    this.functions = exports;
    this.#memory = exports.memory;
    this.#end = exports.memoryStart();
  }

  /** @returns the address of `count` numbers, all zero. */
  allocate(count: number): number {
    const start = Math.ceil(this.#end / ALIGNMENT) * ALIGNMENT;
    this.#end = start + count * Float32Array.BYTES_PER_ELEMENT;
    const missing = this.#end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    return start;
  }

  /** @returns the address of a copy of `values`. */
  place(values: Float32Array): number {
    const start = this.allocate(values.length);
    this.view(start, values.length).set(values);
    return start;
  }

  /** Valid until the next `allocate`. */
  view(start: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, start, count);
  }

  /** As `view`, of bytes. */
  bytes(start: number, count: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, start, count);
  }
}

/** The smallest module with a fused multiplication and addition, WebAssembly's "relaxed SIMD". */
const RELAXED_PROBE =
  '0061736d01000000' + // version 1
  '010501600' +
  '0017b' + // a function without arguments that gives a vector
  '03020100' +
  '0a13011100' +
  '4100fd114100fd114100fd11fd85020b';

/** @returns whether this runtime knows relaxed SIMD (Chrome 114). Without it the plain kernels do the same with two roundings. */
export function hasRelaxedSimd(): boolean {
  const bytes = RELAXED_PROBE.match(/../gu) ?? [];
  return WebAssembly.validate(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}
