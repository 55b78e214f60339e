/** @file A live picture, large, with boxes and names over it or drawn into it. */
import { useEffect, useRef } from 'preact/hooks';
import type { ViewerSource } from '../../../protocol/video-port.ts';
import type { Effects } from '../effects/use-effects.ts';
import { LiveSession } from './live-session.ts';

export interface LiveStageProps {
  readonly stream: MediaStream;
  readonly source: ViewerSource;
  readonly label: string;
  readonly isMirrored: boolean;
  readonly effects: Effects;
  /** Undefined when it ends. */
  onSession(session: LiveSession | undefined): void;
}

/** Mirroring is for the eye only: the pixels stay as they are, and so do the names. */
export function LiveStage({ stream, source, label, isMirrored, effects, onSession }: LiveStageProps) {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const session = useRef<LiveSession>(undefined);
  const { chosen, backdrop } = effects;
  const options = { effects: chosen, backdrop, isMirrored };

  useEffect(() => {
    const [element, drawing] = [video.current, canvas.current];
    if (element === null || drawing === null) return;
    const opened = new LiveSession(source, element, drawing, options);
    session.current = opened;
    onSession(opened);
    element.srcObject = stream;
    // Rejects only when the source is stopped before it has begun: then there is nothing to play.
    element.play().catch(() => undefined);
    return () => {
      onSession(undefined);
      opened.stop();
      session.current = undefined;
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(() => {
    if (session.current !== undefined) session.current.options = options;
  }, [chosen, backdrop, isMirrored]);

  return (
    <>
      <video
        ref={video}
        class={isMirrored ? 'is-mirrored' : ''}
        data-testid={`${source === 'webcam' ? 'camera' : source}-video`}
        aria-label={label}
        muted
        playsInline
      />
      <canvas ref={canvas} class="stage-drawing" hidden data-testid="stage-drawing" aria-label={label} />
    </>
  );
}
