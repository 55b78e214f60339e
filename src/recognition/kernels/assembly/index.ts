/** @file What the module exports. Memory belongs to the caller, from `memoryStart` on. */
export { multiply } from './multiply';
export { productsToTilesFour, tilesToProductsFour } from './winograd-four';
export { productsToTilesTwo, tilesToProductsTwo } from './winograd-two';
export { layOutWindows, maximaOfThree, meansOfTwo } from './pool';

/** The first byte that is free. */
export function memoryStart(): usize {
  return __heap_base;
}
