/** @file Where a face of a picture is on the page. */
import { mapPoint } from '../core/geometry/affine.ts';
import { centerOf, type BoundingBox, type Point } from '../core/geometry/bounding-box.ts';
import type { ShownElement } from './picture-source.ts';
import { readSurroundings, shownPicture } from './shown-picture.ts';

export interface FacePlace {
  readonly picture: HTMLElement;
  /** The middle of the face, CSS pixels of the viewport. */
  readonly middle: Point;
}

/** `box` is normalised to the element's picture. Lays out the page. */
export function facePlace(shown: ShownElement, box: BoundingBox): FacePlace {
  const { map } = shownPicture(shown.element, readSurroundings(shown));
  return { picture: shown.element, middle: mapPoint(map, centerOf(box)) };
}
