/**
 * @file One pass of the detector: which part of a picture it saw. [Note: Each face has its view] Faces that the whole picture
 * shows surely are followed in whole pictures only, smaller ones mainly in tiles, so that a face is missed by none but the view
 * that is sure to show it, and its box does not jump between two views that place it differently.
 */
import { WHOLE_PICTURE, centerOf, isInside, type BoundingBox } from '../geometry/bounding-box.ts';

export interface Pass {
  /** The part of the picture that was seen, normalised to it. */
  readonly view: BoundingBox;
  /** The height, normalised to the picture, from which on whole pictures are sure to show a face; 0 where nothing is finer. */
  readonly sureHeight: number;
}

/** For pictures that are always seen whole. */
export const ONLY_PASS: Pass = { view: WHOLE_PICTURE, sureHeight: 0 };

/** Detections of small faces vary by a fifth: a face has to be clearly larger before whole pictures are enough. */
const LEAVE_FINE_FACTOR = 1.2;
/**
 * Whole pictures draw whatever is small as 9 to 12 of the detector's pixels, also faces of 4 (44 faces of group photos): a box that is
 * so much larger than a tile's is not to be believed.
 */
const INFLATED_FACTOR = 1.25;
/** Of the picture: how near to a side of the view, where the picture goes on, a face is not to be trusted. */
const SIDE_MARGIN = 0.01;

export function isWhole({ view }: Pass): boolean {
  return view.width >= 1 && view.height >= 1;
}

/** Whether only a tile is sure to show a face of this height. */
export function isFineHeight(height: number, { sureHeight }: Pass, wasFine: boolean): boolean {
  return height < (wasFine ? sureHeight * LEAVE_FINE_FACTOR : sureHeight);
}

/**
 * Whether a face of which `known` is the box is seen again, much larger or smaller, only because whole pictures cannot show it as
 * small as it is.
 */
export function isInflated(known: BoundingBox, wasFine: boolean, seen: BoundingBox, pass: Pass): boolean {
  if (isWhole(pass) && !wasFine) return false;
  const [inWhole, inTile] = isWhole(pass) ? [seen, known] : [known, seen];
  return (
    inWhole.height > inTile.height * INFLATED_FACTOR &&
    isFineHeight(inWhole.height, pass, true) &&
    isInside(centerOf(inTile), inWhole)
  );
}

/** Whether the box lies in the view, clear of the sides beyond which the picture goes on. */
export function isWithinView({ x, y, width, height }: BoundingBox, view: BoundingBox): boolean {
  return (
    isClear(x, x + width, view.x, view.x + view.width) && isClear(y, y + height, view.y, view.y + view.height)
  );
}

function isClear(from: number, to: number, viewFrom: number, viewTo: number): boolean {
  return (
    (viewFrom <= 0 || from > viewFrom + SIDE_MARGIN) &&
    (viewTo >= 1 || to < viewTo - SIDE_MARGIN) &&
    to > viewFrom &&
    from < viewTo
  );
}
