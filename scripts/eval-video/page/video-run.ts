/**
 * @file A video file through the product's own recognition, frame by frame, in a page of the extension: the same port, decoding
 * and pace as Studio's, without what Studio does afterwards. The terminal fetches what was seen, piece by piece.
 */
import { VideoSampleSink, type VideoSample } from 'mediabunny';
import { openMediaFile, type VideoFile } from '../../../src/ui/studio/files/media-file.ts';
import { FileError, fileText, readFileError } from '../../../src/ui/studio/files/file-problem.ts';
import { UprightFrames } from '../../../src/ui/studio/files/upright-frame.ts';
import { openRecording } from '../../../src/video/recording.ts';
import type { EvaluatedFrame } from '../frames.ts';
import { blobToBase64 } from './base64.ts';

export interface VideoFacts {
  readonly durationS: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface VideoPart {
  readonly fromS: number;
  readonly toS: number;
}

/** What was seen since the last time that somebody asked. */
export interface VideoNews {
  readonly frames: readonly EvaluatedFrame[];
  readonly isDone: boolean;
  /** A sentence for the person. */
  readonly problem?: string;
}

/** A frame as a picture; its time is the frame's own. */
export interface GrabbedFrame {
  readonly timeMs: number;
  readonly png: string;
}

export type Answer<Value> = { readonly value: Value } | { readonly problem: string };

export interface VideoRunApi {
  /** The file that lies in the page's `<input>`. */
  open(): Promise<Answer<VideoFacts>>;
  start(part: VideoPart): void;
  news(): VideoNews;
  grab(timesS: readonly number[]): Promise<Answer<readonly GrabbedFrame[]>>;
}

declare global {
  var nametagVideo: VideoRunApi;
}

const input = document.createElement('input');
input.type = 'file';
input.id = 'nametag-eval-video';
document.body.append(input);

let video: VideoFile | undefined;
let fresh: EvaluatedFrame[] = [];
let isDone = false;
let problem: string | undefined;

globalThis.nametagVideo = {
  open: () => answer(open),
  start(part) {
    recognize(part).then(
      () => {
        isDone = true;
      },
      (error: unknown) => {
        problem = sentenceOf(error);
        isDone = true;
      },
    );
  },
  news() {
    const frames = fresh;
    fresh = [];
    return { frames, isDone, ...(problem === undefined ? {} : { problem }) };
  },
  grab: (timesS) => answer(() => grab(timesS)),
};

async function open(): Promise<VideoFacts> {
  const file = input.files?.[0];
  if (file === undefined) throw new FileError('not-media');
  const opened = await openMediaFile(file);
  if (opened.kind === 'picture') {
    opened.close();
    throw new PictureError();
  }
  video = opened;
  const { track, durationS } = opened;
  return { durationS, widthPx: await track.getDisplayWidth(), heightPx: await track.getDisplayHeight() };
}

async function recognize({ fromS, toS }: VideoPart): Promise<void> {
  let looked: number[] = [];
  const recording = openRecording({ onLooked: (track) => void looked.push(track) });
  const upright = new UprightFrames();
  try {
    for await (const sample of sinkOf().samples(fromS, toS)) {
      const picture = upright.frameOf(sample);
      try {
        const { image, widthPx, heightPx } = picture;
        // The first sample may have begun before the part.
        const timeMs = timeOf(sample);
        looked = [];
        const faces = await recording.recognize({ image, widthPx, heightPx, timeMs });
        fresh.push({ timeMs, durationMs: sample.duration * 1000, faces, looked });
      } finally {
        picture.close();
        sample.close();
      }
    }
  } finally {
    recording.close();
  }
}

async function grab(timesS: readonly number[]): Promise<GrabbedFrame[]> {
  const frames: GrabbedFrame[] = [];
  const upright = new UprightFrames();
  for (const timeS of timesS) {
    const sample = await sinkOf().getSample(timeS);
    if (sample === null) continue;
    const picture = upright.frameOf(sample);
    const { image, widthPx, heightPx } = picture;
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    canvas.getContext('2d')?.drawImage(image, 0, 0, widthPx, heightPx);
    frames.push({ timeMs: timeOf(sample), png: await blobToBase64(await canvas.convertToBlob()) });
    picture.close();
    sample.close();
  }
  return frames;
}

function sinkOf(): VideoSampleSink {
  if (video === undefined) throw new FileError('not-media');
  return new VideoSampleSink(video.track);
}

function timeOf(sample: VideoSample): number {
  return Math.max(0, sample.timestamp * 1000);
}

async function answer<Value>(ask: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}

class PictureError extends Error {}

function sentenceOf(error: unknown): string {
  if (error instanceof PictureError) return 'This is a picture: name a video.';
  return fileText(readFileError(error)).text;
}
