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
      const opened = await capture(true).catch((error: unknown) => {
        // Where the sound cannot be had, the picture still can: it is asked for once more.
        if (error instanceof DOMException && error.name === 'NotReadableError') return capture(false);
        throw error;
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

/** Chrome has it since 109, TypeScript's DOM types not yet. Source: https://w3c.github.io/mediacapture-screen-share-extensions/ */
declare class CaptureController {
  setFocusBehavior(behavior: 'focus-capturing-application'): void;
}

function capture(hasSound: boolean): Promise<MediaStream> {
  const controller = new CaptureController();
  // Else the browser would bring the chosen tab to the front, while the names show here.
  controller.setFocusBehavior('focus-capturing-application');
  const options: DisplayMediaStreamOptions & { readonly controller: CaptureController } = {
    controller,
    video: { frameRate: { ideal: FRAME_RATE } },
    audio: hasSound,
  };
  return navigator.mediaDevices.getDisplayMedia(options);
}
