/** @file One way to get pixels out of a picture that is kept. What each costs, only the machine it runs on can tell. */
import type { BoundingBox } from '../../core/geometry/bounding-box.ts';
import type { YuvPixels } from '../../core/image/yuv.ts';

export interface GrabbedPixels {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** In YUV where that is what the picture is kept in, and what is wished. */
export type GrabbedFrame = GrabbedPixels | YuvPixels;

export interface GrabWish {
  /** Normalised to the picture as it is shown; black where it leaves the picture. */
  readonly part: BoundingBox;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Over all pixels that a new one covers, for faces that networks read; without it as a canvas does it by itself. */
  readonly isSmooth: boolean;
  /** Whether brightness and colours may come apart, see [Note: Half as fine]: for detection, not for faces that are embedded. */
  readonly mayBeYuv: boolean;
}

/** A grab under way. What it costs the page's main thread is starting it and `finish`, not the wait between. */
export interface Grab {
  /** The picture is needed until then; undefined where there is nothing to wait for. */
  readonly copied: Promise<unknown> | undefined;
  /** The pixels stay as they are until the next grab by the same method. */
  finish(): GrabbedFrame;
}

export interface GrabMethod {
  /** Undefined where it cannot read such a picture. @throws DOMException where nobody may. */
  start(picture: VideoFrame, wish: GrabWish): Grab | undefined;
}

/** An array of that length: `last` where it fits, so that frame after frame goes through the same memory. */
export function fitting(
  last: Uint8ClampedArray<ArrayBuffer> | undefined,
  length: number,
): Uint8ClampedArray<ArrayBuffer> {
  return last?.length === length ? last : new Uint8ClampedArray(length);
}
