/** @file Who was seen when: the faces of every frame of a recording (or of a live source), by track. Pure. */
import type { BoundingBox } from '../geometry/bounding-box.ts';
import type { Verdict } from '../matching/verdict.ts';

export interface TimelineFace {
  readonly track: number;
  /** Normalised to the picture. */
  readonly box: BoundingBox;
  readonly verdict: Verdict;
}

export interface TimelineFrame {
  /** From the beginning of the recording. */
  readonly timeMs: number;
  readonly faces: readonly TimelineFace[];
}
