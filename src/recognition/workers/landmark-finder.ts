/**
 * @file The landmarks of a face found again in its region, by the face mesh. Runs in the embedder's worker.
 */
import { centralBox } from '../../core/alignment/crop-face.ts';
import { toPixelBox, type BoundingBox, type Point } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { release } from '../../core/image/release.ts';
import type { Warp } from '../../core/image/warp.ts';
import { parseLandmarkerCard, type LandmarkerCard } from '../model-card.ts';
import { REGION_FACTOR } from '../pipeline/face-region.ts';
import { faceOfMesh } from '../pipeline/mesh-face.ts';
import { betweenPixelCenters, meshView } from '../pipeline/mesh-view.ts';
import type { FaceLandmarker } from '../ports.ts';
import { readModel, type ModelSource } from './model-file.ts';

export interface LandmarkSetup {
  /** Of the face mesh. */
  readonly card: unknown;
  readonly source: ModelSource;
}

/** Where a face is, all normalised to the pixels at hand. */
export interface FaceInRegion {
  readonly boundingBox: BoundingBox;
  readonly landmarks: FaceLandmarks;
  /** Missing where the landmarks are the rough ones. */
  readonly mouthCorners?: readonly [right: Point, left: Point];
  /** How much of the face can be seen, 0..1: little where a mask or a hand covers it, 0 where there is none. */
  readonly visibility: number;
}

/**
 * `rough` are the landmarks of the first, coarse detection: they serve where the mesh finds no face. `box` is the face's box;
 * without one, the region is the square of `REGION_FACTOR` times its side around it.
 */
export type LandmarkFinder = (
  region: Pixels,
  rough: FaceLandmarks,
  box?: BoundingBox,
) => Promise<FaceInRegion>;

/** Opens the network from its file: on the kernels, or in ONNX Runtime. */
export type OpenLandmarker = (
  model: Uint8Array,
  card: LandmarkerCard,
) => FaceLandmarker | Promise<FaceLandmarker>;

/** @throws FaultError when the network is missing or damaged. */
export async function openLandmarkFinder(
  setup: LandmarkSetup,
  openLandmarker: OpenLandmarker,
  warp: Warp,
): Promise<LandmarkFinder> {
  const card = parseLandmarkerCard(setup.card);
  const { input, thresholds, view } = card;
  const mesh = await openLandmarker(await readModel(setup.source, card.sha256), card);
  const size = { widthPx: input.width, heightPx: input.height, taps: 1 };
  const middle = centralBox(REGION_FACTOR);
  return async (region, rough, box = middle) => {
    const { width, height } = region;
    const eyes = mapLandmarks(rough, ({ x, y }) => ({ x: x * width, y: y * height }));
    const toRegion = meshView(toPixelBox(box, width, height), eyes, view.factor, input.width);
    const taps = Math.max(1, Math.round(Math.hypot(toRegion.a, toRegion.b)));
    const pixels = warp(region, betweenPixelCenters(toRegion), { ...size, taps });
    const { points, flag } = await mesh.find(pixels);
    release(pixels.data);
    const isFace = 1 / (1 + Math.exp(-flag)) >= thresholds.minFaceScore;
    return isFace
      ? { ...faceOfMesh(points, toRegion, region), visibility: visibilityOf(flag, thresholds) }
      : { boundingBox: box, landmarks: rough, visibility: 0 };
  };
}

/** Rises from half at the least score of a face to 1 where nothing covers it. */
function visibilityOf(flag: number, { minClearLogit }: LandmarkerCard['thresholds']): number {
  return Math.min(1, 0.5 + (0.5 * Math.max(0, flag)) / minClearLogit);
}
