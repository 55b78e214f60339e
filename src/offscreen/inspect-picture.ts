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
  const whole = await recognizer.detect({ ...picture, data: Uint8ClampedArray.from(picture.data) });
  const found = whole.value.length > 0 ? whole.value : await findLargeFaces(picture, recognizer);
  const faces = joinDetections(found, await findSmallFaces(picture, recognizer));
  const looks: PictureLook[] = [];
  for (const { boundingBox: box, landmarks } of largestFaces(faces, MAX_LIST_LENGTH).sort(byLeftEdge)) {
    const square = squareAround(box, REGION_FACTOR, picture.width, picture.height);
    const region = toPixelBox(square, picture.width, picture.height);
    const sizePx = Math.max(1, Math.round(Math.min(MAX_REGION_PX, region.widthPx)));
    const rough = mapLandmarks(landmarks, (point) => pointInRegion(point, square));
    const look = await recognizer.look(cutSquare(picture, region, sizePx), rough, region.widthPx / sizePx);
    looks.push({ box, look: look.value });
  }
  return looks;
}

function byLeftEdge(a: Detection, b: Detection): number {
  return a.boundingBox.x - b.boundingBox.x;
}

async function findLargeFaces(picture: Pixels, recognizer: Recognizer): Promise<Detection[]> {
  const { width, height } = picture;
  const marginPx = Math.round(Math.max(width, height) * PADDING_SHARE);
  const padded = pad(picture, marginPx);
  const [marginX, marginY] = [marginPx / width, marginPx / height];
  const view = { x: -marginX, y: -marginY, width: padded.width / width, height: padded.height / height };
  const { value: detections } = await recognizer.detect(padded);
  return fromView(detections, passOf(view, width, height));
}

async function findSmallFaces(picture: Pixels, recognizer: Recognizer): Promise<Detection[]> {
  const { width, height } = picture;
  const found: Detection[] = [];
  for (const view of tilesOf(width, height)) {
    const { value: detections } = await recognizer.detect(cutPart(picture, toPixelBox(view, width, height)));
    found.push(...fromView(detections, passOf(view, width, height)));
  }
  return found;
}
