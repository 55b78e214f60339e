/** @file Memory belongs to the caller. */
import { SCRATCH_BYTES, setScratch } from './scratch';

/** The first byte that is free. */
export function memoryStart(): usize {
  return __heap_base;
}

/** Bytes that each instance wants for itself, at an address that is a multiple of 16. */
export function scratchSize(): usize {
  return SCRATCH_BYTES;
}

/** Call once, before any other kernel. */
export function useScratch(address: usize): void {
  setScratch(address);
}
