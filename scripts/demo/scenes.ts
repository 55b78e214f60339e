/**
 * @file The demo's films: which photo is shown when, through which moving camera, and where its faces are then.
 * Pure: the page draws with it, and the tests and the score ask it.
 */
import { PHOTOS, type Box, type PhotoName } from './truth.ts';

/** The videos are 16:9. */
export const FILM_ASPECT = 16 / 9;

/** Where the camera looks at a moment: its centre and width in the photo, normalised to the photo. */
export interface CameraKey {
  /** 0 at the beginning of the scene, 1 at its end. */
  at: number;
  x: number;
  y: number;
  width: number;
}

export interface Scene {
  name: string;
  photo: PhotoName;
  durationMs: number;
  /** In order, the first at 0 and the last at 1. */
  keys: readonly [CameraKey, ...CameraKey[]];
}

/** What fills the picture: a part of a photo. */
export interface Shot {
  photo: PhotoName;
  /** Normalised to the photo; inside it, and as wide as the film's aspect asks. */
  camera: Box;
}

/** A face in the picture. */
export interface ShownFace {
  person: string;
  /** Normalised to the picture; may reach beyond it. */
  box: Box;
  /** How much of the box is in the picture, above 0 and up to 1. */
  visible: number;
}

export const FILMS = {
  /** Two people who come and go among strangers: one leaves at the edge and returns, one returns in another photo. */
  evening: [
    {
      name: 'bar',
      photo: 'sample1',
      durationMs: 8000,
      keys: [
        { at: 0, x: 0.5, y: 0.43, width: 1 },
        { at: 1, x: 0.54, y: 0.42, width: 0.86 },
      ],
    },
    {
      name: 'bar-pan',
      photo: 'sample1',
      durationMs: 9000,
      keys: [
        { at: 0, x: 0.33, y: 0.36, width: 0.6 },
        { at: 0.1, x: 0.33, y: 0.36, width: 0.6 },
        { at: 0.45, x: 0.69, y: 0.34, width: 0.6 },
        { at: 0.62, x: 0.69, y: 0.34, width: 0.6 },
        { at: 0.95, x: 0.33, y: 0.36, width: 0.6 },
        { at: 1, x: 0.33, y: 0.36, width: 0.6 },
      ],
    },
    {
      name: 'sofa',
      photo: 'sample3',
      durationMs: 5000,
      keys: [
        { at: 0, x: 0.5, y: 0.42, width: 1 },
        { at: 1, x: 0.58, y: 0.36, width: 0.76 },
      ],
    },
    {
      name: 'window',
      photo: 'sample6',
      durationMs: 4000,
      keys: [
        { at: 0, x: 0.42, y: 0.37, width: 0.8 },
        { at: 1, x: 0.58, y: 0.35, width: 0.8 },
      ],
    },
    {
      name: 'bar-close',
      photo: 'sample1',
      durationMs: 5000,
      keys: [
        { at: 0, x: 0.38, y: 0.39, width: 0.56 },
        { at: 0.3, x: 0.38, y: 0.39, width: 0.56 },
        { at: 1, x: 0.5, y: 0.42, width: 1 },
      ],
    },
    {
      name: 'stairs',
      photo: 'sample5',
      durationMs: 4000,
      keys: [
        { at: 0, x: 0.5, y: 0.39, width: 1 },
        { at: 1, x: 0.5, y: 0.55, width: 1 },
      ],
    },
    {
      name: 'sofa-pan',
      photo: 'sample3',
      durationMs: 7000,
      keys: [
        { at: 0, x: 0.66, y: 0.31, width: 0.52 },
        { at: 0.15, x: 0.66, y: 0.31, width: 0.52 },
        { at: 0.5, x: 0.27, y: 0.33, width: 0.52 },
        { at: 0.6, x: 0.27, y: 0.33, width: 0.52 },
        { at: 1, x: 0.66, y: 0.31, width: 0.52 },
      ],
    },
  ],
  /** Other photos, for a second video on the page. */
  balcony: [
    {
      name: 'window-slow',
      photo: 'sample6',
      durationMs: 7000,
      keys: [
        { at: 0, x: 0.5, y: 0.36, width: 1 },
        { at: 1, x: 0.56, y: 0.34, width: 0.84 },
      ],
    },
    {
      name: 'sofa-slow',
      photo: 'sample3',
      durationMs: 7000,
      keys: [
        { at: 0, x: 0.6, y: 0.36, width: 0.76 },
        { at: 1, x: 0.5, y: 0.42, width: 1 },
      ],
    },
  ],
} as const satisfies Record<string, readonly [Scene, ...Scene[]]>;

