/**
 * @file Which part of the picture to look for faces in next: mostly the whole, a tile now and then, and more often where there
 * are faces that only it shows. A tile takes the turn of a whole picture, so small faces cost no frame more.
 */
import { WHOLE_PICTURE, centerOf, isInside, type BoundingBox } from '../../core/geometry/bounding-box.ts';
import { isWithinView } from '../../core/tracking/pass.ts';
import type { Track } from '../../core/tracking/track-faces.ts';

/**
 * A tile in which nothing small was found is looked at again after this, at first and later; the last where it never shows
 * any, so that a video without faces, which is sampled once a second, is mostly looked at as a whole.
 */
const PROBE_MS = [1000, 1000, 2000, 2000, 6000] as const;
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

interface Shown {
  readonly frame: number;
  readonly nowMs: number;
  /** How often in succession it showed no small face. */
  readonly empty: number;
}

/** Of one video. */
export class ViewSchedule {
  #frame = 0;
  #notedMs: number | undefined;
  /** Between the last two frames. */
  #intervalMs = 0;
  #probedFrame = -Infinity;
  readonly #shown = new Map<Place, Shown>();

  /** The picture was cut: nothing is known of the new scene. */
  restart(): void {
    this.#shown.clear();
    this.#probedFrame = -Infinity;
  }

  /** The picture has changed in these places: somebody may have come there, so their tiles have the next turns. */
  noteNews(news: readonly BoundingBox[], tiles: readonly BoundingBox[]): void {
    for (const tile of tiles)
      if (news.some((place) => isInside(centerOf(place), tile))) this.#shown.delete(placeOf(tile));
  }

  /** After each frame, with the tracks that it left. */
  note(view: BoundingBox, tracks: readonly Track[], nowMs: number): void {
    const place = placeOf(view);
    const isEmpty = !tracks.some(({ isFine, box }) => isFine && isWithinView(box, view));
    this.noteCloseLook(nowMs);
    if (isEmpty && place !== 'whole') this.#probedFrame = this.#frame;
    const empty = isEmpty ? (this.#shown.get(place)?.empty ?? 0) + 1 : 0;
    this.#shown.set(place, { frame: this.#frame, nowMs, empty });
  }

  /** After a frame that is neither the whole picture nor a tile. */
  noteCloseLook(nowMs: number): void {
    this.#frame += 1;
    this.#intervalMs = nowMs - (this.#notedMs ?? nowMs);
    this.#notedMs = nowMs;
  }

  /**
   * @param tiles those of this picture, see tiles.ts
   * @param close what waits for a look from close by: it takes the turn of a tile. See: [Note: Faint faces]
   */
  next(
    tiles: readonly BoundingBox[],
    tracks: readonly Track[],
    nowMs: number,
    close?: BoundingBox,
  ): BoundingBox {
    const small = tracks.filter(({ isFine }) => isFine);
    const areAllSmall = small.length > 0 && small.length === tracks.length;
    const sinceWhole = this.#frame - this.#frameOf(WHOLE_PICTURE);
    if (sinceWhole >= (areAllSmall ? FRAMES_BETWEEN_WHOLE : 1)) return WHOLE_PICTURE;
    const hasLarge = tracks.length > small.length;
    if (hasLarge && this.#intervalMs > MAX_TILE_INTERVAL_MS) return WHOLE_PICTURE;
    if (close !== undefined) return close;
    const needed = new Set(small.map(({ box }) => nearestTile(box, tiles)));
    const apart = tracks.length === 0 ? FRAMES_BETWEEN_IDLE_PROBES : FRAMES_BETWEEN_PROBES;
    const mayProbe = this.#frame - this.#probedFrame >= apart;
    const [due] = tiles
      .filter((tile) => needed.has(tile) || this.#isProbeDue(tile, mayProbe, nowMs))
      .sort((a, b) => this.#frameOf(a) - this.#frameOf(b));
    return due ?? WHOLE_PICTURE;
  }

  #isProbeDue(tile: BoundingBox, mayProbe: boolean, nowMs: number): boolean {
    const shown = this.#shown.get(placeOf(tile));
    // A scene that is new, or a picture that stands still, is not sampled for long perhaps.
    if (shown === undefined) return true;
    return mayProbe && nowMs - shown.nowMs >= (PROBE_MS[shown.empty] ?? PROBE_MS[PROBE_MS.length - 1] ?? 0);
  }

  #frameOf(view: BoundingBox): number {
    return this.#shown.get(placeOf(view))?.frame ?? -Infinity;
  }
}

/** The same for tiles of a picture whose size has changed. */
type Place = string;

function placeOf({ x, y, width, height }: BoundingBox): Place {
  return width >= 1 && height >= 1 ? 'whole' : `${x.toFixed(2)} ${y.toFixed(2)}`;
}

/** Where a face that lies in several tiles has more of its surroundings. */
function nearestTile(box: BoundingBox, tiles: readonly BoundingBox[]): BoundingBox | undefined {
  const offCentre = (tile: BoundingBox): number => {
    const [face, middle] = [centerOf(box), centerOf(tile)];
    return Math.hypot(face.x - middle.x, face.y - middle.y);
  };
  return [...tiles].sort((a, b) => offCentre(a) - offCentre(b))[0];
}
