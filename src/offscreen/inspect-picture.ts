/** @file The faces of a still picture, each looked at closely. */
import { pointInRegion, squareAround, toPixelBox, type BoundingBox } from '../core/geometry/bounding-box.ts';
import { largestFaces, mapLandmarks, type Detection } from '../core/geometry/landmarks.ts';
import { cutPart, cutSquare, pad, type Pixels } from '../core/image/pixels.ts';
import { MAX_LIST_LENGTH } from '../protocol/schemas.ts';
import { MAX_REGION_PX, REGION_FACTOR } from '../recognition/pipeline/face-region.ts';
import { fromView, joinDetections, passOf, tilesOf } from '../recognition/pipeline/tiles.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';

export interface PictureLook {
  /** Normalised to the picture. */
  readonly box: BoundingBox;
  readonly look: TrackLook;
}

/** The detector misses a face that fills the picture; with half the side added all around it finds it. */
const PADDING_SHARE = 0.5;

/** Left to right. */
export async function inspectPicture(picture: Pixels, recognizer: Recognizer): Promise<PictureLook[]> {
  const found = await findFaces(picture, recognizer);
  if (found.length > 0) return lookAtAll(found, picture, recognizer);
  const marginPx = Math.round(Math.max(picture.width, picture.height) * PADDING_SHARE);
  const padded = pad(picture, marginPx);
  const { value: large } = await recognizer.detect(copyOf(padded));
  return (await lookAtAll(large, padded, recognizer)).map(({ box, look }) => ({
    look,
    box: {
      x: (box.x * padded.width - marginPx) / picture.width,
      y: (box.y * padded.height - marginPx) / picture.height,
      width: (box.width * padded.width) / picture.width,
      height: (box.height * padded.height) / picture.height,
    },
  }));
}

/** In the whole picture, and in its tiles what is too small there. */
async function findFaces(picture: Pixels, recognizer: Recognizer): Promise<Detection[]> {
  const { width, height } = picture;
  const { value: whole } = await recognizer.detect(copyOf(picture));
  const small: Detection[] = [];
  for (const view of tilesOf(width, height)) {
    const { value } = await recognizer.detect(cutPart(picture, toPixelBox(view, width, height)));
    small.push(...fromView(value, passOf(view, width, height)));
  }
  return joinDetections(whole, small);
}

/** All at once: two faces are looked at beside each other. */
function lookAtAll(
  detections: readonly Detection[],
  picture: Pixels,
  recognizer: Recognizer,
): Promise<PictureLook[]> {
  const faces = largestFaces(detections, MAX_LIST_LENGTH).sort(byLeftEdge);
  return Promise.all(faces.map((face) => lookAt(face, picture, recognizer)));
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

function byLeftEdge(a: Detection, b: Detection): number {
  return a.boundingBox.x - b.boundingBox.x;
}

function copyOf(picture: Pixels): Pixels {
  return { ...picture, data: Uint8ClampedArray.from(picture.data) };
}
