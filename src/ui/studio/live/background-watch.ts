/**
 * @file Watching on while nobody looks at the page: a hidden tab presents no frames, but its camera goes on. Two frames a second
 * are enough to tell who has come.
 */
import { openRecording } from '../../../video/recording.ts';

const INTERVAL_MS = 500;

/** Chrome has it since 94, TypeScript's DOM types not yet. Source: https://w3c.github.io/mediacapture-transform/ */
declare class MediaStreamTrackProcessor {
  constructor(init: { readonly track: MediaStreamTrack; readonly maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

/** Watches the track until the returned function is called. Its faces show in the tab's status as those of any video. */
export function watchInBackground(track: MediaStreamTrack): () => void {
  // A clone: ending it leaves the picture on the page alone.
  const own = track.clone();
  const reader = new MediaStreamTrackProcessor({ track: own, maxBufferSize: 1 }).readable.getReader();
  const recording = openRecording();
  let isStopped = false;
  const run = async (): Promise<void> => {
    let lastMs = -Infinity;
    const startMs = performance.now();
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (frame === undefined || done) return;
      const nowMs = performance.now();
      try {
        if (isStopped) return;
        if (nowMs - lastMs < INTERVAL_MS) continue;
        lastMs = nowMs;
        const { displayWidth: widthPx, displayHeight: heightPx } = frame;
        await recording.recognize({ image: frame, widthPx, heightPx, timeMs: nowMs - startMs });
      } catch {
        // The recognizer is being started again: the next frame asks it anew.
      } finally {
        frame.close();
      }
    }
  };
  void run();
  return () => {
    isStopped = true;
    recording.close();
    own.stop();
    reader.cancel().catch(() => undefined);
  };
}
