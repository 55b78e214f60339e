/** @file Where a face is, in pixels: of a region whose landmarks were found, and of a stored sample, where they are found again. */
import { CROP_SIZE_PX } from '../../core/alignment/align-face.ts';
import { SAMPLE_PLACE, type FacePlace } from '../../core/alignment/crop-face.ts';
import { toPixelBox, type BoundingBox, type Point } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { FaceInRegion, LandmarkFinder } from './landmark-finder.ts';

/** Where a stored sample has its face, normalized. The mesh takes it from there, and so the ears are never asked for. */
const SAMPLE_LANDMARKS: FaceLandmarks = mapLandmarks(
  { ...SAMPLE_PLACE, rightEarTragion: SAMPLE_PLACE.rightEye, leftEarTragion: SAMPLE_PLACE.leftEye },
  ({ x, y }) => ({ x: (x + 0.5) / CROP_SIZE_PX, y: (y + 0.5) / CROP_SIZE_PX }),
);
const SAMPLE_BOX: BoundingBox = {
  x: SAMPLE_PLACE.box.leftPx / CROP_SIZE_PX,
  y: SAMPLE_PLACE.box.topPx / CROP_SIZE_PX,
  width: SAMPLE_PLACE.box.widthPx / CROP_SIZE_PX,
  height: SAMPLE_PLACE.box.heightPx / CROP_SIZE_PX,
};

/** From shares of the picture to its pixels, centers at integers. */
export function placeInPixels(
  { boundingBox, landmarks: normalized, mouthCorners, visibility }: FaceInRegion,
  { width, height }: Pixels,
): { readonly landmarks: FaceLandmarks; readonly place: FacePlace; readonly visibility: number } {
  const inPicture = ({ x, y }: Point): Point => ({ x: x * width - 0.5, y: y * height - 0.5 });
  const landmarks = mapLandmarks(normalized, inPicture);
  const corners = mouthCorners && ([inPicture(mouthCorners[0]), inPicture(mouthCorners[1])] as const);
  const { rightEye, leftEye, noseTip, mouthCenter } = landmarks;
  const box = toPixelBox(boundingBox, width, height);
  return {
    landmarks,
    place: { rightEye, leftEye, noseTip, mouthCenter, mouthCorners: corners, box },
    visibility,
  };
}

/** @param crop a stored sample, `CROP_SIZE_PX` squared */
export async function placeInSample(crop: Pixels, findLandmarks: LandmarkFinder): Promise<FacePlace> {
  return placeInPixels(await findLandmarks(crop, SAMPLE_LANDMARKS, SAMPLE_BOX), crop).place;
}
