/** @file Memory belongs to the caller. */

/** The first byte that is free. */
export function memoryStart(): usize {
  return __heap_base;
}
