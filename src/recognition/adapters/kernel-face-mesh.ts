/**
 * @file MediaPipe's face mesh on the product's own kernels, opened from its file. Runs in a module worker.
 */
import { FaultError } from '../../core/errors/fault.ts';
import { lackOf } from '../../core/errors/kernel-lack.ts';
import { createFaceMesh } from '../kernels/face-mesh.ts';
import { readFaceMesh } from '../kernels/face-mesh-layers.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';
import type { LandmarkerCard } from '../model-card.ts';
import type { FaceLandmarker } from '../ports.ts';

/** Two rounds bring WebAssembly to its optimised tier. */
const WARM_UP_RUNS = 2;

/**
 * It has seen a blank picture when it is handed out, so that the first face does not wait.
 * @throws FaultError `model-damaged` when the file has another graph, or the picture another size; a trap as it is
 */
export function openKernelFaceMesh(
  kernels: KernelModule,
  model: Uint8Array,
  { input: { width, height } }: LandmarkerCard,
): FaceLandmarker {
  const blank = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  try {
    const mesh = createFaceMesh(kernels, readFaceMesh(model));
    for (let run = 0; run < WARM_UP_RUNS; run++) mesh.run(blank);
    return { find: (pixels) => Promise.resolve(mesh.run(pixels)) };
  } catch (error) {
    if (lackOf(error) !== undefined) throw error;
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'face mesh failed');
  }
}
