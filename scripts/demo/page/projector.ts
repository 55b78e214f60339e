/**
 * @file Plays a film: draws its shots into a canvas that is not in the page, whose stream is a video's source,
 * and remembers what it drew when.
 */
import { findShot, listShownFaces, type Film, type Shot, type ShownFace } from '../scenes.ts';
import type { TruthFrame } from './demo-api.ts';
import { loadPhoto } from './photo-bitmaps.ts';

const WIDTH = 1280;
const HEIGHT = 720;
/** Ten minutes at 30 frames per second. */
const MAX_LOG_ENTRIES = 18_000;

export interface Projector {
  stream: MediaStream;
  /** `performance.now()` of the first frame. */
  startTime: number;
  truthAt(timeMs: number): ShownFace[];
  truthBetween(fromMs: number, toMs: number): TruthFrame[];
  pause(): void;
  resume(): void;
  seek(filmTimeMs: number): void;
}

/** @param speed 1 is the film's own */
export async function startProjector(
  film: Film,
  { fps, speed }: { fps: number; speed: number },
): Promise<Projector> {
  const names = [...new Set(film.map((scene) => scene.photo))];
  const bitmaps = new Map(
    await Promise.all(names.map(async (name) => [name, await loadPhoto(name)] as const)),
  );

  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d', { alpha: false, desynchronized: false });
  if (context === null) throw new Error('This browser draws no canvas.');

  const log: { timeMs: number; shot: Shot }[] = [];
  let filmTimeMs = 0;
  let isPaused = false;
  let lastTick = performance.now();

  const draw = (): void => {
    const timeMs = performance.now();
    if (!isPaused) filmTimeMs += (timeMs - lastTick) * speed;
    lastTick = timeMs;
    const shot = findShot(film, filmTimeMs);
    const bitmap = bitmaps.get(shot.photo);
    if (bitmap === undefined) return;
    const { x, y, width, height } = shot.camera;
    context.drawImage(
      bitmap,
      x * bitmap.width,
      y * bitmap.height,
      width * bitmap.width,
      height * bitmap.height,
      0,
      0,
      WIDTH,
      HEIGHT,
    );
    log.push({ timeMs, shot });
    if (log.length > MAX_LOG_ENTRIES) log.splice(0, MAX_LOG_ENTRIES / 10);
  };
  draw();
  // A timer and no animation frame: the film goes on when another tab is in front.
  setInterval(draw, 1000 / fps);

  const findIndexAt = (timeMs: number): number => log.findLastIndex((entry) => entry.timeMs <= timeMs);
  return {
    stream: canvas.captureStream(fps),
    startTime: lastTick,
    truthAt(timeMs) {
      const entry = log[findIndexAt(timeMs)];
      return entry === undefined ? [] : listShownFaces(entry.shot);
    },
    truthBetween(fromMs, toMs) {
      return log
        .slice(Math.max(findIndexAt(fromMs), 0), findIndexAt(toMs) + 1)
        .map(({ timeMs, shot }) => ({ timeMs, faces: listShownFaces(shot) }));
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
    },
    seek(nextFilmTimeMs) {
      filmTimeMs = nextFilmTimeMs;
      draw();
    },
  };
}
