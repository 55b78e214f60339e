/** @file The kernels' WebAssembly file, as this browser can run it. */
import { FaultError } from '../../core/errors/fault.ts';
import { KernelModule, hasRelaxedSimd } from '../kernels/kernel-module.ts';

/**
 * @param kernelBase folder of `plain.wasm` and `relaxed.wasm`, with a trailing slash
 * @throws FaultError `model-missing`
 */
export async function openKernels(kernelBase: string): Promise<KernelModule> {
  return new KernelModule(await compileKernelFile(kernelBase));
}

async function compileKernelFile(kernelBase: string): Promise<WebAssembly.Module> {
  const build = hasRelaxedSimd() ? 'relaxed' : 'plain';
  try {
    return await WebAssembly.compileStreaming(fetch(`${kernelBase}${build}.wasm`));
  } catch {
    throw new FaultError('model-missing', 'the kernels could not be read');
  }
}
