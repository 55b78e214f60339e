/**
 * @file The landmarks of a face found again in its region, by the face mesh. Runs in the embedder's worker.
 */
import { centralBox } from '../../core/alignment/crop-face.ts';
import { toPixelBox, type BoundingBox, type Point } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { release } from '../../core/image/release.ts';
import type { Warp } from '../../core/image/warp.ts';
import { openKernelFaceMesh } from '../adapters/kernel-face-mesh.ts';
import type { KernelModule } from '../kernels/kernel-module.ts';
import { parseLandmarkerCard } from '../model-card.ts';
import { REGION_FACTOR } from '../pipeline/face-region.ts';
import { faceOfMesh } from '../pipeline/mesh-face.ts';
import { betweenPixelCenters, meshView } from '../pipeline/mesh-view.ts';
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
  /** That the mesh lies on a face, 0..1. */
  readonly meshScore: number;
}

/** `rough` are the landmarks of the first, coarse detection: they serve where the mesh finds no face. */
export type LandmarkFinder = (region: Pixels, rough: FaceLandmarks) => FaceInRegion;

/** @throws FaultError when the network is missing or damaged. */
export async function openLandmarkFinder(
  setup: LandmarkSetup,
  kernels: KernelModule,
  warp: Warp,
): Promise<LandmarkFinder> {
  const { input, sha256, thresholds, view } = parseLandmarkerCard(setup.card);
  const model = await readModel(setup.source, sha256);
  const size = { widthPx: input.width, heightPx: input.height, taps: 1 };
  const mesh = openKernelFaceMesh(kernels, model, blankOf(input));
  const middle = centralBox(REGION_FACTOR);
  return (region, rough) => {
    const { width, height } = region;
    const eyes = mapLandmarks(rough, ({ x, y }) => ({ x: x * width, y: y * height }));
    const toRegion = meshView(toPixelBox(middle, width, height), eyes, view.factor, input.width);
    const taps = Math.max(1, Math.round(Math.hypot(toRegion.a, toRegion.b)));
    const pixels = warp(region, betweenPixelCenters(toRegion), { ...size, taps });
    const { points, flag } = mesh.run(pixels);
    release(pixels.data);
    const meshScore = 1 / (1 + Math.exp(-flag));
    return meshScore < thresholds.minFaceScore
      ? { boundingBox: middle, landmarks: rough, meshScore }
      : { ...faceOfMesh(points, toRegion, region), meshScore };
  };
}

function blankOf({ width, height }: { readonly width: number; readonly height: number }): Pixels {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}