export type FilmName = keyof typeof FILMS;
export type Film = readonly [Scene, ...Scene[]];

/** One photo for as long as one likes, held as a hand holds a camera: boxes keep moving a little. */
export function makeStillFilm(photo: PhotoName): Film {
  const at = (moment: number, dx: number, dy: number): CameraKey => ({
    at: moment,
    x: 0.5 + dx,
    y: 0.42 + dy,
    width: 0.94,
  });
  const keys = [
    at(0, -0.02, 0),
    at(0.25, 0, -0.015),
    at(0.5, 0.02, 0),
    at(0.75, 0, 0.015),
    at(1, -0.02, 0),
  ] as const;
  return [{ name: photo, photo, durationMs: 8000, keys }];
}

/** A film that repeats one scene of any film. `undefined` when no film has it. */
export function makeSceneFilm(sceneName: string): Film | undefined {
  const scene = Object.values(FILMS)
    .flatMap((film): readonly Scene[] => film)
    .find(({ name }) => name === sceneName);
  return scene === undefined ? undefined : [scene];
}

export function measureFilm(film: Film): number {
  return film.reduce((sum, scene) => sum + scene.durationMs, 0);
}

/** @param timeMs since the film began, at least 0; it starts again after its end */
export function findShot(film: Film, timeMs: number): Shot {
  let rest = timeMs % measureFilm(film);
  for (const scene of film) {
    if (rest < scene.durationMs)
      return { photo: scene.photo, camera: placeCamera(scene, rest / scene.durationMs) };
    rest -= scene.durationMs;
  }
  return { photo: film[0].photo, camera: placeCamera(film[0], 0) };
}

/** Every face that the shot shows at least a part of. */
export function listShownFaces({ photo, camera }: Shot): ShownFace[] {
  return PHOTOS[photo].faces.flatMap(({ person, box }) => {
    const shown = {
      x: (box.x - camera.x) / camera.width,
      y: (box.y - camera.y) / camera.height,
      width: box.width / camera.width,
      height: box.height / camera.height,
    };
    const visible = measureVisible(shown);
    return visible > 0 ? [{ person, box: shown, visible }] : [];
  });
}

function placeCamera(scene: Scene, moment: number): Box {
  const { x, y, width } = interpolateKeys(scene.keys, moment);
  const photo = PHOTOS[scene.photo];
  const height = (width * photo.width) / photo.height / FILM_ASPECT;
  return {
    x: clamp(x - width / 2, 0, 1 - width),
    y: clamp(y - height / 2, 0, 1 - height),
    width,
    height,
  };
}

function interpolateKeys(keys: Scene['keys'], moment: number): Omit<CameraKey, 'at'> {
  let before = keys[0];
  for (const key of keys) {
    if (key.at > moment) {
      const share = ease((moment - before.at) / (key.at - before.at));
      return {
        x: mix(before.x, key.x, share),
        y: mix(before.y, key.y, share),
        width: mix(before.width, key.width, share),
      };
    }
    before = key;
  }
  return before;
}

/** Cameras start and stop softly. */
function ease(share: number): number {
  return share * share * (3 - 2 * share);
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function measureVisible({ x, y, width, height }: Box): number {
  const shownWidth = clamp(x + width, 0, 1) - clamp(x, 0, 1);
  const shownHeight = clamp(y + height, 0, 1) - clamp(y, 0, 1);
  return (shownWidth * shownHeight) / (width * height);
}
