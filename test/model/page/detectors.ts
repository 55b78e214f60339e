/**
 * @file Test page: opens the detector in a module worker, as the extension does.
 */
import type { DetectorReply, DetectorRequest } from './detectors-worker.ts';

/** Runs `detectors-worker.ts` once. */
export async function runDetectors(request: DetectorRequest): Promise<DetectorReply> {
  const worker = new Worker('/page/detectors-worker.ts', { type: 'module' });
  try {
    return await new Promise<DetectorReply>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<DetectorReply>) => {
        resolve(data);
      };
      worker.onerror = (event) => {
        reject(new Error(event.message));
      };
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}
