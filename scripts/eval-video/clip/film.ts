/**
 * @file The generated clip: group photos under a moving camera, hard cuts between them, and a bar that hides faces. Pure.
 *
 * People leave at the edge and return (Mira, Clara), return in another photo (Clara), and are hidden for most of a
 * second (Mira, Luz, Zoe). Strangers resemble those who are enrolled: see scripts/demo/truth.ts. `sample4` is left out, since
 * nobody can say whether two of its women are in other photos too.
 */
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { findShot, listShownFaces, measureFilm, type Scene } from '../../demo/scenes.ts';
import type { Labels, LabelledFace, LabelledMoment } from '../labels.ts';
import type { ClipShot } from '../page/clip-maker.ts';

export const CLIP_FPS = 25;

/** Where the bar's left edge is; it moves evenly, and stands where two keys in a row are alike. */
interface BarKey {
  /** 0 at the beginning of the scene, 1 at its end. */
  readonly at: number;
  readonly x: number;
}

interface ClipScene extends Scene {
  readonly bar?: readonly BarKey[];
}

/** A little wider than the largest face that it passes. */
const BAR_WIDTH = 0.16;

const BAR: ClipScene = {
  name: 'bar',
  photo: 'sample1',
  durationMs: 5600,
  keys: [
    { at: 0, x: 0.5, y: 0.43, width: 1 },
    { at: 1, x: 0.54, y: 0.42, width: 0.86 },
  ],
  bar: [
    { at: 0.25, x: -BAR_WIDTH },
    { at: 0.45, x: 0.17 },
    { at: 0.6, x: 0.17 },
    { at: 1, x: 1 },
  ],
};
const BAR_PAN: ClipScene = {
  name: 'bar-pan',
  photo: 'sample1',
  durationMs: 6400,
  keys: [
    { at: 0, x: 0.33, y: 0.36, width: 0.6 },
    { at: 0.1, x: 0.33, y: 0.36, width: 0.6 },
    { at: 0.4, x: 0.69, y: 0.34, width: 0.6 },
    { at: 0.6, x: 0.69, y: 0.34, width: 0.6 },
    { at: 0.9, x: 0.33, y: 0.36, width: 0.6 },
    { at: 1, x: 0.33, y: 0.36, width: 0.6 },
  ],
};
const SOFA: ClipScene = {
  name: 'sofa',
  photo: 'sample3',
  durationMs: 3200,
  keys: [
    { at: 0, x: 0.5, y: 0.42, width: 1 },
    { at: 1, x: 0.58, y: 0.36, width: 0.76 },
  ],
};
const STAIRS: ClipScene = {
  name: 'stairs',
  photo: 'sample5',
  durationMs: 4000,
  keys: [
    { at: 0, x: 0.5, y: 0.39, width: 1 },
    { at: 1, x: 0.5, y: 0.5, width: 1 },
  ],
  bar: [
    { at: 0.25, x: 1 },
    { at: 0.6, x: 0.27 },
    { at: 0.75, x: 0.27 },
    { at: 1, x: -BAR_WIDTH },
  ],
};
const WALL: ClipScene = {
  name: 'wall',
  photo: 'sample2',
  durationMs: 2800,
  keys: [
    { at: 0, x: 0.42, y: 0.36, width: 0.8 },
    { at: 1, x: 0.58, y: 0.36, width: 0.8 },
  ],
};
const BAR_CLOSE: ClipScene = {
  name: 'bar-close',
  photo: 'sample1',
  durationMs: 3200,
  keys: [
    { at: 0, x: 0.38, y: 0.39, width: 0.56 },
    { at: 0.3, x: 0.38, y: 0.39, width: 0.56 },
    { at: 1, x: 0.5, y: 0.42, width: 1 },
  ],
};
const WINDOW: ClipScene = {
  name: 'window',
  photo: 'sample6',
  durationMs: 3600,
  keys: [
    { at: 0, x: 0.42, y: 0.37, width: 0.8 },
    { at: 1, x: 0.58, y: 0.35, width: 0.8 },
  ],
  bar: [
    { at: 0.2, x: 1 },
    { at: 0.5, x: 0.55 },
    { at: 0.7, x: 0.52 },
    { at: 1, x: -BAR_WIDTH },
  ],
};
const SOFA_PAN: ClipScene = {
  name: 'sofa-pan',
  photo: 'sample3',
  durationMs: 5200,
  keys: [
    { at: 0, x: 0.66, y: 0.31, width: 0.52 },
    { at: 0.15, x: 0.66, y: 0.31, width: 0.52 },
    { at: 0.45, x: 0.27, y: 0.33, width: 0.52 },
    { at: 0.6, x: 0.27, y: 0.33, width: 0.52 },
    { at: 0.95, x: 0.66, y: 0.31, width: 0.52 },
    { at: 1, x: 0.66, y: 0.31, width: 0.52 },
  ],
};

