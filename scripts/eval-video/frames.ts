/** @file What the product showed, frame by frame. */
import type { SeenFrame } from '../../src/core/timeline/seen-faces.ts';

export interface EvaluatedFrame extends SeenFrame {
  /** Tracks whose closer looks were answered in this frame: each look is one embedding at most. */
  readonly looked: readonly number[];
}
