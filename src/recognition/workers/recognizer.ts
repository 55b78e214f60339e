/** @file Detector and embedder as one: what whoever works on a frame or a picture holds in its hands. */
import type { Detection, FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { FramePixels } from '../../core/image/yuv.ts';
import type { Detector } from './detector.ts';
import type { Embedder, TimedLook } from './embedder.ts';
import type { Timed } from './worker-link.ts';

export interface Recognizer {
  readonly threads: number;
  /** Takes over the memory of `pixels`. With `isFaint` also what may be no face, see [Note: Faint faces]. */
  detect(pixels: FramePixels, isFaint?: boolean): Promise<Timed<readonly Detection[]>>;
  /**
   * A closer look at the face in the middle of `region`: landmarks found again at this resolution, alignment, quality,
   * embedding. Takes over the memory of `region`.
   *
   * @param rough the landmarks of the first, coarse detection, normalised to `region`: used where the second one finds
   *   nothing, as it does with some profiles.
   * @param sourceScale source pixels for one pixel of `region`.
   */
  look(region: Pixels, rough: FaceLandmarks, sourceScale: number): Promise<TimedLook>;
  /** The crop as an image data URL. */
  encode(crop: Pixels): Promise<string>;
}

/** Borrows both: whoever opened them closes them. */
export function joinRecognizer(detector: Detector, embedder: Embedder): Recognizer {
  return {
    threads: embedder.threads,
    detect: (pixels, isFaint) => detector.detect(pixels, isFaint),
    look: (region, rough, sourceScale) => embedder.look(region, rough, sourceScale),
    encode: (crop) => embedder.encode(crop),
  };
}
