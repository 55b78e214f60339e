/**
 * @file Tiles: overlapping squares all over a picture, which show its small faces finer than the whole picture does, and what is
 * taken from them.
 */
import {
  centerOf,
  intersectionOverUnion,
  isInside,
  type BoundingBox,
  type Point,
} from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection } from '../../core/geometry/landmarks.ts';
import { isWhole, isWithinView, type Pass } from '../../core/tracking/pass.ts';
import { MIN_REGION_PX, REGION_FACTOR } from './face-region.ts';

/** The detector brings everything to a square of this side. */
const DETECTOR_PX = 192;
/**
 * In that square, the height of a face's box: of 44 faces in group photos, made so small, whole pictures showed 86 % at 10.8 and 60 %
 * at 8.6.
 */
const SURE_FACE_PX = 11;
/**
 * Of the short side. Of the same faces at 4.5 % of the height of 1280 x 720, tiles as high as the picture showed 61 %, tiles of two
 * thirds 98 %.
 */
const TILE_SHARE = 2 / 3;
/**
 * The small tiles are finer still: of those 44 faces and of 40 tight portraits at 4.5 %, seen from several places, they show 95 % and
 * 59 % surely, the others 85 % and 41 %. Somewhat less would take five across.
 */
const SMALL_TILE_SHARE = 5 / 9;
/**
 * Where a tile lies is luck, for a face that is hard to find: moved by a few of the detector's pixels, it shows others of the tight
 * portraits (the scores correlate by 0.3), and in six places 88 % of them where one shows 50 %. In pixels of the detector, from the
 * nearer side of the picture inwards.
 */
const SHIFTS_PX = [
  [0, 0],
  [3, 2],
  [5, 5],
  [1, 7],
  [8, 4],
] satisfies readonly (readonly [number, number])[];
/** Of the long side: very long pictures get no more tiles than can have a turn in a second or two. */
const MIN_TILE_SHARE = 0.25;
/** In sizes of a face that whole pictures are sure to show: from there on they are left to them. */
const MAX_TILE_FACE = 2;
/** What arithmetic may add to a whole number. */
const ROUNDING = 1e-9;
/** Boxes of two passes that share this much are one face. */
const SAME_FACE_OVERLAP = 0.3;

/** None where any face that can be looked at is found anyway. */
export function tilesOf(widthPx: number, heightPx: number): readonly BoundingBox[] {
  return gridOf(widthPx, heightPx, TILE_SHARE);
}

/** Another grid over the same picture, of smaller squares; none where they would be as large. */
export function smallTilesOf(widthPx: number, heightPx: number): readonly BoundingBox[] {
  const [large, small] = [TILE_SHARE, SMALL_TILE_SHARE].map((share) => gridOf(widthPx, heightPx, share));
  return small?.[0]?.width === large?.[0]?.width ? [] : (small ?? []);
}

/** A grid for stills, which have the time: its squares have this share of the short side, however long the picture is. */
export function fineTilesOf(widthPx: number, heightPx: number, share: number): readonly BoundingBox[] {
  return gridOf(widthPx, heightPx, share, 0);
}

/** Where the tile lies in its turn of this number, from 0; in the first it is where it is. */
export function shiftTile(tile: BoundingBox, turn: number): BoundingBox {
  const [across, down] = SHIFTS_PX[turn % SHIFTS_PX.length] ?? [0, 0];
  if (across === 0 && down === 0) return tile;
  const { width, height } = tile;
  return { x: moved(tile.x, width, across), y: moved(tile.y, height, down), width, height };
}

/** Inwards, and within the picture. */
function moved(start: number, size: number, shiftPx: number): number {
  const shift = (shiftPx / DETECTOR_PX) * size;
  return Math.max(0, Math.min(1 - size, start + (start + size / 2 < 0.5 ? shift : -shift)));
}

function gridOf(
  widthPx: number,
  heightPx: number,
  share: number,
  minShare = MIN_TILE_SHARE,
): readonly BoundingBox[] {
  const [long, short] = [Math.max(widthPx, heightPx), Math.min(widthPx, heightPx)];
  const surePx = sureFacePx(long);
  if (!(surePx > MIN_REGION_PX / REGION_FACTOR)) return [];
  const sidePx = Math.max(short * share, long * minShare);
  const [width, height] = [Math.min(1, sidePx / widthPx), Math.min(1, sidePx / heightPx)];
  return startsOf(height, surePx / heightPx).flatMap((y) =>
    startsOf(width, surePx / widthPx).map((x) => ({ x, y, width, height })),
  );
}

/** Where stretches of `size` begin that cover 0..1, evenly, and share at least `overlap` with the next. */
function startsOf(size: number, overlap: number): number[] {
  const steps = Math.ceil((1 - size) / (size - overlap) - ROUNDING);
  return Array.from({ length: steps + 1 }, (_, step) => (steps === 0 ? 0 : (step * (1 - size)) / steps));
}

export function passOf(view: BoundingBox, widthPx: number, heightPx: number): Pass {
  const hasTiles = tilesOf(widthPx, heightPx).length > 0;
  return { view, sureHeight: hasTiles ? sureFacePx(Math.max(widthPx, heightPx)) / heightPx : 0 };
}

/**
 * Detections of a view's pixels in the picture's terms. A face in the padding is the detector's guess; of a tile, large faces and
 * those that its inner side cuts are left to views that show them better.
 */
export function fromView(detections: readonly Detection[], pass: Pass): Detection[] {
  const { view, sureHeight } = pass;
  return detections
    .map((detection) => intoPicture(detection, view))
    .filter(({ boundingBox: box }) => {
      const { x, y } = centerOf(box);
      if (!(x > 0 && x < 1 && y > 0 && y < 1 && box.width > 0 && box.height > 0)) return false;
      return isWhole(pass) || (box.height < sureHeight * MAX_TILE_FACE && isWithinView(box, view));
    });
}

/** The same of a fine grid, whatever the faces' size: each of them is looked at from close by before it counts. */
export function fromFineView(detections: readonly Detection[], view: BoundingBox): Detection[] {
  return detections
    .map((detection) => intoPicture(detection, view))
    .filter(({ boundingBox: box }) => box.width > 0 && box.height > 0 && isWithinView(box, view));
}

/** All of `main`, and of `more` those faces that neither `main` nor a better one of `more` shows. */
export function joinDetections(main: readonly Detection[], more: readonly Detection[]): Detection[] {
  const joined = [...main];
  for (const one of [...more].sort((a, b) => b.score - a.score)) {
    if (!joined.some((other) => isSameFace(other.boundingBox, one.boundingBox))) joined.push(one);
  }
  return joined;
}

/** A tile may take part of a large face for a small one. */
function isSameFace(known: BoundingBox, box: BoundingBox): boolean {
  return intersectionOverUnion(known, box) > SAME_FACE_OVERLAP || isInside(centerOf(box), known);
}

/** A detection of a view's pixels in the picture's terms. */
export function intoPicture({ boundingBox: box, landmarks, score }: Detection, view: BoundingBox): Detection {
  const place = ({ x, y }: Point): Point => ({ x: view.x + x * view.width, y: view.y + y * view.height });
  const boundingBox = { ...place(box), width: box.width * view.width, height: box.height * view.height };
  return { boundingBox, landmarks: mapLandmarks(landmarks, place), score };
}

/** A face that is just sure to be found in the whole picture, in pixels of a picture with this long side. */
function sureFacePx(longSidePx: number): number {
  return (SURE_FACE_PX * longSidePx) / DETECTOR_PX;
}
