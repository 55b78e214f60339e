/** @file What the product showed, frame by frame. */
import type { SeenFrame } from '../../src/core/timeline/seen-faces.ts';

export interface EvaluatedFrame extends SeenFrame {
  /** By the file; 0 where it does not say. The next frame may begin earlier or later. */
  readonly durationMs: number;
  /** Tracks whose closer looks were answered in this frame: each look is one embedding at most. */
  readonly looked: readonly number[];
}
