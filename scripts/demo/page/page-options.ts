/** @file What the page's address asks for. */
import { FILMS, makeSceneFilm, makeStillFilm, type Film } from '../scenes.ts';
import { PHOTOS, type PhotoName } from '../truth.ts';

export interface PageOptions {
  /** How many videos the page starts with. */
  videos: number;
  fps: number;
  speed: number;
  /** Show a video whose pixels belong to another origin. */
  isTainted: boolean;
  /** The film of the n-th video, counted from 0. */
  pickFilm(index: number): Film;
}

/**
 * `?videos=2` two videos · `?late=1` and `?novideo=1` none yet · `?tainted=1` a video of another origin ·
 * `?scene=sofa-pan` one scene again and again · `?static=sample1` one photo, held by hand (`sample1,sample6`: one for
 * each video) · `?fps=15` · `?speed=2`
 */
export function readPageOptions(query: URLSearchParams): PageOptions {
  const isEmpty = query.has('late') || query.has('novideo') || query.has('tainted');
  const stills = (query.get('static') ?? '').split(',').filter(isPhotoName).map(makeStillFilm);
  const scene = makeSceneFilm(query.get('scene') ?? '');
  const chosen = scene === undefined ? stills : [scene];
  const films: Film[] = chosen.length > 0 ? chosen : [FILMS.evening, FILMS.balcony];
  return {
    videos: isEmpty ? 0 : readNumber(query, 'videos', 1),
    fps: readNumber(query, 'fps', 30),
    speed: readNumber(query, 'speed', 1),
    isTainted: query.has('tainted'),
    pickFilm: (index) => films[index % films.length] ?? FILMS.evening,
  };
}

function readNumber(query: URLSearchParams, name: string, fallback: number): number {
  const value = Number(query.get(name) ?? fallback);
  return Number.isFinite(value) && value > 0 ? value : fallback;
}

function isPhotoName(text: string): text is PhotoName {
  return text in PHOTOS;
}
