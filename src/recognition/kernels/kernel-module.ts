/** @file The WebAssembly module of `assembly/`, open: its functions, and memory that is given out once and never taken back. */

import type { KernelFunctions } from './kernel-functions.ts';

interface KernelExports extends KernelFunctions {
  memoryStart(): number;
  scratchSize(): number;
  useScratch(address: number): void;
}

/** What a worker hands to another one, so that it works with the same weights. */
export interface KernelShare {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where weights are, in the order in which they were placed. */
  readonly placed: readonly number[];
}

const PAGE_BYTES = 65_536;
/** As `scripts/kernels.mjs` says: addresses for 256 MB, of which those in use become memory. FaceNet takes 54 MB, a second instance 3.1 more. */
const MAX_PAGES = 4096;
/** A cache line. */
const ALIGNMENT = 64;

/**
 * One instance of the module. Instances of several workers may have one memory ([Note: Lanes]): each weight is in it once, and read
 * by all; what is allocated belongs to one instance. A page that is not cross-origin isolated has such memory too, but cannot hand
 * it over.
 */
export class KernelModule {
  readonly functions: KernelFunctions;
  readonly #module: WebAssembly.Module;
  readonly #memory: WebAssembly.Memory;
  /** Bytes that are given out, after `#start`: at the beginning of the memory, since all instances count on it. */
  readonly #used: Int32Array;
  readonly #start: number;
  readonly #placed: number[] = [];
  /** Of weights that another instance has placed and this one has not asked for. */
  readonly #left: number[] | undefined;

  constructor(module: WebAssembly.Module, share?: KernelShare) {
    this.#module = module;
    this.#memory = share?.memory ?? new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
    this.#left = share === undefined ? undefined : [...share.placed];
    const instance = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    // The sources declare what the module exports; nothing in JavaScript can check it.
    const exports = instance.exports as unknown as KernelExports;
    this.functions = exports;
    const first = aligned(exports.memoryStart());
    this.#used = new Int32Array(this.#memory.buffer, first, 1);
    this.#start = first + ALIGNMENT;
    exports.useScratch(this.allocate(exports.scratchSize() / Float32Array.BYTES_PER_ELEMENT));
  }

  /** @returns the address of `count` numbers, all zero. */
  allocate(count: number): number {
    const bytes = aligned(count * Float32Array.BYTES_PER_ELEMENT);
    const start = this.#start + Atomics.add(this.#used, 0, bytes);
    const missing = start + bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    return start;
  }

  /**
   * @param make is called where no other instance has placed them
   * @returns the address of a copy, which is only read from then on.
   */
  place(make: () => Float32Array): number {
    if (this.#left !== undefined) return takeFirst(this.#left);
    const values = make();
    const start = this.allocate(values.length);
    this.view(start, values.length).set(values);
    this.#placed.push(start);
    return start;
  }

  /** For an instance that places the same weights, in the same order. */
  share(): KernelShare {
    return { module: this.#module, memory: this.#memory, placed: [...this.#placed] };
  }

  /** Stays valid: memory that is shared grows in its place. */
  view(start: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, start, count);
  }

  /** As `view`, of bytes. */
  bytes(start: number, count: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, start, count);
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function takeFirst(addresses: number[]): number {
  const address = addresses.shift();
  if (address === undefined) throw new Error('the other instance has fewer weights');
  return address;
}

/** The smallest module with a fused multiplication and addition, WebAssembly's "relaxed SIMD". */
const RELAXED_PROBE =
  '0061736d01000000' + // version 1
  '010501600' +
  '0017b' + // a function without arguments that gives a vector
  '03020100' +
  '0a13011100' +
  '4100fd114100fd114100fd11fd85020b';

/** @returns whether this runtime knows relaxed SIMD (Chrome 114), which the module is made of. */
export function hasRelaxedSimd(): boolean {
  const bytes = RELAXED_PROBE.match(/../gu) ?? [];
  return WebAssembly.validate(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}
