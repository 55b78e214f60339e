/** @file Where a face of a picture is on the page. */
import { mapPoint } from '../core/geometry/affine.ts';
import { centerOf, type BoundingBox, type Point } from '../core/geometry/bounding-box.ts';
import type { PictureElement } from './picture-source.ts';
import { readSurroundings, shownPicture } from './shown-picture.ts';

export interface FacePlace {
  readonly picture: PictureElement;
  /** The middle of the face, CSS pixels of the viewport. */
  readonly middle: Point;
}

/** `box` is normalised to the element's picture. Lays out the page. */
export function facePlace(picture: PictureElement, box: BoundingBox): FacePlace {
  const [widthPx, heightPx] =
    picture instanceof HTMLVideoElement
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.width, picture.height];
  const around = readSurroundings({ element: picture, size: () => ({ widthPx, heightPx }) });
  return { picture, middle: mapPoint(shownPicture(picture, around).map, centerOf(box)) };
}
