/** @file Boxes in the two coordinate spaces of the product, and the arithmetic on them. */

/** A box in a picture: top-left origin, normalised so that the picture is 1 wide and 1 high. */
export interface BoundingBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const WHOLE_PICTURE: BoundingBox = { x: 0, y: 0, width: 1, height: 1 };

/** A box in pixels, of a picture or of the viewport; the owner says which. */
export interface PixelBox {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A normalised point of a picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Intersection over union of two boxes in the same space, 0..1. */
export function intersectionOverUnion(a: BoundingBox, b: BoundingBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (a.width * a.height + b.width * b.height - intersection);
}

export function centerOf(box: BoundingBox): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function isInside({ x, y }: Point, box: BoundingBox): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/**
 * The box that is square in pixels, shares the centre of `box` and is `factor` times its longer side.
 * It may leave the picture: whoever cuts it out pads what lies outside.
 */
export function squareAround(
  box: BoundingBox,
  factor: number,
  pictureWidthPx: number,
  pictureHeightPx: number,
): BoundingBox {
  const sidePx = Math.max(box.width * pictureWidthPx, box.height * pictureHeightPx) * factor;
  const center = centerOf(box);
  const width = sidePx / pictureWidthPx;
  const height = sidePx / pictureHeightPx;
  return { x: center.x - width / 2, y: center.y - height / 2, width, height };
}

/** The point, given in the same space as `region`, normalised within `region`. */
export function pointInRegion(point: Point, region: BoundingBox): Point {
  return { x: (point.x - region.x) / region.width, y: (point.y - region.y) / region.height };
}

export function toPixelBox(box: BoundingBox, widthPx: number, heightPx: number): PixelBox {
  return {
    leftPx: box.x * widthPx,
    topPx: box.y * heightPx,
    widthPx: box.width * widthPx,
    heightPx: box.height * heightPx,
  };
}

/** What two boxes share; without width or height where they share nothing. */
export function intersectBoxes(a: PixelBox, b: PixelBox): PixelBox {
  const leftPx = Math.max(a.leftPx, b.leftPx);
  const topPx = Math.max(a.topPx, b.topPx);
  const rightPx = Math.min(a.leftPx + a.widthPx, b.leftPx + b.widthPx);
  const bottomPx = Math.min(a.topPx + a.heightPx, b.topPx + b.heightPx);
  return { leftPx, topPx, widthPx: Math.max(0, rightPx - leftPx), heightPx: Math.max(0, bottomPx - topPx) };
}

/** Linear blend: 0 gives `from`, 1 gives `to`. */
export function blendBoxes(from: BoundingBox, to: BoundingBox, share: number): BoundingBox {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}
