/**
 * @file Which part of the picture to look for faces in next: mostly the whole, a tile now and then, and more often where there
 * are faces that only it shows. A tile takes the turn of a whole picture, so small faces cost no frame more.
 */
import { WHOLE_PICTURE, centerOf, isInside, type BoundingBox } from '../../core/geometry/bounding-box.ts';
import { isWithinView } from '../../core/tracking/pass.ts';
import type { Track } from '../../core/tracking/track-faces.ts';
import { shiftTile } from './tiles.ts';

/**
 * A tile in which nothing small was found is looked at again after this, at first and later; the last where it never shows
 * any, so that a video without faces, which is sampled once a second, is mostly looked at as a whole.
 */
const PROBE_MS = [2000, 2000, 4000, 4000, 12_000] as const;
/**
 * Probes are this many frames apart: while there are faces, since their boxes are to stay quick on a slow machine too; while there are
 * none, since the next face is more often a large one.
 */
const FRAMES_BETWEEN_PROBES = 4;
const FRAMES_BETWEEN_IDLE_PROBES = 3;
/** Where frames are rarer, none is spared for a tile: large faces would be lost between two whole pictures. */
const MAX_TILE_INTERVAL_MS = 300;
/** Where all faces are small, others may still come in that the whole picture shows. */
const FRAMES_BETWEEN_WHOLE = 4;
/** Where a scene is new and nobody is seen, the faces that are there are small, most likely. */
const FRAMES_BETWEEN_WHOLE_AT_FIRST = 3;

/** The tiles of a picture, see tiles.ts. */
export interface TileGrids {
  readonly large: readonly BoundingBox[];
  readonly small: readonly BoundingBox[];
}

interface Shown {
  readonly frame: number;
  readonly nowMs: number;
  /** How often in succession it showed no small face. */
  readonly empty: number;
  /** Where it lies next, see `shiftTile`. */
  readonly turn: number;
}

interface Asked {
  readonly tile: BoundingBox;
  readonly view: BoundingBox;
  /** For faces that are not known yet. */
  readonly isProbe: boolean;
  /** A large tile, where it always lies at first. */
  readonly isPlain: boolean;
}

/** Of one video. */
export class ViewSchedule {
  #frame = 0;
  #notedMs: number | undefined;
  /** Between the last two frames. */
  #intervalMs = 0;
  #probedFrame = -Infinity;
  readonly #shown = new Map<Place, Shown>();
  /** Since the last whole picture: whoever has come may be large. */
  #hasNews = false;
  /** The tile that is to be looked at, and where it lies this time. */
  #asked: Asked | undefined;

  /** The picture was cut: nothing is known of the new scene. */
  restart(): void {
    this.#shown.clear();
    this.#probedFrame = -Infinity;
  }

  /** The picture has changed in these places: somebody may have come there, so their tiles have the next turns. */
  noteNews(news: readonly BoundingBox[], { large, small }: TileGrids): void {
    this.#hasNews = true;
    for (const tile of [...large, ...small])
      if (news.some((place) => isInside(centerOf(place), tile))) this.#shown.delete(placeOf(tile));
  }

