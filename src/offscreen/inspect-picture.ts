/** @file The faces of a still picture, each looked at closely. */
import { pointInRegion, squareAround, toPixelBox, type BoundingBox } from '../core/geometry/bounding-box.ts';
import { largestFaces, mapLandmarks, type Detection } from '../core/geometry/landmarks.ts';
import { cutSquare, type Pixels } from '../core/image/pixels.ts';
import { turnBack, turnPixels } from '../core/image/turn.ts';
import { MAX_LIST_LENGTH } from '../protocol/schemas.ts';
import { MAX_REGION_PX, REGION_FACTOR } from '../recognition/pipeline/face-region.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import { findStillFaces, withoutMargin } from './find-still-faces.ts';
import { findUpright } from './find-upright.ts';

export interface PictureLook {
  /** Normalised to the picture. */
  readonly box: BoundingBox;
  readonly look: TrackLook;
}

/** Left to right, with boxes in the picture as it is, also where it lies on its side. */
export async function inspectPicture(picture: Pixels, recognizer: Recognizer): Promise<PictureLook[]> {
  const quarters = await findUpright(picture, recognizer);
  const looks = await inspectUpright(turnPixels(picture, quarters), recognizer);
  return looks.map((one) => ({ ...one, box: turnBack(one.box, quarters) })).sort((a, b) => a.box.x - b.box.x);
}

async function inspectUpright(picture: Pixels, recognizer: Recognizer): Promise<PictureLook[]> {
  const { faces, large, padded, marginPx } = await findStillFaces(picture, recognizer);
  // The largest first: an answer holds only so many.
  const largeLooks = await lookAtAll(large, padded, recognizer, MAX_LIST_LENGTH);
  const looks = await lookAtAll(faces, picture, recognizer, MAX_LIST_LENGTH - largeLooks.length);
  return [...looks, ...largeLooks.map((one) => ({ ...one, box: withoutMargin(one.box, padded, marginPx) }))];
}

/** All at once: two faces are looked at beside each other. */
function lookAtAll(
  detections: readonly Detection[],
  picture: Pixels,
  recognizer: Recognizer,
  most: number,
): Promise<PictureLook[]> {
  return Promise.all(largestFaces(detections, most).map((face) => lookAt(face, picture, recognizer)));
}

/** Cut off, as MediaPipe gives boxes: the limits for a name were measured on regions around such boxes (ARCHITECTURE.md). */
function inWholePixels({ x, y, width, height }: BoundingBox, picture: Pixels): BoundingBox {
  const cutOff = (share: number, sidePx: number): number => Math.trunc(share * sidePx) / sidePx;
  return {
    x: cutOff(x, picture.width),
    y: cutOff(y, picture.height),
    width: cutOff(width, picture.width),
    height: cutOff(height, picture.height),
  };
}

async function lookAt(
  { boundingBox: box, landmarks }: Detection,
  picture: Pixels,
  recognizer: Recognizer,
): Promise<PictureLook> {
  const { width, height } = picture;
  const square = squareAround(inWholePixels(box, picture), REGION_FACTOR, width, height);
  const region = toPixelBox(square, width, height);
  const sizePx = Math.max(1, Math.round(Math.min(MAX_REGION_PX, region.widthPx)));
  const rough = mapLandmarks(landmarks, (point) => pointInRegion(point, square));
  const { value } = await recognizer.look(cutSquare(picture, region, sizePx), rough, region.widthPx / sizePx);
  return { box, look: value };
}
