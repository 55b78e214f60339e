/**
 * @file MediaPipe's face mesh on the product's own kernels, opened from its file. Runs in a module worker.
 */
import { FaultError } from '../../core/errors/fault.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { createFaceMesh, type FaceMesh } from '../kernels/face-mesh.ts';
import { readFaceMesh } from '../kernels/face-mesh-layers.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';

/** Two rounds bring WebAssembly to its optimised tier. */
const WARM_UP_RUNS = 2;

/**
 * @param blank a picture of the size that it will be given: it is run on that first, so that the first face
 * does not wait
 * @throws FaultError `model-damaged` when the file has another graph, or the picture another size
 */
export function openKernelFaceMesh(kernels: KernelModule, model: Uint8Array, blank: Pixels): FaceMesh {
  try {
    const mesh = createFaceMesh(kernels, readFaceMesh(model));
    for (let run = 0; run < WARM_UP_RUNS; run++) mesh.run(blank);
    return mesh;
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'face mesh failed');
  }
}
