/** @file The landmarks of a face found again in its region, where it is large. Runs in the embedder's worker. */
import { centralBox } from '../../core/alignment/crop-face.ts';
import type { BoundingBox } from '../../core/geometry/bounding-box.ts';
import type { FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { openKernelDetector } from '../adapters/kernel-detector.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';
import { parseDetectorCard } from '../model-card.ts';
import { mostCentral } from '../pipeline/central-face.ts';
import { REGION_FACTOR } from '../pipeline/face-region.ts';
import { readModel, type ModelSource } from './model-file.ts';

export interface LandmarkSetup {
  /** Of the detector. */
  readonly card: unknown;
  readonly source: ModelSource;
}

/** Where a face is, all normalised to the pixels at hand. */
export interface FaceInRegion {
  readonly boundingBox: BoundingBox;
  readonly landmarks: FaceLandmarks;
}

/** `rough` are the landmarks of the first, coarse detection: they serve where nothing is found. */
export type LandmarkFinder = (region: Pixels, rough: FaceLandmarks) => FaceInRegion;

/**
 * Sides of the network's input, the second where the first shows nobody. On the larger one landmarks are better, but faces
 * that fill half of it often score below the limit: in 39 of 100 regions of a clip of turning heads, and in none of the smaller one.
 */
const INPUTS_PX = [192, 128] as const;
const BLANK: Pixels = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

/** @throws FaultError when the network is missing or damaged. */
export async function openLandmarkFinder(
  setup: LandmarkSetup,
  kernels: KernelModule,
): Promise<LandmarkFinder> {
  const card = parseDetectorCard(setup.card);
  const { minDetectionScore } = card.thresholds;
  const model = await readModel(setup.source, card.sha256);
  const detector = openKernelDetector(kernels, model, (opened) => {
    for (const inputPx of INPUTS_PX) opened.detectCentral(BLANK, minDetectionScore, inputPx);
  });
  return (region, rough) => {
    for (const inputPx of INPUTS_PX) {
      const face = mostCentral(detector.detectCentral(region, minDetectionScore, inputPx));
      if (face !== undefined) return face;
    }
    return { boundingBox: centralBox(REGION_FACTOR), landmarks: rough };
  };
}
