/** @file Faint faces: what is looked at from close by, what becomes a face, and what is refused. */
import { describe, expect, test } from 'vitest';
import { WHOLE_PICTURE, centerOf, type BoundingBox } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import { NO_TRACKS, updateTracks, type Track } from '../../../../src/core/tracking/track-faces.ts';
import { CloseLooks } from '../../../../src/recognition/pipeline/close-looks.ts';
import { passOf } from '../../../../src/recognition/pipeline/tiles.ts';
import { detectionAt } from '../../faces.ts';

const TILE: BoundingBox = { x: 0, y: 0, width: 0.375, height: 2 / 3 };
const face = detectionAt(0.2, 0.3, 0.028, 0.05);
const scored = (one: Detection, score: number): Detection => ({ ...one, score });
const faint = scored(face, 0.35);
const sure = scored(face, 0.8);

/** Frames a tenth of a second apart. */
class Video {
  readonly looks = new CloseLooks();
  #nowMs = 0;

  see(
    view: BoundingBox,
    seen: readonly Detection[],
    tracks: readonly Track[] = [],
    isPlain = true,
  ): Detection[] {
    this.#nowMs += 100;
    return this.looks.sift(seen, passOf(view, 1280, 720), tracks, this.#nowMs, isPlain);
  }

  wait(ms: number): void {
    this.#nowMs += ms;
  }

  /** Looks at what is asked for. */
  seeClose(seen: readonly Detection[], tracks: readonly Track[] = []): Detection[] {
    const view = this.next();
    if (view === undefined) throw new Error('Nothing is asked for.');
    return this.see(view, seen, tracks);
  }

  next(): BoundingBox | undefined {
    return this.looks.next(1280, 720);
  }
}

const trackOf = (one: Detection): Track[] => [
  ...updateTracks(NO_TRACKS, [one], 0, passOf(TILE, 1280, 720)).list,
];

describe('a faint face', () => {
  test('is one when a view from close by shows it clearly', () => {
    const video = new Video();
    expect(video.see(TILE, [faint])).toEqual([]);
    expect(video.seeClose([sure])).toEqual([sure]);
    expect(video.next()).toBeUndefined();
  });

  test('is one when two views from different distances show it surely on the whole', () => {
    const video = new Video();
    video.see(TILE, [faint]);
    const first = video.next();
    expect(video.seeClose([scored(face, 0.6)])).toEqual([]);
    const second = video.next();
    const last = scored(face, 0.74);
    expect(video.seeClose([last])).toEqual([last]);
    expect(video.next()).toBeUndefined();
    expect(first?.width).toBeGreaterThan((second?.width ?? 1) * 1.5);
    for (const view of [first, second]) {
      const { x, y } = centerOf(view ?? WHOLE_PICTURE);
      expect(x).toBeCloseTo(centerOf(face.boundingBox).x);
      expect(y).toBeCloseTo(centerOf(face.boundingBox).y);
    }
  });

  test('is one when a third view settles it', () => {
    const video = new Video();
    video.see(TILE, [faint]);
    video.seeClose([scored(face, 0.52)]);
    video.seeClose([scored(face, 0.6)]);
    const last = scored(face, 0.7);
    expect(video.seeClose([last])).toEqual([last]);
  });

  test.for([
    ['shows it faintly', [0.45]],
    ['and two others show it half surely', [0.52, 0.6, 0.6]],
    ['shows it half surely and another faintly', [0.6, 0.35]],
    ['shows it half surely and another not at all', [0.69, 0]],
  ] as const)('is none when a view from close by %s', ([, scores]) => {
    const video = new Video();
    video.see(TILE, [faint]);
    for (const score of scores) expect(video.seeClose(score === 0 ? [] : [scored(face, score)])).toEqual([]);
    expect(video.next()).toBeUndefined();
  });

  test('that was refused is looked at again only after a while', () => {
    const video = new Video();
    video.see(TILE, [faint]);
    video.seeClose([]);
    video.see(TILE, [faint]);
    expect(video.next()).toBeUndefined();
    video.wait(7000);
    video.see(TILE, [faint]);
    expect(video.next()).toBeDefined();
  });

  test('that scores hardly anything is not looked at', () => {
    const video = new Video();
    expect(video.see(TILE, [scored(face, 0.25)])).toEqual([]);
    expect(video.next()).toBeUndefined();
  });

  test('at the edge is looked at within the picture', () => {
    const video = new Video();
    video.see(TILE, [scored(detectionAt(0, 0, 0.028, 0.05), 0.4)]);
    expect(video.next()).toMatchObject({ x: 0, y: 0 });
  });

  test('waits behind a less faint one, and few wait', () => {
    const video = new Video();
    const row = Array.from({ length: 9 }, (_, index) =>
      scored(detectionAt(index * 0.04, 0.3, 0.028, 0.05), 0.3 + index / 100),
    );
    video.see(TILE, row);
    let looked = 0;
    const places: number[] = [];
    for (let view = video.next(); view !== undefined && looked < 20; view = video.next(), looked++) {
      places.push(centerOf(view).x);
      video.see(view, []);
    }
    expect(looked).toBe(4);
    expect(places[0]).toBeCloseTo(8 * 0.04 + 0.014);
  });

  test('is forgotten when the picture is cut', () => {
    const video = new Video();
    video.see(TILE, [faint]);
    video.looks.restart();
    expect(video.next()).toBeUndefined();
  });
});

describe('a face that is known', () => {
  test('is held by a faint detection, once', () => {
    const video = new Video();
    const beside = scored(detectionAt(0.204, 0.302, 0.028, 0.05), 0.31);
    expect(video.see(TILE, [faint, beside], trackOf(sure))).toEqual([faint]);
    expect(video.next()).toBeUndefined();
  });

  test('is left to the sure detection where there is one', () => {
    const video = new Video();
    expect(video.see(TILE, [faint, sure], trackOf(sure))).toEqual([sure]);
  });

  test('makes no faces of its parts', () => {
    const large = detectionAt(0.1, 0.2, 0.2, 0.36);
    const tracks = updateTracks(NO_TRACKS, [large], 0, passOf(WHOLE_PICTURE, 1280, 720)).list;
    const video = new Video();
    expect(video.see(TILE, [faint], tracks)).toEqual([]);
    expect(video.next()).toBeUndefined();
  });

  test('that a tile misses is looked for once more from close by', () => {
    const video = new Video();
    const pass = passOf(TILE, 1280, 720);
    const missed = trackOf(sure).map((track) => ({ ...track, misses: 1 }));
    video.looks.noteTracks(missed, pass);
    expect(video.seeClose([sure], missed)).toEqual([sure]);
    video.looks.noteTracks(missed, pass);
    expect(video.seeClose([], missed)).toEqual([]);
    expect(video.next()).toBeUndefined();
  });
});

describe('a tile that lies elsewhere than before', () => {
  test('shows a new face only where that is clear, and else one to look at from close by', () => {
    const video = new Video();
    const half = scored(face, 0.6);
    expect(video.see(TILE, [sure], [], false)).toEqual([sure]);
    expect(video.see(TILE, [half], [], false)).toEqual([]);
    expect(video.seeClose([sure])).toEqual([sure]);
  });

  test('shows a known face as any tile does', () => {
    const half = scored(face, 0.6);
    expect(new Video().see(TILE, [half], trackOf(sure), false)).toEqual([half]);
  });
});

test('sure faces of a tile and all of a whole picture pass', () => {
  const video = new Video();
  expect(video.see(TILE, [sure])).toEqual([sure]);
  expect(video.see(WHOLE_PICTURE, [sure])).toEqual([sure]);
  expect(video.next()).toBeUndefined();
});
