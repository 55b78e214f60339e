/** @file What an effect is: something drawn over a recognised picture, one after the other. */
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';

export type DrawingContext = OffscreenCanvasRenderingContext2D;

export interface EffectFrame {
  /** Holds what the effects before this one have made of the picture. */
  readonly context: DrawingContext;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Boxes are normalised to the picture as it is drawn: mirrored where that is mirrored. */
  readonly faces: readonly SeenFace[];
  /** Faces that this frame does not show but that were there just before, or will be just after. */
  readonly held: readonly SeenFace[];
  /** Opaque where people are, of any size; missing where it could not be made. */
  readonly people: CanvasImageSource | undefined;
  /** What stands behind people when the background is replaced. */
  readonly backdrop: CanvasImageSource | undefined;
}

export interface Effect {
  readonly id: EffectId;
  readonly title: string;
  readonly needsPeople: boolean;
  draw(frame: EffectFrame): void;
}

/** In the order in which they are drawn: pictures first, then what hides people, names last. */
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

export function isEffectId(value: string): value is EffectId {
  return EFFECT_IDS.some((id) => id === value);
}

/** A copy of what is drawn so far. The caller draws over the original. */
export function copyOf({ context, widthPx, heightPx }: EffectFrame): OffscreenCanvas {
  const copy = newContext(widthPx, heightPx);
  copy.drawImage(context.canvas, 0, 0);
  return copy.canvas;
}

export function newContext(widthPx: number, heightPx: number): DrawingContext {
  const context = new OffscreenCanvas(Math.max(1, widthPx), Math.max(1, heightPx)).getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  return context;
}
