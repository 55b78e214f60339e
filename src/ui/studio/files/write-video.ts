/** @file Writing a video of drawn frames with the sound of the original, through the browser's own codecs. */
import {
  Conversion,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  WebMOutputFormat,
  getFirstEncodableVideoCodec,
  type VideoCodec,
  type VideoSample,
} from 'mediabunny';
import { createScratchFile } from '../save/scratch-files.ts';
import { FileError } from './file-problem.ts';
import type { VideoFile } from './media-file.ts';

export type Container = 'mp4' | 'webm';

/** What plays in most places first. */
const CODECS: Readonly<Record<Container, readonly VideoCodec[]>> = {
  mp4: ['avc', 'vp9', 'av1'],
  webm: ['vp9', 'vp8', 'av1'],
};

/** Matroska files become WebM, its subset for browsers; QuickTime files MP4. */
export function containerOf(fileName: string): Container {
  return /\.(?:webm|mkv)$/i.test(fileName) ? 'webm' : 'mp4';
}

export interface WriteOptions {
  readonly file: VideoFile;
  readonly part: { readonly startS: number; readonly endS: number };
  readonly container: Container;
  /** Draws one frame; its timestamp counts from the start of the part. */
  draw(sample: VideoSample): Promise<OffscreenCanvas>;
  readonly signal: AbortSignal;
}

export interface WrittenVideo {
  readonly output: Blob;
  readonly isSoundLost: boolean;
  readonly tracksLeftOut: number;
  remove(): Promise<void>;
}

/** @throws FileError `no-encoder`, DOMException where the disk is full, or the signal's reason */
export async function writeVideo({
  file,
  part,
  container,
  draw,
  signal,
}: WriteOptions): Promise<WrittenVideo> {
  const [width, height] = [await file.track.getDisplayWidth(), await file.track.getDisplayHeight()];
  const codec = await getFirstEncodableVideoCodec([...CODECS[container]], { width, height });
  if (codec === null) throw new FileError('no-encoder');
  const scratch = await createScratchFile();
  const output = new Output({
    format: container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target: new StreamTarget(scratch.writable, { chunked: true }),
  });
  const conversion = await Conversion.init({
    input: file.input,
    output,
    tracks: 'primary',
    trim: { start: part.startS, end: part.endS },
    video: {
      codec,
      quality: new Quality('high'),
      forceTranscode: true,
      allowTransformationMetadata: false,
      process: draw,
    },
  });
  const cancel = (): void => void conversion.cancel();
  signal.addEventListener('abort', cancel);
  try {
    signal.throwIfAborted();
    if (!conversion.isValid) throw new FileError('no-encoder');
    await conversion.execute();
    const isSoundLost = conversion.discardedTracks.some(({ track }) => track.type === 'audio');
    // Of each kind the first is worked on.
    const kinds = (await file.input.getTracks()).map(({ type }) => type);
    const tracksLeftOut = kinds.length - new Set(kinds).size;
    return { output: await scratch.file(), isSoundLost, tracksLeftOut, remove: scratch.remove };
  } catch (error) {
    await scratch.writable.abort().catch(() => undefined);
    await scratch.remove().catch(() => undefined);
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