const BAR_STEADY: ClipScene = {
  name: 'bar-steady',
  photo: 'sample1',
  durationMs: 16_000,
  keys: [
    { at: 0, x: 0.5, y: 0.43, width: 1 },
    { at: 0.5, x: 0.52, y: 0.43, width: 0.92 },
    { at: 1, x: 0.5, y: 0.43, width: 1 },
  ],
};

type ClipFilm = readonly [ClipScene, ...ClipScene[]];

export const CLIP_FILMS = {
  whole: [BAR, BAR_PAN, SOFA, STAIRS, WALL, BAR_CLOSE, WINDOW, SOFA_PAN],
  /** Enough for a test: a hidden face, a cut, a person who is in two photos. */
  short: [
    { ...BAR, durationMs: 3600 },
    { ...SOFA, durationMs: 1600 },
  ],
  /** For other people's players: nobody comes or goes. */
  park: [{ ...BAR_STEADY, durationMs: 16_000 }],
} as const satisfies Record<string, ClipFilm>;
export type ClipName = keyof typeof CLIP_FILMS;

/** Whom the generated clip's anchors show, and on which photo: not all the photos that they are in. */
export const CLIP_PEOPLE = [
  { name: 'Clara', photo: 'sample1' },
  { name: 'Mira', photo: 'sample1' },
  { name: 'Greta', photo: 'sample3' },
  { name: 'Luz', photo: 'sample5' },
  { name: 'Zoe', photo: 'sample6' },
] as const;

export interface ClipPlan {
  /** One for each frame. */
  readonly shots: readonly ClipShot[];
  readonly labels: Labels & { readonly kind: 'boxes' };
}

export function planClip(name: ClipName): ClipPlan {
  const film: ClipFilm = CLIP_FILMS[name];
  const count = Math.floor((measureFilm(film) / 1000) * CLIP_FPS);
  const times = Array.from({ length: count }, (_, index) => (index * 1000) / CLIP_FPS);
  const planned = times.map((timeMs) => planFrame(film, timeMs));
  return {
    shots: planned.map(({ shot }) => shot),
    labels: { kind: 'boxes', unit: 'timeMs', moments: planned.map(({ moment }) => moment) },
  };
}

function planFrame(film: ClipFilm, timeMs: number): { shot: ClipShot; moment: LabelledMoment } {
  const shot = findShot(film, timeMs);
  const bar = barAt(film, timeMs);
  const faces = listShownFaces(shot).map(({ person, box, visible }): LabelledFace => ({
    name: person,
    box,
    isOccluded: visible - hiddenShare(box, bar) < MIN_CLEAR,
  }));
  return {
    shot: { picture: `${shot.photo}.jpg`, camera: shot.camera, ...(bar === undefined ? {} : { bar }) },
    moment: { at: timeMs, faces },
  };
}

/** Of a face: below this nobody has to find or name it. A quarter of a face hides an eye. */
const MIN_CLEAR = 0.8;

function barAt(film: ClipFilm, timeMs: number): BoundingBox | undefined {
  let rest = timeMs;
  for (const { durationMs, bar } of film) {
    if (rest < durationMs) return bar === undefined ? undefined : placeBar(bar, rest / durationMs);
    rest -= durationMs;
  }
  return undefined;
}

function placeBar(keys: readonly BarKey[], moment: number): BoundingBox | undefined {
  const next = keys.findIndex(({ at }) => at > moment);
  const [from, to] = [keys[next - 1], keys[next]];
  if (from === undefined || to === undefined) return undefined;
  const share = (moment - from.at) / (to.at - from.at);
  return { x: from.x + (to.x - from.x) * share, y: 0, width: BAR_WIDTH, height: 1 };
}

/** How much of the box the bar hides, 0..1; the bar is as high as the picture. */
function hiddenShare(box: BoundingBox, bar: BoundingBox | undefined): number {
  if (bar === undefined) return 0;
  const shared = Math.min(box.x + box.width, bar.x + bar.width) - Math.max(box.x, bar.x);
  return Math.max(0, shared) / box.width;
}
