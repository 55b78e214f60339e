/** @file What the recognizer asks a viewer to sample next: which part of the picture, how fine, and not before when. */
import { WHOLE_PICTURE, type BoundingBox } from '../geometry/bounding-box.ts';

export interface SampleWish {
  /** Since the sample before; 0 for the next frame that the picture shows. */
  readonly afterMs: number;
  /** The part of the picture, normalised to it. */
  readonly view: BoundingBox;
  /** About how many pixels that part is to have; never more than it has in the picture. */
  readonly pixelCount: number;
}

/** The detector's input is 192 px wide; a frame of 256 finds the same faces as one of 640 and costs a third. */
export const DEFAULT_PIXEL_COUNT = 256 * 144;

/** Before the recognizer has asked for anything. */
export const FIRST_SAMPLE: SampleWish = {
  afterMs: 0,
  view: WHOLE_PICTURE,
  pixelCount: DEFAULT_PIXEL_COUNT,
};
