/** @file Which view comes next: whole pictures, probes of tiles, and tiles that are needed. */
import { describe, expect, test } from 'vitest';
import { WHOLE_PICTURE, type BoundingBox } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import { NO_TRACKS, updateTracks } from '../../../../src/core/tracking/track-faces.ts';
import { passOf } from '../../../../src/recognition/pipeline/tiles.ts';
import { ViewSchedule } from '../../../../src/recognition/pipeline/view-schedule.ts';
import { detectionAt } from '../../faces.ts';

/** Fewer than a picture has: two tell all that there is to tell. */
const tiles: readonly BoundingBox[] = [
  { x: 0, y: 0, width: 0.6, height: 1 },
  { x: 0.4, y: 0, width: 0.6, height: 1 },
];
const large = detectionAt(0.1, 0.3, 0.2, 0.36);
const smallLeft = detectionAt(0.2, 0.8, 0.028, 0.05);
const smallRight = detectionAt(0.8, 0.3, 0.028, 0.05);

const nameOf = (view: BoundingBox) => (view === WHOLE_PICTURE ? 'W' : view === tiles[0] ? 'L' : 'R');

/** A video that shows these faces, each seen by the views that can: the views that it is asked for, from the first on. */
function watch(
  frames: number,
  faces: readonly Detection[],
  options: { frameMs?: number; of?: readonly BoundingBox[]; cutAt?: number; newsAt?: number } = {},
): string {
  const { frameMs = 50, of = tiles, cutAt, newsAt } = options;
  const schedule = new ViewSchedule();
  let tracks = NO_TRACKS;
  let view: BoundingBox = WHOLE_PICTURE;
  let views = '';
  for (let frame = 0; frame < frames; frame++) {
    const nowMs = frame * frameMs;
    if (frame === cutAt) schedule.restart();
    if (frame === newsAt) schedule.noteNews([{ x: 0.9, y: 0.5, width: 0.05, height: 0.1 }], of);
    const pass = passOf(view, 1280, 720);
    const seen = faces.filter(({ boundingBox: { x, width, height } }) =>
      view === WHOLE_PICTURE
        ? height >= pass.sureHeight
        : height < pass.sureHeight && x > view.x && x + width < view.x + view.width,
    );
    tracks = updateTracks(tracks, seen, nowMs, pass);
    schedule.note(view, tracks.list, nowMs);
    views += nameOf(view);
    view = schedule.next(of, tracks.list, nowMs);
  }
  return views;
}

const count = (views: string, name: string) => views.split(name).length - 1;

describe('without small faces', () => {
  test('a tile in which something is new is looked at next', () => {
    expect(watch(14, [], { newsAt: 10 }).slice(10)).toBe('WRWW');
  });

  test('each tile is looked at soon, then after a second, then every two, then every six', () => {
    const views = watch(400, []);
    const at = (name: string) =>
      Array.from(views.matchAll(new RegExp(name, 'gu')), ({ index }) => index * 50);
    expect(views.slice(0, 4)).toBe('WLWR');
    expect(at('L')).toEqual([50, 1100, 3150, 5200, 11250, 17300]);
    expect(at('R')).toEqual([150, 1300, 3350, 5400, 11450, 17500]);
  });

  test('large faces lose a fifth of the frames at most, and none where frames are rare', () => {
    expect(watch(100, [large], { frameMs: 1000 }).slice(2)).toBe('W'.repeat(98));
    expect(count(watch(100, [large], { frameMs: 250 }), 'W')).toBeGreaterThanOrEqual(75);
    expect(count(watch(200, [large]), 'W')).toBeGreaterThanOrEqual(185);
  });

  test('also beside large faces both tiles are looked at soon', () => {
    expect(watch(4, [large])).toBe('WLWR');
  });

  test('a video that is sampled once a second is seen whole every other time at least, and mostly in the end', () => {
    expect(watch(6, [], { frameMs: 1000 })).toMatch(/^(W[LR]?)+$/u);
    expect(count(watch(60, [], { frameMs: 1000 }).slice(20), 'W')).toBeGreaterThanOrEqual(28);
  });

  test('a picture without tiles is always seen whole', () => {
    expect(watch(20, [large], { of: [] })).toBe('W'.repeat(20));
  });

  test('after a cut the tiles are looked at anew, whole pictures first', () => {
    const views = watch(30, [], { cutAt: 20 });
    expect(views.slice(4, 20)).toBe('W'.repeat(16));
    expect(views.slice(20, 24)).toBe('WLWR');
  });
});

describe('with small faces', () => {
  test('their tile takes turns with the whole picture, which shows another', () => {
    const views = watch(60, [large, smallRight]).slice(10);
    expect(views).not.toContain('WW');
    expect(count(views, 'W')).toBe(25);
    expect(count(views, 'R')).toBeGreaterThanOrEqual(20);
  });

  test('both tiles take turns with it', () => {
    expect(watch(40, [large, smallLeft, smallRight]).slice(-8)).toMatch(/^(WLWR|LWRW|WRWL|RWLW){2}$/u);
  });

  test('when all faces are small it is seen every fifth time', () => {
    const views = watch(60, [smallLeft, smallRight]).slice(-40);
    expect(count(views, 'W')).toBe(8);
    expect(Math.abs(count(views, 'L') - count(views, 'R'))).toBeLessThanOrEqual(2);
  });

  test('when they are gone the tiles are probed only', () => {
    const schedule = new ViewSchedule();
    const [, right] = tiles;
    if (right === undefined) throw new Error('no tile');
    const seen = updateTracks(NO_TRACKS, [smallRight], 0, passOf(right, 1280, 720));
    schedule.note(WHOLE_PICTURE, [], 0);
    schedule.note(right, seen.list, 0);
    schedule.note(WHOLE_PICTURE, seen.list, 50);
    expect(schedule.next([right], seen.list, 50)).toBe(right);
    expect(schedule.next([right], [], 50)).toBe(WHOLE_PICTURE);
  });
});

describe('a look from close by', () => {
  const close: BoundingBox = { x: 0.4, y: 0.4, width: 0.08, height: 0.15 };

  test('takes the turn of a tile, never that of a whole picture', () => {
    const schedule = new ViewSchedule();
    const views: BoundingBox[] = [];
    let view: BoundingBox = WHOLE_PICTURE;
    for (let frame = 0; frame < 6; frame++) {
      if (view === close) schedule.noteCloseLook(frame * 50);
      else schedule.note(view, [], frame * 50);
      view = schedule.next(tiles, [], frame * 50, close);
      views.push(view);
    }
    expect(views).toEqual([close, WHOLE_PICTURE, close, WHOLE_PICTURE, close, WHOLE_PICTURE]);
  });

  test('waits where frames are rare and a large face is there', () => {
    const schedule = new ViewSchedule();
    const { list } = updateTracks(NO_TRACKS, [large], 0, passOf(WHOLE_PICTURE, 1280, 720));
    schedule.note(WHOLE_PICTURE, list, 0);
    schedule.note(WHOLE_PICTURE, list, 1000);
    expect(schedule.next(tiles, list, 1000, close)).toBe(WHOLE_PICTURE);
  });
});
