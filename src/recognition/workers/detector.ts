/** @file The detector's worker as an object. */
import * as Comlink from 'comlink';
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { FramePixels } from '../../core/image/yuv.ts';
import type { DetectorSetup, DetectorWorkerApi } from './detector.worker.ts';
import { linkTo, type Timed } from './worker-link.ts';

export interface Detector {
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
    await ask(api.open(setup));
    return {
      detect: (pixels, isFaint = false) =>
        ask(api.detect(Comlink.transfer(pixels, [pixels.data.buffer]), isFaint)),
      close: () => {
        link.close();
      },
    };
  } catch (error) {
    link.close();
    throw error;
  }
}
