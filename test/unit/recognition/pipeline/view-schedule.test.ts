/** @file Which view comes next: whole pictures, probes of tiles, and tiles that are needed. */
import { describe, expect, test } from 'vitest';
import { WHOLE_PICTURE, centerOf, type BoundingBox } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import { NO_TRACKS, updateTracks } from '../../../../src/core/tracking/track-faces.ts';
import { passOf } from '../../../../src/recognition/pipeline/tiles.ts';
import { ViewSchedule, type TileGrids } from '../../../../src/recognition/pipeline/view-schedule.ts';
import { detectionAt } from '../../faces.ts';

/** Fewer than a picture has: two of a kind tell all that there is to tell. */
const large: readonly BoundingBox[] = [
  { x: 0, y: 0, width: 0.6, height: 0.9 },
  { x: 0.4, y: 0, width: 0.6, height: 0.9 },
];
const small: readonly BoundingBox[] = [
  { x: 0, y: 0, width: 0.55, height: 0.9 },
  { x: 0.45, y: 0, width: 0.55, height: 0.9 },
];
const tiles: TileGrids = { large, small: [] };
const both: TileGrids = { large, small };
const near = detectionAt(0.1, 0.3, 0.2, 0.36);
const smallLeft = detectionAt(0.2, 0.7, 0.028, 0.05);
const smallRight = detectionAt(0.8, 0.3, 0.028, 0.05);

/** Left or right, of the small ones in small letters: wherever they lie this time. */
function nameOf(view: BoundingBox): string {
  if (view === WHOLE_PICTURE) return 'W';
  const name = centerOf(view).x < 0.5 ? 'l' : 'r';
  return view.width === large[0]?.width ? name.toUpperCase() : name;
}

/** A video that shows these faces, each seen by the views that can: the views that it is asked for, from the first on. */
function watch(
  frames: number,
  faces: readonly Detection[],
  options: { frameMs?: number; of?: TileGrids; cutAt?: number; newsAt?: number } = {},
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

  test('each tile is looked at soon, then after two seconds, then every four, then every twelve', () => {
    const views = watch(600, []);
    const at = (name: string) =>
      Array.from(views.matchAll(new RegExp(name, 'gu')), ({ index }) => index * 50);
    expect(views.slice(0, 4)).toBe('WLRW');
    expect(at('L')).toEqual([50, 2100, 6150, 10_200, 22_250]);
    expect(at('R')).toEqual([100, 2300, 6350, 10_400, 22_450]);
  });

  test('a new scene in which nobody is seen shows its tiles of both sizes, the whole every fourth time', () => {
    expect(watch(8, [], { of: both })).toBe('WLRlWrWW');
  });

  test('somebody who comes into it may be large, and is not kept waiting for tiles', () => {
    expect(watch(8, [], { of: both, newsAt: 2 })).toBe('WLRWlrWW');
  });

  test('beside a large face the small tiles wait for their turn', () => {
    const views = watch(40, [near], { of: both });
    expect(views.slice(0, 4)).toBe('WLWR');
    expect(views).toMatch(/l.{3,}r/u);
    expect(views).not.toMatch(/[lrLR]{2}/u);
  });

  test('where frames are rare nobody waits for several tiles', () => {
    expect(watch(40, [], { of: both, frameMs: 1000 }).slice(2)).not.toMatch(/[lrLR]{2}/u);
  });

  test('each time a tile showed nobody it lies elsewhere', () => {
    const schedule = new ViewSchedule();
    const seen = new Set<string>();
    let view: BoundingBox = WHOLE_PICTURE;
    for (let frame = 0; frame < 400; frame++) {
      schedule.note(view, [], frame * 100);
      if (nameOf(view) === 'L') seen.add(`${String(view.x)} ${String(view.y)}`);
      view = schedule.next(tiles, [], frame * 100);
      expect(schedule.isPlain(view)).toBe(view === WHOLE_PICTURE || large.includes(view));
    }
    expect(seen.size).toBeGreaterThanOrEqual(4);
  });

  test('large faces lose a fifth of the frames at most, and none where frames are rare', () => {
    expect(watch(100, [near], { frameMs: 1000 }).slice(2)).toBe('W'.repeat(98));
    expect(count(watch(100, [near], { frameMs: 250 }), 'W')).toBeGreaterThanOrEqual(75);
    expect(count(watch(200, [near]), 'W')).toBeGreaterThanOrEqual(185);
  });

  test('also beside large faces both tiles are looked at soon', () => {
    expect(watch(4, [near])).toBe('WLWR');
  });

  test('a video that is sampled once a second is seen whole every other time at least, and mostly in the end', () => {
    expect(watch(6, [], { frameMs: 1000 })).toMatch(/^(W[LR]?)+$/u);
    expect(count(watch(60, [], { frameMs: 1000 }).slice(20), 'W')).toBeGreaterThanOrEqual(28);
  });

  test('a picture without tiles is always seen whole', () => {
    expect(watch(20, [near], { of: { large: [], small: [] } })).toBe('W'.repeat(20));
  });

  test('after a cut the tiles are looked at anew, whole pictures first', () => {
    const views = watch(30, [], { cutAt: 20 });
    expect(views.slice(4, 20)).toBe('W'.repeat(16));
    expect(views.slice(20, 24)).toBe('WLRW');
  });
});

