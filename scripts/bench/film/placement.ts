/** @file What a frame is put together from: parts of the sample pictures, each at a place of the frame. Pure. */
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { PHOTOS, type PhotoName } from '../../demo/truth.ts';

export interface Placement {
  readonly photo: PhotoName;
  /** Of the photo, normalised to it; may reach beyond it. */
  readonly part: BoundingBox;
  /** Normalised to the frame. */
  readonly place: BoundingBox;
}

export interface FilmFrame {
  readonly background: string;
  readonly placements: readonly Placement[];
}

export interface FrameSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export const HD: FrameSize = { widthPx: 1280, heightPx: 720 };
/** What everybody gets of one frame: the size that peers are used with. */
export const STILL_SIZE: FrameSize = { widthPx: 640, heightPx: 360 };
/** As a call's window around its tiles. */
export const DARK = '#202124';

/** Width by height of a portrait: what a phone's camera gives. */
const PORTRAIT_ASPECT = 3 / 4;
/** Of a portrait's height: hair and shoulders fill the rest, and the neighbours of the group photos stay outside. */
const FACE_SHARE = 0.6;

/** The face with hair and shoulders, 3:4 in pixels. */
export function portraitOf(person: string): { photo: PhotoName; part: BoundingBox } {
  for (const [photo, { width: widthPx, height: heightPx, faces }] of Object.entries(PHOTOS)) {
    const box = faces.find((face) => face.person === person)?.box;
    if (box === undefined) continue;
    const height = box.height / FACE_SHARE;
    const width = (height * heightPx * PORTRAIT_ASPECT) / widthPx;
    const part = {
      x: box.x + box.width / 2 - width / 2,
      y: box.y + box.height / 2 - height / 2,
      width,
      height,
    };
    return { photo: photo as PhotoName, part };
  }
  throw new Error(`${person} is in no photo.`);
}

/** The places of `count` portraits in a gallery view, row by row, each with its tile's middle as its own. */
export function gridPlaces(count: number, { widthPx, heightPx }: FrameSize): BoundingBox[] {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const height = GRID_FILL / rows;
  const width = (height * heightPx * PORTRAIT_ASPECT) / widthPx;
  return Array.from({ length: count }, (_, index) => ({
    x: ((index % columns) + 0.5) / columns - width / 2,
    y: (Math.floor(index / columns) + 0.5) / rows - height / 2,
    width,
    height,
  }));
}

/** Of a tile's height: room to move in, and a gap to the row below. */
const GRID_FILL = 0.92;

/** Moves a little, as people before their cameras do; it comes back to where it began. */
export function sway(place: BoundingBox, timeMs: number, index: number, share = SWAY_SHARE): BoundingBox {
  const turn = (timeMs / SWAY_MS + index * 0.37) * 2 * Math.PI;
  return {
    ...place,
    x: place.x + Math.sin(turn) * place.width * share,
    y: place.y + Math.sin(2 * turn) * place.height * share * 0.5,
  };
}

/** Clips of whole multiples of it can be played in a loop without a jump. */
export const SWAY_MS = 4000;
const SWAY_SHARE = 0.06;

/** Salome and Delia resemble others (see scripts/demo/truth.ts), and Irene is turned too far away to be saved. */
const LEFT_OUT = ['Salome', 'Delia', 'Irene'];

function listPeople(): string[] {
  const all = Object.values(PHOTOS).flatMap(({ faces }) => faces.map(({ person }) => person));
  return [...new Set(all)].filter((person) => !LEFT_OUT.includes(person));
}

/** Everybody who is one person as far as anybody can say; Clara by the first of her two photos. */
export const PEOPLE: readonly string[] = listPeople();
