/** @file What the demo page offers to tests and to the self-driving demo, as `window.demo`. */
import type { ShownFace } from '../scenes.ts';

/** What a canvas showed from a moment on, until the next entry. */
export interface TruthFrame {
  /** `performance.now()` of the page. */
  timeMs: number;
  faces: ShownFace[];
}

export interface DemoApi {
  /** When the first video began to play, as `performance.now()`. */
  startTime: number;
  /** What the video's canvas showed at a time of the last minutes; nothing before its first frame. */
  truthAt(timeMs: number, videoIndex?: number): ShownFace[];
  /** Everything that it showed between two times, beginning with what was there at the first. */
  truthBetween(fromMs: number, toMs: number, videoIndex?: number): TruthFrame[];
  /** Holds the film (the video goes on playing the same picture). */
  pause(): void;
  resume(): void;
  /** Goes to a time of the film. */
  seek(filmTimeMs: number): void;
  /** Adds one more video to the page, with the next film. */
  addVideo(): Promise<void>;
}

declare global {
  interface Window {
    /** Set as soon as every video of the page plays. */
    demo?: DemoApi;
  }
}
