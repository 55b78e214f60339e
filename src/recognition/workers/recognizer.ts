/** @file Detector and embedder as one: what whoever works on a frame or a picture holds in its hands. */
import { centralBox } from '../../core/alignment/crop-face.ts';
import type { Detection, FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { FramePixels } from '../../core/image/yuv.ts';
import { REGION_FACTOR } from '../pipeline/face-region.ts';
import type { Detector } from './detector.ts';
import type { Embedder } from './embedder.ts';
import type { FaceLook } from './embedder.worker.ts';
import type { Timed } from './worker-link.ts';

export interface TimedLook extends Timed<FaceLook> {
  /** What finding the landmarks again took; `durationMs` is the rest. */
  readonly refineMs: number;
}

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
    async look(region, rough, sourceScale) {
      const { value: found, durationMs: refineMs } = await detector.detectIn(region);
      const face = mostCentral(found) ?? { boundingBox: centralBox(REGION_FACTOR), landmarks: rough };
      return { ...(await embedder.look(region, face, sourceScale)), refineMs };
    },
    encode: (crop) => embedder.encode(crop),
  };
}

/** A region may show a neighbour as well; the face it was cut for is the one nearest to its centre. */
function mostCentral(detections: readonly Detection[]): Detection | undefined {
  const offCentre = ({ boundingBox: { x, y, width, height } }: Detection): number =>
    Math.hypot(x + width / 2 - 0.5, y + height / 2 - 0.5);
  const nearest = detections.reduce<Detection | undefined>(
    (best, one) => (best === undefined || offCentre(one) < offCentre(best) ? one : best),
    undefined,
  );
  return nearest !== undefined && offCentre(nearest) < MAX_OFF_CENTRE ? nearest : undefined;
}

/** A region is twice the face's box: beyond a quarter of its side from the middle lies somebody else. */
const MAX_OFF_CENTRE = 0.25;
