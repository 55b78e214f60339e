/**
 * @file Finds the faces of a still picture. A video gets another chance with its next frame; a still does not, so it is seen in more
 * ways: whole, in both grids of tiles, and with a margin around it.
 */
import {
  centerOf,
  intersectionOverUnion,
  isInside,
  squareAround,
  toPixelBox,
  type BoundingBox,
} from '../core/geometry/bounding-box.ts';
import type { Detection } from '../core/geometry/landmarks.ts';
import { cutPart, pad, type Pixels } from '../core/image/pixels.ts';
import { CLOSE_LOOKS, inPicture, judgeCloseScores } from '../recognition/pipeline/close-looks.ts';
import {
  fineTilesOf,
  fromView,
  fromFineView,
  intoPicture,
  joinDetections,
  passOf,
  shiftTile,
  smallTilesOf,
  tilesOf,
} from '../recognition/pipeline/tiles.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';

export interface StillFaces {
  /** Normalised to the picture. */
  readonly faces: readonly Detection[];
  /** Faces that only show with a margin around the picture, normalised to `padded`. */
  readonly large: readonly Detection[];
  /** The picture with a margin. */
  readonly padded: Pixels;
  readonly marginPx: number;
}

/** The detector misses a face that fills the picture; with half the side added all around it finds it. */
const PADDING_SHARE = 0.5;
/**
 * Of the picture's height: what the margin shows in a picture that shows other faces is a face of this size or none. Smaller ones are
 * found without a margin.
 */
const MIN_LARGE_HEIGHT = 0.6;
/** Boxes that share this much are one face. */
const SAME_FACE_OVERLAP = 0.3;
/** How many doubtful faces are looked at from close by, at most, the surest first: each takes up to three passes. */
const MAX_DOUBTFUL = 12;
/**
 * Finer grids, as shares of the short side, for pictures of many. Each is tried where the one before showed that there are small faces:
 * at least so many in all, of which the median is no larger than this share of the height.
 */
const FINE_SHARES = [0.5, 0.4, 0.4, 0.26, 0.26] as const;
const MIN_CROWD = 5;
const MAX_CROWD_HEIGHT = 0.16;
/** Of a crowd, in each grid. */
const MAX_DOUBTFUL_IN_CROWD = 64;

export async function findStillFaces(picture: Pixels, recognizer: Recognizer): Promise<StillFaces> {
  const found = await findInPicture(picture, recognizer);
  const marginPx = Math.round(Math.max(picture.width, picture.height) * PADDING_SHARE);
  const padded = pad(picture, marginPx);
  const { value } = await recognizer.detect(copyOf(padded));
  const placed = value.map((detection) => ({
    detection,
    box: withoutMargin(detection.boundingBox, padded, marginPx),
  }));
  const large = placed.filter(
    ({ detection, box }) => found.length === 0 || isMissedLarge(box, detection.score, found),
  );
  return {
    faces: found.filter((face) => !large.some(({ box }) => isInside(centerOf(face.boundingBox), box))),
    large: large.map(({ detection }) => detection),
    padded,
    marginPx,
  };
}

/** A box in the padded picture in the terms of the picture itself; it may leave it. */
export function withoutMargin(
  { x, y, width, height }: BoundingBox,
  padded: Pixels,
  marginPx: number,
): BoundingBox {
  const [ownWidth, ownHeight] = [padded.width - 2 * marginPx, padded.height - 2 * marginPx];
  return {
    x: (x * padded.width - marginPx) / ownWidth,
    y: (y * padded.height - marginPx) / ownHeight,
    width: (width * padded.width) / ownWidth,
    height: (height * padded.height) / ownHeight,
  };
}

/** What was found of a large face without a margin may be an eye or a cheek: then the margin shows it more surely. */
function isMissedLarge(box: BoundingBox, score: number, found: readonly Detection[]): boolean {
  return (
    box.height >= MIN_LARGE_HEIGHT &&
    !found.some(
      (one) =>
        intersectionOverUnion(one.boundingBox, box) > SAME_FACE_OVERLAP ||
        (isInside(centerOf(one.boundingBox), box) && one.score >= score),
    )
  );
}

/**
 * Faces of the whole picture and of the first grid count as they are. The second grid shows the faces on the seams of the first, and
 * ears, fists and badges as well: what only it shows has to be a face from close by too. Of 454 faces in calls of 4 to 30 tiles the
 * first grid leaves 28 and this leaves 3. In some 300 photos it adds one wrong face, and none in 179 with their faces painted over.
 */
async function findInPicture(picture: Pixels, recognizer: Recognizer): Promise<Detection[]> {
  const { width, height } = picture;
  const { value: whole } = await recognizer.detect(copyOf(picture));
  const seenIn = async (
    views: readonly BoundingBox[],
    isFaint: boolean,
    isFine = false,
  ): Promise<Detection[]> => {
    const seen: Detection[] = [];
    for (const view of views) {
      const { value } = await recognizer.detect(cutPart(picture, toPixelBox(view, width, height)), isFaint);
      seen.push(...(isFine ? fromFineView(value, view) : fromView(value, passOf(view, width, height))));
    }
    return seen;
  };
  const found = joinDetections(whole, await seenIn(tilesOf(width, height), false));
  const seenBesides = async (
    known: readonly Detection[],
    views: readonly BoundingBox[],
    most: number,
    isFine = false,
  ): Promise<Detection[]> => {
    const all = joinDetections(known, await seenIn(views, true, isFine));
    const confirmed: Detection[] = [];
    for (const one of all.slice(known.length, known.length + most)) {
      const face = await lookFromCloseBy(one, picture, recognizer);
      if (face !== undefined) confirmed.push(face);
    }
    return joinDetections(known, confirmed);
  };
  let faces = await seenBesides(found, smallTilesOf(width, height), MAX_DOUBTFUL);
  for (const [turn, share] of FINE_SHARES.entries()) {
    if (!isCrowd(faces)) break;
    const tiles = fineTilesOf(width, height, share).map((tile) => shiftTile(tile, turn + 1));
    faces = await seenBesides(faces, tiles, MAX_DOUBTFUL_IN_CROWD, true);
  }
  return faces;
}

function isCrowd(faces: readonly Detection[]): boolean {
  const heights = faces.map(({ boundingBox }) => boundingBox.height).sort((a, b) => a - b);
  return heights.length >= MIN_CROWD && (heights[heights.length >> 1] ?? 1) <= MAX_CROWD_HEIGHT;
}

/** See: [Note: Faint faces] */
async function lookFromCloseBy(
  faint: Detection,
  picture: Pixels,
  recognizer: Recognizer,
): Promise<Detection | undefined> {
  const { width, height } = picture;
  let { boundingBox } = faint;
  const scores: number[] = [];
  for (const { distance } of CLOSE_LOOKS) {
    const view = inPicture(squareAround(boundingBox, distance, width, height));
    const { value } = await recognizer.detect(cutPart(picture, toPixelBox(view, width, height)));
    const face = value
      .map((detection) => intoPicture(detection, view))
      .find((one) => isInside(centerOf(one.boundingBox), boundingBox));
    if (face === undefined) return undefined;
    scores.push(face.score);
    const verdict = judgeCloseScores(scores);
    if (verdict !== 'perhaps') return verdict === 'face' ? face : undefined;
    ({ boundingBox } = face);
  }
  return undefined;
}

function copyOf(picture: Pixels): Pixels {
  return { ...picture, data: Uint8ClampedArray.from(picture.data) };
}
