/** @file What a recording showed, frame by frame. */
import type { BoundingBox } from '../geometry/bounding-box.ts';
import type { Verdict } from '../matching/verdict.ts';

export interface SeenFace {
  readonly track: number;
  /** See `protocol/video-port.ts`. */
  readonly person: number;
  readonly box: BoundingBox;
  readonly verdict: Verdict;
}

/** The faces of one frame; frames are in the order of their times. */
export interface SeenFrame {
  readonly timeMs: number;
  readonly faces: readonly SeenFace[];
}
