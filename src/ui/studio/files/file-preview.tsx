/** @file The chosen file, large: the original with live names, the work in progress, or the result. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { createViewer } from '../../../video/viewer.ts';
import type { FileItem } from './file-queue.ts';
import type { Files } from './use-files.ts';

export interface FilePreviewProps {
  readonly item: FileItem;
  readonly files: Files;
  readonly isMirrored: boolean;
  /** Seconds into the video that is being shown. */
  onTime(seconds: number): void;
}

export function FilePreview({ item, files, isMirrored, onTime }: FilePreviewProps) {
  const { state, file } = item;
  const content = state.kind === 'done' ? state.result.output : file;
  const address = useMemo(() => URL.createObjectURL(content), [content]);
  useEffect(
    () => () => {
      URL.revokeObjectURL(address);
    },
    [address],
  );
  if (state.kind === 'running') {
    return <canvas ref={files.preview} data-testid="file-canvas" aria-label={file.name} />;
  }
  const isVideo = content.type.startsWith('video/') || /\.(?:mp4|m4v|mov|webm|mkv)$/i.test(file.name);
  if (!isVideo) {
    return (
      <img
        src={address}
        alt={file.name}
        class={isMirrored && state.kind !== 'done' ? 'is-mirrored' : ''}
        data-testid="file-picture"
      />
    );
  }
  return state.kind === 'done' ? (
    <video key={address} src={address} controls data-testid="file-result" aria-label={file.name} />
  ) : (
    <LiveVideo key={address} address={address} name={file.name} isMirrored={isMirrored} onTime={onTime} />
  );
}

interface LiveVideoProps {
  readonly address: string;
  readonly name: string;
  readonly isMirrored: boolean;
  onTime(seconds: number): void;
}

function LiveVideo({ address, name, isMirrored, onTime }: LiveVideoProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const viewer = createViewer({ source: 'file' });
    viewer.add(element);
    return () => {
      viewer.remove(element);
      viewer.stop();
    };
  }, []);
  return (
    <video
      ref={video}
      src={address}
      controls
      class={isMirrored ? 'is-mirrored' : ''}
      data-testid="file-video"
      aria-label={name}
      onTimeUpdate={(event) => {
        onTime(event.currentTarget.currentTime);
      }}
    />
  );
}