describe('with small faces', () => {
  test('their tile takes turns with the whole picture, which shows another', () => {
    const views = watch(60, [near, smallRight]).slice(10);
    expect(views).not.toContain('WW');
    expect(count(views, 'W')).toBe(25);
    expect(count(views, 'R')).toBeGreaterThanOrEqual(20);
  });

  test('both tiles take turns with it', () => {
    expect(watch(40, [near, smallLeft, smallRight]).slice(-8)).toMatch(/^(WLWR|LWRW|WRWL|RWLW){2}$/u);
  });

  test('when all faces are small it is seen every fifth time', () => {
    const views = watch(60, [smallLeft, smallRight]).slice(-40);
    expect(count(views, 'W')).toBe(8);
    expect(Math.abs(count(views, 'L') - count(views, 'R'))).toBeLessThanOrEqual(2);
  });

  test('when they are gone the tiles are probed only', () => {
    const schedule = new ViewSchedule();
    const [, right] = small;
    if (right === undefined) throw new Error('no tile');
    const seen = updateTracks(NO_TRACKS, [smallRight], 0, passOf(right, 1280, 720));
    schedule.note(WHOLE_PICTURE, [], 0);
    schedule.note(right, seen.list, 0);
    schedule.note(WHOLE_PICTURE, seen.list, 50);
    expect(schedule.next({ large: [], small: [right] }, seen.list, 50)).toBe(right);
    expect(schedule.next({ large: [], small: [right] }, [], 50)).toBe(WHOLE_PICTURE);
  });

  test('their tile stays where it shows them, and goes on where it misses one', () => {
    const place = small[1] ?? WHOLE_PICTURE;
    const after = (misses: number): BoundingBox => {
      const schedule = new ViewSchedule();
      const seen = updateTracks(NO_TRACKS, [smallRight], 0, passOf(place, 1280, 720)).list;
      const tracks = seen.map((track) => ({ ...track, misses }));
      const only = { large: [], small: [place] };
      schedule.note(WHOLE_PICTURE, tracks, 0);
      schedule.note(schedule.next(only, tracks, 50), tracks, 100);
      schedule.note(WHOLE_PICTURE, tracks, 150);
      return schedule.next(only, tracks, 200);
    };
    expect(after(0)).toEqual(place);
    expect(nameOf(after(1))).toBe('r');
    expect(after(1)).not.toEqual(place);
  });
});

describe('a look from close by', () => {
  const close: BoundingBox = { x: 0.4, y: 0.4, width: 0.08, height: 0.15 };

  test('takes the turns of tiles, never that of a whole picture', () => {
    const schedule = new ViewSchedule();
    const views: BoundingBox[] = [];
    let view: BoundingBox = WHOLE_PICTURE;
    for (let frame = 0; frame < 6; frame++) {
      if (view === close) schedule.noteCloseLook(frame * 50);
      else schedule.note(view, [], frame * 50);
      view = schedule.next(tiles, [], frame * 50, close);
      views.push(view);
    }
    expect(views).toEqual([close, close, close, WHOLE_PICTURE, close, close]);
  });

  test('waits where frames are rare and a large face is there', () => {
    const schedule = new ViewSchedule();
    const { list } = updateTracks(NO_TRACKS, [near], 0, passOf(WHOLE_PICTURE, 1280, 720));
    schedule.note(WHOLE_PICTURE, list, 0);
    schedule.note(WHOLE_PICTURE, list, 1000);
    expect(schedule.next(tiles, list, 1000, close)).toBe(WHOLE_PICTURE);
  });
});
