/** @file Reads a recording's head where nothing else is held up by it, see probe-file.ts. */
import { openRecordingInput } from './recording-input.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!(data instanceof File)) return;
  void probe(data).then(() => {
    globalThis.postMessage('read');
  });
});

async function probe(file: File): Promise<void> {
  const input = openRecordingInput(file);
  try {
    if (!(await input.canRead())) return;
    await (await input.getPrimaryVideoTrack())?.canDecode();
    await input.computeDuration();
  } catch {
    // The page reads the same next, meets the same error, and says it.
  } finally {
    input.dispose();
  }
}
