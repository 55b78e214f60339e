/** @file Where kernels keep what they are in the middle of. A global belongs to an instance: instances may share the memory. */

/** Bytes of it: one tile of 6x6 of four channels. */
export const SCRATCH_BYTES: usize = 6 * 6 * 16;

export let scratch: usize = 0;

export function setScratch(address: usize): void {
  scratch = address;
}
