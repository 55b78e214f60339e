/** @file What is measured: faces of which height, at which places of the picture. */
import type { BoundingBox, Point } from '../../src/core/geometry/bounding-box.ts';

export const PICTURE = { widthPx: 1280, heightPx: 720 } as const;

/**
 * What is around a face decides whether it is found. In a group photo it has hair, a neck and shoulders; a portrait that is cut
 * out tightly, as on the tiles of a large call, ends in straight lines right at the face, which is much harder.
 */
export const SURROUNDINGS = ['with its surroundings', 'cut out tightly'] as const;
export type Surroundings = (typeof SURROUNDINGS)[number];

export interface Portrait {
  /** Name of a file in the page's `<input>`. */
  readonly file: string;
  /** The face, normalised to the file's picture. */
  readonly face: BoundingBox;
  readonly surroundings: Surroundings;
}

/** A portrait in the picture: its face of this height, normalised, around this point. */
export interface Placed {
  readonly portrait: Portrait;
  readonly height: number;
  readonly at: Point;
}

/** Of the detector's box, from hairline to chin, as shares of the picture's height. */
export const HEIGHTS = [0.03, 0.04, 0.045, 0.05, 0.06, 0.08, 0.1, 0.13, 0.17, 0.25] as const;
/**
 * [Note: How high a face is] The height that is promised, at which whole pictures are said to show 28 to 40 %: of which part of the
 * face is not said. Tight portraits on grey, black, white, a gradient, noise, their own mean colour, blurred or mirrored surroundings
 * give that share at 8 to 23 % of the height, with the score that the detector's card asks for, and at 4.5 % none. Faces with
 * surroundings come near it, where a box of any size counts, or from the brows to the chin. So the strictest is promised: the
 * detector's box, of all portraits, found where a box is about as large; the others are told beside it.
 */
export const PROMISED_HEIGHT = 0.045;
/** About the detector's box of a face that has the promised height from its brows to its chin: eyes and mouth are 0.42 of it apart. */
export const BROWS_TO_CHIN_HEIGHT = 0.06;
/** Tried at all places; the others at two, in turns. */
const MAIN_HEIGHTS: readonly number[] = [PROMISED_HEIGHT, BROWS_TO_CHIN_HEIGHT];

/** In one tile and in several, on the inner sides of tiles (see `tilesOf`, `smallTilesOf`), and near a corner and an edge. */
export const PLACES: Readonly<Record<string, Point>> = {
  'in one tile': { x: 0.2, y: 0.2 },
  'in several tiles': { x: 0.34, y: 0.5 },
  'where tiles end': { x: 0.375, y: 0.6667 },
  'where tiles begin': { x: 0.625, y: 0.3333 },
  'where small tiles end': { x: 0.3125, y: 0.5556 },
  'where small tiles begin': { x: 0.6875, y: 0.4444 },
  'in a corner': { x: 0.95, y: 0.9 },
  'at the edge': { x: 0.05, y: 0.55 },
};

export interface Trial extends Placed {
  readonly place: string;
}

/** @param isQuick only the main heights */
export function trialsOf(portraits: readonly Portrait[], isQuick = false): Trial[] {
  const places = Object.entries(PLACES);
  return HEIGHTS.flatMap((height, row) =>
    (isQuick && !MAIN_HEIGHTS.includes(height) ? [] : portraits).flatMap((portrait, column) =>
      places
        .filter(
          (_, index) => MAIN_HEIGHTS.includes(height) || (index + row + column) % (places.length / 2) === 0,
        )
        .map(([place, at]) => ({ portrait, height, at: keepInside(at, height), place })),
    ),
  );
}

/** The nearest place at which the whole face is in the picture. */
function keepInside({ x, y }: Point, height: number): Point {
  const halfWidth = (height * PICTURE.heightPx) / PICTURE.widthPx / 2;
  return {
    x: Math.min(1 - halfWidth, Math.max(halfWidth, x)),
    y: Math.min(1 - height / 2, Math.max(height / 2, y)),
  };
}

/** What a video shows all the time, for the cost. */
export function scenesOf(portraits: readonly Portrait[]): Readonly<Record<string, readonly Placed[]>> {
  const place = (index: number, height: number, x: number, y: number): Placed[] => {
    const portrait = portraits[index % portraits.length];
    return portrait === undefined ? [] : [{ portrait, height, at: { x, y } }];
  };
  const large = [...place(0, 0.3, 0.2, 0.4), ...place(1, 0.3, 0.5, 0.5), ...place(2, 0.3, 0.8, 0.4)];
  return {
    'no face': [],
    'three large faces': large,
    'a large and two small faces': [
      ...large.slice(0, 1),
      ...place(3, 0.05, 0.6, 0.3),
      ...place(4, 0.05, 0.9, 0.6),
    ],
    'two small faces': [...place(3, 0.05, 0.3, 0.3), ...place(4, 0.05, 0.9, 0.6)],
  };
}
