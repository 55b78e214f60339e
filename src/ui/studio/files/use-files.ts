/** @file The file queue for components. */
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { FileQueue, type QueueState } from './file-queue.ts';

export interface Files extends QueueState {
  readonly queue: FileQueue;
  /** Shows the picture that was drawn last. */
  readonly preview: RefObject<HTMLCanvasElement | null>;
}

/** The preview is for the eye: more would only slow down the work. */
const PREVIEW_INTERVAL_MS = 100;

export function useFiles(): Files {
  const [state, setState] = useState<QueueState>({ items: [], isRunning: false, isPaused: false });
  const preview = useRef<HTMLCanvasElement>(null);
  const queue = useMemo(() => {
    let shownMs = -Infinity;
    return new FileQueue({
      onChange: setState,
      onPicture(_, picture) {
        const canvas = preview.current;
        const nowMs = performance.now();
        if (canvas === null || nowMs - shownMs < PREVIEW_INTERVAL_MS) return;
        shownMs = nowMs;
        canvas.width = picture.width;
        canvas.height = picture.height;
        canvas.getContext('2d')?.drawImage(picture, 0, 0);
      },
    });
  }, []);
  useEffect(
    () => () => {
      queue.close();
    },
    [queue],
  );
  return { ...state, queue, preview };
}
