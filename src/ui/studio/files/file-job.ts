/** @file What is asked of a file, and what comes out. */
import type { Span } from '../../../core/timeline/name-spans.ts';
import type { Appearance, SightingsReport } from '../../../core/timeline/sightings.ts';
import type { EffectId } from '../effects/effect.ts';
import type { FaceCrop } from '../save/face-crops.ts';

export interface FileOptions {
  readonly effects: ReadonlySet<EffectId>;
  readonly backdrop: ImageBitmap | undefined;
  readonly isMirrored: boolean;
  /** Seconds of the video; undefined is its beginning or end. */
  readonly fromS: number | undefined;
  readonly toS: number | undefined;
}

export interface FileResult extends SightingsReport {
  readonly output: Blob;
  readonly fileName: string;
  /** Of the video; 0 for a still picture. */
  readonly fps: number;
  readonly appearances: readonly Appearance[];
  /** When each name stands on the finished video. A still picture has no times. */
  readonly spans: ReadonlyMap<string, readonly Span[]>;
  readonly crops: readonly FaceCrop[];
  /** The sound of the original is not in the result: the browser cannot write it. */
  readonly isSoundLost: boolean;
  /** Further pictures and sounds of a video, such as other languages. */
  readonly tracksLeftOut: number;
  /** Of an animation, all but the first. */
  readonly picturesLeftOut: number;
  /** Frees what the output takes on the disk. */
  remove(): Promise<void>;
}

/** What a running job may ask and tell. */
export interface JobControl {
  readonly signal: AbortSignal;
  /** Resolves at once, or when the pause is over. @throws the signal's reason */
  gate(): Promise<void>;
  /** 0..1 of the whole. */
  onProgress(share: number): void;
  /** The latest drawn picture; valid during the call. */
  onPicture(canvas: OffscreenCanvas): void;
}

/** What `npm run label` and the button "JSON" give of a file. */
export function jsonReport(input: string, { frames, fps, people, unknownTracks, spans }: FileResult) {
  const withSpans = Object.fromEntries(
    Object.entries(people).map(([name, seen]) => [name, { ...seen, spans: spans.get(name) ?? [] }]),
  );
  return { input, frames, fps, people: withSpans, unknownTracks };
}