  /** After each frame, with the tracks that it left. */
  note(view: BoundingBox, tracks: readonly Track[], nowMs: number): void {
    const asked = this.#askedFor(view);
    const place = placeOf(asked?.tile ?? view);
    const expected = tracks.filter(({ isFine, box }) => isFine && isWithinView(box, view));
    const isEmpty = expected.length === 0;
    // It stays where it shows all that are known.
    const isMoving = isEmpty || asked?.isProbe === true || expected.some(({ misses }) => misses > 0);
    this.noteCloseLook(nowMs);
    if (place === 'whole') this.#hasNews = false;
    else if (isEmpty) this.#probedFrame = this.#frame;
    const { empty, turn } = this.#shown.get(place) ?? { empty: 0, turn: 0 };
    this.#shown.set(place, {
      frame: this.#frame,
      nowMs,
      empty: isEmpty ? empty + 1 : 0,
      turn: isMoving ? turn + 1 : turn,
    });
  }

  /** Whether the view is of those that were looked at once and for all before: what it shows surely needs no second look. */
  isPlain(view: BoundingBox): boolean {
    return this.#askedFor(view)?.isPlain ?? true;
  }

  /** After a frame that is neither the whole picture nor a tile. */
  noteCloseLook(nowMs: number): void {
    this.#frame += 1;
    this.#intervalMs = nowMs - (this.#notedMs ?? nowMs);
    this.#notedMs = nowMs;
  }

  /** @param close what waits for a look from close by: it takes the turn of a tile. See: [Note: Faint faces] */
  next(
    { large, small }: TileGrids,
    tracks: readonly Track[],
    nowMs: number,
    close?: BoundingBox,
  ): BoundingBox {
    this.#asked = undefined;
    const fine = tracks.filter(({ isFine }) => isFine);
    const hasLarge = tracks.length > fine.length;
    const tiles = [...large, ...small];
    const isSlow = this.#intervalMs > MAX_TILE_INTERVAL_MS;
    const isCalm = tracks.length === 0 && !isSlow && !this.#hasNews;
    const isAtFirst = isCalm && tiles.some((tile) => this.#isNew(tile));
    const sinceWhole = this.#frame - this.#frameOf(WHOLE_PICTURE);
    if (sinceWhole >= mostBetweenWhole(fine.length > 0 && !hasLarge, isAtFirst)) return WHOLE_PICTURE;
    if (hasLarge && isSlow) return WHOLE_PICTURE;
    if (close !== undefined) return close;
    const needed = new Set(fine.map(({ box }) => nearestTile(box, small.length > 0 ? small : large)));
    const apart = tracks.length === 0 ? FRAMES_BETWEEN_IDLE_PROBES : FRAMES_BETWEEN_PROBES;
    const mayProbe = this.#frame - this.#probedFrame >= apart;
    const isDue = (tile: BoundingBox): boolean =>
      needed.has(tile) ||
      // A scene that is new, or a picture that stands still, is not sampled for long perhaps.
      (this.#isNew(tile) && (isAtFirst || mayProbe || large.includes(tile))) ||
      (mayProbe && this.#isProbeDue(tile, nowMs));
    const [due] = tiles.filter(isDue).sort((a, b) => this.#frameOf(a) - this.#frameOf(b));
    if (due === undefined) return WHOLE_PICTURE;
    const view = shiftTile(due, this.#shown.get(placeOf(due))?.turn ?? 0);
    this.#asked = {
      tile: due,
      view,
      isProbe: !needed.has(due),
      isPlain: view === due && large.includes(due),
    };
    return view;
  }

  #askedFor(view: BoundingBox): Asked | undefined {
    return this.#asked !== undefined && isEqual(this.#asked.view, view) ? this.#asked : undefined;
  }

  #isNew(tile: BoundingBox): boolean {
    return !this.#shown.has(placeOf(tile));
  }

  #isProbeDue(tile: BoundingBox, nowMs: number): boolean {
    const shown = this.#shown.get(placeOf(tile));
    if (shown === undefined) return false;
    return nowMs - shown.nowMs >= (PROBE_MS[shown.empty] ?? PROBE_MS[PROBE_MS.length - 1] ?? 0);
  }

  #frameOf(view: BoundingBox): number {
    return this.#shown.get(placeOf(view))?.frame ?? -Infinity;
  }
}

/** Of frames that are no whole pictures. */
function mostBetweenWhole(areAllSmall: boolean, isAtFirst: boolean): number {
  if (areAllSmall) return FRAMES_BETWEEN_WHOLE;
  return isAtFirst ? FRAMES_BETWEEN_WHOLE_AT_FIRST : 1;
}

/** The same for tiles of a picture whose size has changed. */
type Place = string;

function placeOf({ x, y, width, height }: BoundingBox): Place {
  return width >= 1 && height >= 1 ? 'whole' : [x, y, width].map((value) => value.toFixed(2)).join(' ');
}

function isEqual(a: BoundingBox, b: BoundingBox): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** Where a face that lies in several tiles has more of its surroundings. */
function nearestTile(box: BoundingBox, tiles: readonly BoundingBox[]): BoundingBox | undefined {
  const offCentre = (tile: BoundingBox): number => {
    const [face, middle] = [centerOf(box), centerOf(tile)];
    return Math.hypot(face.x - middle.x, face.y - middle.y);
  };
  return [...tiles].sort((a, b) => offCentre(a) - offCentre(b))[0];
}
