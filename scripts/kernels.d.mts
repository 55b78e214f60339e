/** @file What kernels.mjs offers. */

export type KernelBuild = 'plain' | 'relaxed';

export const KERNEL_BUILDS: readonly KernelBuild[];

/** @throws with the compiler's own words when the sources are wrong */
export function compileKernels(build: KernelBuild): Promise<Uint8Array>;
