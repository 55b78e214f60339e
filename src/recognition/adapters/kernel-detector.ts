/** @file BlazeFace on the product's own kernels, opened from MediaPipe's file. Runs in a module worker. */
import { FaultError } from '../../core/errors/fault.ts';
import { lackOf } from '../../core/errors/kernel-lack.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { KernelDetector } from '../kernels/kernel-detector.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';
import { readTfliteConvolutions } from '../kernels/tflite-layers.ts';
import type { DetectorCard } from '../model-card.ts';
import type { FaceDetector } from '../ports.ts';

/** Two rounds bring WebAssembly to its optimised tier. */
const WARM_UP_RUNS = 2;
/** As most pictures are shaped. */
const BLANK: Pixels = { width: 16, height: 9, data: new Uint8ClampedArray(16 * 9 * 4) };

/**
 * It has seen a blank picture when it is handed out, so that the first face does not wait.
 * @throws FaultError `model-damaged` when a weight is missing; a trap as it is
 */
export function openKernelDetector(
  kernels: KernelModule,
  model: Uint8Array,
  card: DetectorCard,
): FaceDetector {
  try {
    const detector = new KernelDetector(kernels, readTfliteConvolutions(model), card);
    for (let run = 0; run < WARM_UP_RUNS; run++) detector.detect(BLANK, card.thresholds.minDetectionScore);
    return {
      detect: (pixels, minScore) => Promise.resolve(detector.detect(pixels, minScore)),
      // Its memory goes with the worker.
      close: () => undefined,
    };
  } catch (error) {
    if (lackOf(error) !== undefined) throw error;
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'detector failed');
  }
}
