/** @file Recording what the stage shows into a WebM file, with the sound of its source. */
import {
  CanvasSource,
  MediaStreamAudioTrackSource,
  Output,
  Quality,
  StreamTarget,
  WebMOutputFormat,
  getFirstEncodableVideoCodec,
} from 'mediabunny';
import { FileError } from '../files/file-problem.ts';
import { createScratchFile } from './scratch-files.ts';

export interface Recorder {
  /** Adds what the canvas shows; `timeMs` on the page's clock. Drops it while the encoder is behind. */
  add(timeMs: number): void;
  /** The finished file. */
  finish(): Promise<File>;
}

/** @throws FileError `no-encoder`, DOMException where the disk is full */
export async function startRecorder(
  canvas: OffscreenCanvas,
  sound: MediaStreamTrack | undefined,
): Promise<Recorder> {
  const { width, height } = canvas;
  const codec = await getFirstEncodableVideoCodec(['vp8', 'vp9', 'av1'], { width, height });
  if (codec === null) throw new FileError('no-encoder');
  const scratch = await createScratchFile();
  const output = new Output({
    format: new WebMOutputFormat(),
    target: new StreamTarget(scratch.writable, { chunked: true }),
  });
  const source = new CanvasSource(canvas, { codec, quality: new Quality('high'), latencyMode: 'realtime' });
  output.addVideoTrack(source);
  if (sound !== undefined) {
    const track = sound.clone() as MediaStreamAudioTrack;
    output.addAudioTrack(
      new MediaStreamAudioTrackSource(track, { codec: 'opus', quality: new Quality('high') }),
    );
  }
  await output.start();
  let startMs: number | undefined;
  let lastMs = -Infinity;
  let adding: Promise<void> | undefined;
  return {
    add(timeMs) {
      if (adding !== undefined || timeMs <= lastMs) return;
      startMs ??= timeMs;
      lastMs = timeMs;
      adding = source.add((timeMs - startMs) / 1000).finally(() => {
        adding = undefined;
      });
      // A failure comes out of `finish`.
      adding.catch(() => undefined);
    },
    async finish() {
      await adding;
      await output.finalize();
      return scratch.file();
    },
  };
}
