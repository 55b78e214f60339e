/** @file The kernels' WebAssembly file, open. Runs in a module worker. */
import { KernelsLacking, lackOf } from '../../core/errors/kernel-lack.ts';
import { KernelModule, hasRelaxedSimd } from '../kernels/kernel-module.ts';

/**
 * @param kernelBase folder of `kernels.wasm`, with a trailing slash
 * @throws KernelsLacking where this browser cannot run them
 */
export async function openKernels(kernelBase: string): Promise<KernelModule> {
  if (!hasRelaxedSimd()) throw new KernelsLacking('no-relaxed-simd');
  try {
    return new KernelModule(await WebAssembly.compileStreaming(fetch(`${kernelBase}kernels.wasm`)));
  } catch (error) {
    throw new KernelsLacking(lackOf(error) ?? 'not-compiled');
  }
}
