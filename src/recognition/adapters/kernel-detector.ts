/** @file BlazeFace on the product's own kernels, opened from MediaPipe's file. Runs in a module worker. */
import { FaultError } from '../../core/errors/fault.ts';
import { KernelDetector } from '../kernels/kernel-detector.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';
import { readTfliteConvolutions } from '../kernels/tflite-layers.ts';

/** Two rounds bring WebAssembly to its optimised tier. */
const WARM_UP_RUNS = 2;

/**
 * @param use what it will be asked: done with a blank picture first, so that the first face does not wait
 * @throws FaultError `model-damaged` when a weight is missing
 */
export function openKernelDetector(
  kernels: KernelModule,
  model: Uint8Array,
  use: (detector: KernelDetector) => void,
): KernelDetector {
  try {
    const detector = new KernelDetector(kernels, readTfliteConvolutions(model));
    for (let run = 0; run < WARM_UP_RUNS; run++) use(detector);
    return detector;
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'detector failed');
  }
}
