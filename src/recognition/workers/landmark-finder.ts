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

/** Side of the network's input: what it was trained with. */
const INPUT_PX = 192;
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
    opened.detectCentral(BLANK, minDetectionScore, INPUT_PX);
  });
  return (region, rough) =>
    mostCentral(detector.detectCentral(region, minDetectionScore, INPUT_PX)) ?? {
      boundingBox: centralBox(REGION_FACTOR),
      landmarks: rough,
    };
}
