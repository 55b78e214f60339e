/** @file What an effect is: a small step after recognition that changes the picture. Effects run one after the other. */
import type { BoundingBox } from '../../../core/geometry/bounding-box.ts';
import type { Verdict } from '../../../core/matching/verdict.ts';

export interface EffectFace {
  readonly track: number;
  /** Normalised to the picture on the canvas. */
  readonly box: BoundingBox;
  readonly verdict: Verdict;
}

/** One picture on its way through the chain. */
export interface EffectFrame {
  /** Holds the picture, already mirrored if it is to be; effects draw into it. Its state is saved and restored around each. */
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly faces: readonly EffectFace[];
}

export interface Effect {
  /** Changes the picture in place. */
  apply(frame: EffectFrame): void | Promise<void>;
  close(): void;
}

/** In the order in which they are applied, whatever order they were chosen in; names of `--effects`. */
export const EFFECT_IDS = [
  'background-blur',
  'background-image',
  'sketch',
  'spotlight',
  'blur-everybody',
  'blur-unknown',
  'blur-named',
  'boxes',
] as const;
export type EffectId = (typeof EFFECT_IDS)[number];

export interface EffectOptions {
  /** For `background-image`. */
  readonly background?: ImageBitmap;
}
