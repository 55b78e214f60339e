/** @file The camera's picture, large, with boxes and names over it. */
import { useEffect, useRef } from 'preact/hooks';
import { createViewer, type Viewer } from '../../video/viewer.ts';

export interface CameraStageProps {
  readonly stream: MediaStream;
  readonly isMirrored: boolean;
}

/** Mirroring is for the eye only: the pixels stay as they are, and so do the names. */
export function CameraStage({ stream, isMirrored }: CameraStageProps) {
  const video = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const viewer: Viewer = createViewer({ source: 'webcam' });
    element.srcObject = stream;
    // Rejects only when the camera is stopped before it has begun: then there is nothing to play.
    element.play().catch(() => undefined);
    viewer.add(element);
    return () => {
      viewer.remove(element);
      viewer.stop();
      element.srcObject = null;
    };
  }, [stream]);

  return (
    <video
      ref={video}
      class={isMirrored ? 'is-mirrored' : ''}
      data-testid="camera-video"
      aria-label="Your camera"
      muted
      playsInline
    />
  );
}
