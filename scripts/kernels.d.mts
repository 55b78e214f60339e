/** @file What kernels.mjs offers. */

/**
 * @returns the module, which needs relaxed SIMD: Node 20 asks for `--experimental-wasm-relaxed-simd`
 * @throws with the compiler's own words when the sources are wrong
 */
export function compileKernels(): Promise<Uint8Array>;
