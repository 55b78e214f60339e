/** @file A tab, a window or the screen, taken through the browser's own question. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export type ScreenState =
  | { readonly kind: 'off' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'on'; readonly stream: MediaStream }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed' };

export interface ScreenCapture {
  readonly state: ScreenState;
  start(): Promise<void>;
  stop(): void;
}

/** Faces need pixels more than they need frames. */
const FRAME_RATE = 30;

export function useScreen(): ScreenCapture {
  const [state, setState] = useState<ScreenState>({ kind: 'off' });
  const stream = useRef<MediaStream>(undefined);

  const release = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = undefined;
  }, []);
  const stop = useCallback(() => {
    release();
    setState({ kind: 'off' });
  }, [release]);
  const start = useCallback(async () => {
    release();
    setState({ kind: 'asking' });
    try {
      const opened = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: FRAME_RATE } },
        audio: true,
      });
      stream.current = opened;
      opened.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (stream.current === opened) stop();
      });
      setState({ kind: 'on', stream: opened });
    } catch (error) {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      setState({ kind: isRefused ? 'refused' : 'failed' });
    }
  }, [release, stop]);
  useEffect(() => release, [release]);
  return { state, start, stop };
}
