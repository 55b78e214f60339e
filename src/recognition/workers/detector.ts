/** @file The detector's worker as an object. */
import * as Comlink from 'comlink';
import type { KernelUse } from '../../core/errors/kernel-lack.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { FramePixels } from '../../core/image/yuv.ts';
import type { DetectorSetup, DetectorWorkerApi } from './detector.worker.ts';
import { linkTo, type Timed } from './worker-link.ts';

export interface Detector {
  /** Whether the kernels run it, as far as is known. */
  readonly kernels?: KernelUse;
  /** Takes over the memory of `pixels`. With `isFaint` also what may be no face, see [Note: Faint faces]. */
  detect(pixels: FramePixels, isFaint?: boolean): Promise<Timed<readonly Detection[]>>;
  close(): void;
}

/** @throws FaultError when the model is missing or damaged. `onCrash` is called when the worker dies later. */
export async function openDetector(setup: DetectorSetup, onCrash: () => void): Promise<Detector> {
  const worker = new Worker(new URL('./detector.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<DetectorWorkerApi>(worker);
  const link = linkTo(worker, onCrash);
  const { ask } = link;
  try {
    let { value: kernels } = await ask(api.open(setup));
    return {
      get kernels() {
        return kernels;
      },
      detect: async (pixels, isFaint = false) => {
        const transferred = Comlink.transfer(pixels, [pixels.data.buffer]);
        const { value, durationMs } = await ask(api.detect(transferred, isFaint));
        kernels = value.kernels;
        return { value: value.faces, durationMs };
      },
      close: () => {
        link.close();
      },
    };
  } catch (error) {
    link.close();
    throw error;
  }
}
