/** @file BlazeFace on the product's own kernels, opened from MediaPipe's file. Runs in a module worker. */
import { FaultError } from '../../core/errors/fault.ts';
import { KernelDetector } from '../kernels/kernel-detector.ts';
import { KernelModule } from '../kernels/kernel-module.ts';
import { readTfliteConvolutions } from '../kernels/tflite-layers.ts';
import { compileKernelFile } from './kernel-files.ts';

/**
 * @param kernelBase folder of `plain.wasm` and `relaxed.wasm`, with a trailing slash
 * @throws FaultError `model-damaged` when a weight is missing, `model-missing` without the kernels.
 */
export async function openKernelDetector(model: Uint8Array, kernelBase: string): Promise<KernelDetector> {
  const module = await compileKernelFile(kernelBase);
  try {
    return new KernelDetector(new KernelModule(module), readTfliteConvolutions(model));
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'detector failed');
  }
}
