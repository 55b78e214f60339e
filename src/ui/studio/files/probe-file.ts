/**
 * @file Whether a recording's head comes to an end. mediabunny 1.61.0 reads some damaged WebM heads for ever, without a pause in
 * which the page could draw or be canceled. So a worker reads each head first, and is ended when it does not return. To
 * go when mediabunny ends by itself on a head that is cut within its tracks and followed by bytes of 7.
 */
import { FileError } from './file-problem.ts';

/** A head is read in milliseconds, on a slow machine with a large file in a second. */
const DEADLINE_MS = 15_000;

/** @throws FileError `damaged` where it does not come to an end */
export async function probeFile(file: File): Promise<void> {
  const worker = startWorker();
  if (worker === undefined) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new FileError('damaged'));
      }, DEADLINE_MS);
      worker.addEventListener('message', () => {
        resolve();
      });
      worker.addEventListener('error', () => {
        resolve();
      });
      worker.postMessage(file);
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** Undefined where none can be had, as in a script that is put into a page: then the page reads the file alone. */
function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}
