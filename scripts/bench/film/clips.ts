/** @file The clips that are played: who is where in which frame, and from when on. Pure. */
import { PHOTOS, type PhotoName } from '../../demo/truth.ts';
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { planAppearances, type Appearance } from './appearances.ts';
import {
  DARK,
  HD,
  PEOPLE,
  STILL_SIZE,
  SWAY_MS,
  gridPlaces,
  portraitOf,
  sway,
  type FilmFrame,
  type FrameSize,
  type Placement,
} from './placement.ts';

export interface Clip {
  readonly name: string;
  readonly size: FrameSize;
  readonly durationMs: number;
  /** Who comes when; empty where everybody stays. */
  readonly appearances: readonly Appearance[];
  readonly frameAt: (timeMs: number) => FilmFrame;
}

export const CLIP_FPS = 30;
export const CLIP_MS = 20_000;

/** How many faces the frames and the clips of the comparison show. */
export const FACE_COUNTS = [1, 5, 16] as const;
export type FaceCount = (typeof FACE_COUNTS)[number];

/** A clip by its kind and the faces on it; `tile` is a gallery view as small as a call's own tiles. */
export interface ClipWish {
  readonly kind: 'stay' | 'come' | 'grid' | 'tile';
  readonly count: number;
}

export function clipOf({ kind, count }: ClipWish): Clip {
  if (kind === 'grid') return gridClip(count);
  if (kind === 'tile') return gridClip(count, STILL_SIZE);
  const known = FACE_COUNTS.find((one) => one === count);
  if (known === undefined) throw new Error(`There is no clip of ${String(count)} faces.`);
  return kind === 'stay' ? stayClip(known) : comeClip(known);
}

/** One person before a bar, a group on stairs, a call: everybody stays, and everything moves a little. */
export function stayClip(count: FaceCount): Clip {
  const frames: Readonly<Record<FaceCount, (timeMs: number) => FilmFrame>> = {
    1: (timeMs) => ({ background: DARK, placements: [{ photo: 'sample1', ...aloneAt(timeMs) }] }),
    5: (timeMs) => ({ background: DARK, placements: [{ photo: 'sample5', ...groupAt(timeMs) }] }),
    16: (timeMs) => ({ background: DARK, placements: wallAt(timeMs) }),
  };
  return {
    name: `stay${String(count)}`,
    size: HD,
    durationMs: CLIP_MS,
    appearances: [],
    frameAt: frames[count],
  };
}

/** A gallery view. Beyond the people there are, the same ones come again. */
export function gridClip(count: number, size = HD): Clip {
  const places = gridPlaces(count, size);
  return {
    name: `grid${String(count)}-${String(size.heightPx)}`,
    size,
    durationMs: SWAY_MS,
    appearances: [],
    frameAt: (timeMs) => ({
      background: DARK,
      placements: places.map((place, index) =>
        portraitAt(PEOPLE[index % PEOPLE.length] ?? '', sway(place, timeMs, index)),
      ),
    }),
  };
}

/**
 * People come and go. With one there are hard cuts between one person and the next, each before a wall of another colour;
 * with more, a place of the gallery view stays empty for a moment before somebody else takes it.
 */
export function comeClip(count: FaceCount): Clip {
  const places = gridPlaces(count, HD);
  const appearances = planAppearances({ slots: count, durationMs: CLIP_MS, people: PEOPLE, ...STAYS[count] });
  return {
    name: `come${String(count)}`,
    size: HD,
    durationMs: CLIP_MS,
    appearances,
    frameAt(timeMs) {
      const present = appearances.filter(({ fromMs, toMs }) => fromMs <= timeMs && timeMs < toMs);
      const [first] = present;
      return {
        background: count === 1 ? wallOf(first?.person ?? '') : DARK,
        placements: present.flatMap(({ person, slot }) => {
          const place = places[slot];
          return place === undefined ? [] : [portraitAt(person, sway(place, timeMs, slot))];
        }),
      };
    },
  };
}

/** Long enough that whoever is slow gets a name too; short enough for many in one clip. */
const STAYS: Readonly<Record<FaceCount, { stayMs: number; gapMs: number }>> = {
  1: { stayMs: 1250, gapMs: 0 },
  5: { stayMs: 3000, gapMs: 400 },
  16: { stayMs: 4000, gapMs: 400 },
};

function portraitAt(person: string, place: BoundingBox): Placement {
  return { ...portraitOf(person), place };
}

/** Light and dark in turns, so that the cut is one to whoever looks for cuts. */
function wallOf(person: string): string {
  const index = Math.max(0, PEOPLE.indexOf(person));
  return `hsl(${String((index * 137) % 360)} 35% ${index % 2 === 0 ? '25%' : '70%'})`;
}

/** Clara alone at the right of her photo, under a moving camera. */
function aloneAt(timeMs: number): Omit<Placement, 'photo'> {
  const turn = (timeMs / SWAY_MS) * 2 * Math.PI;
  const width = 0.42 + 0.02 * Math.sin(turn * 2);
  // 16:9 of a photo that is 1920 pixels wide and 1280 high.
  const height = (width * 1920 * 9) / 16 / 1280;
  const part = { x: 0.57 - 0.01 * Math.cos(turn), y: 0.06 + 0.015 * Math.sin(turn), width, height };
  return { part, place: { x: 0, y: 0, width: 1, height: 1 } };
}

/** All of the group, as large as the frame allows and moving in it. */
function groupAt(timeMs: number): Omit<Placement, 'photo'> {
  const turn = (timeMs / SWAY_MS) * 2 * Math.PI;
  const size = 0.9 + 0.03 * Math.sin(turn * 2);
  const place = {
    x: (1 - size) / 2 + 0.025 * Math.sin(turn),
    y: (1 - size) / 2 + 0.02 * Math.cos(turn),
    width: size,
    height: size,
  };
  return { part: GROUP_PART, place };
}

/** Photos with five, four, four and three faces, two by two: each face with what was around it. */
const WALL = ['sample5', 'sample4', 'sample6', 'sample1'] as const satisfies readonly PhotoName[];

function wallAt(timeMs: number): Placement[] {
  return WALL.map((photo, index) => {
    const { width, height } = PHOTOS[photo];
    const scale = Math.min((0.5 * HD.widthPx) / width, (0.5 * HD.heightPx) / height) * WALL_FILL;
    const place = { width: (width * scale) / HD.widthPx, height: (height * scale) / HD.heightPx };
    const [middleX, middleY] = [0.25 + (index % 2) * 0.5, 0.25 + Math.floor(index / 2) * 0.5];
    const still = { ...place, x: middleX - place.width / 2, y: middleY - place.height / 2 };
    return { photo, part: { x: 0, y: 0, width: 1, height: 1 }, place: sway(still, timeMs, index, WALL_SWAY) };
  });
}

/** Of a quarter of the frame: room to move in. */
const WALL_FILL = 0.94;
const WALL_SWAY = 0.03;

/** 16:9 of `sample5` with its five faces. */
export const GROUP_PART: BoundingBox = { x: 0, y: 0.067, width: 1, height: 1080 / 1398 };

/** What is compared frame by frame: the first frame of each clip that stays. */
export function stillFrame(count: FaceCount): FilmFrame {
  if (count === 5) {
    const whole = { x: 0, y: 0, width: 1, height: 1 };
    return { background: DARK, placements: [{ photo: 'sample5', part: GROUP_PART, place: whole }] };
  }
  return stayClip(count).frameAt(0);
}
