/** @file What kernels-replaced.mjs offers. */

/** `copy` is replaced; without `kernels` it holds a file that no browser compiles. */
export function copyWithKernels(dist: string, copy: string, kernels?: Uint8Array): void;
