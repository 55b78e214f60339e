/** @file The bench's clips: who is where, and who comes when. */
import { describe, expect, test } from 'vitest';
import { planAppearances } from '../../../../scripts/bench/film/appearances.ts';
import { CLIP_MS, FACE_COUNTS, clipOf, stillFrame } from '../../../../scripts/bench/film/clips.ts';
import { PHOTOS } from '../../../../scripts/demo/truth.ts';
import {
  HD,
  PEOPLE,
  SWAY_MS,
  gridPlaces,
  portraitOf,
  sway,
  type FilmFrame,
} from '../../../../scripts/bench/film/placement.ts';

describe('planAppearances', () => {
  const plan = { slots: 3, durationMs: 12_000, people: ['a', 'b', 'c', 'd', 'e'], stayMs: 3000, gapMs: 500 };
  const appearances = planAppearances(plan);

  test('has everybody in one place at a time, and each place taken by one', () => {
    for (const one of appearances) {
      const others = appearances.filter(
        (other) => other !== one && other.fromMs < one.toMs && one.fromMs < other.toMs,
      );
      expect(others.map(({ person }) => person)).not.toContain(one.person);
      expect(others.map(({ slot }) => slot)).not.toContain(one.slot);
    }
  });

  test('leaves a place empty between two people', () => {
    const own = appearances.filter(({ slot }) => slot === 1);
    for (const [index, next] of own.slice(1).entries())
      expect(next.fromMs - (own[index]?.toMs ?? 0)).toBe(plan.gapMs);
  });

  test('lets nobody come together with somebody else, after the beginning', () => {
    const starts = appearances.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs > 0);
    expect(new Set(starts).size).toBe(starts.length);
  });

  test('refuses more places than people', () => {
    expect(() => planAppearances({ ...plan, slots: 6 })).toThrow('fewer people');
  });
});

describe('the clips', () => {
  test.for(FACE_COUNTS)('of %i show that many faces, from the first frame on', (count) => {
    const facesOn = ({ placements }: FilmFrame): number =>
      placements.reduce((sum, { photo }) => sum + PHOTOS[photo].faces.length, 0);
    // Of the photo with one face on show, two are cut off.
    const shown = count === 1 ? 3 : count;
    expect(facesOn(stillFrame(count))).toBe(shown);
    expect(facesOn(clipOf({ kind: 'stay', count }).frameAt(1234))).toBe(shown);
    expect(clipOf({ kind: 'come', count }).frameAt(0).placements).toHaveLength(count);
  });

  test('bring enough people for a 95th percentile', () => {
    for (const count of FACE_COUNTS) {
      const { appearances } = clipOf({ kind: 'come', count });
      expect(appearances.filter(({ fromMs }) => fromMs > 0).length).toBeGreaterThanOrEqual(15);
    }
  });

  test('come back to where they began, so that they can be repeated', () => {
    const place = { x: 0.2, y: 0.3, width: 0.1, height: 0.2 };
    const [start, end] = [sway(place, 0, 2), sway(place, SWAY_MS, 2)];
    expect(end.x).toBeCloseTo(start.x, 9);
    expect(end.y).toBeCloseTo(start.y, 9);
    expect(CLIP_MS % SWAY_MS).toBe(0);
  });

  test('refuse a number of faces that nobody has drawn', () => {
    expect(() => clipOf({ kind: 'stay', count: 3 })).toThrow('no clip of 3 faces');
  });
});

describe('a gallery view', () => {
  test('keeps its portraits apart and in the picture, also while they move', () => {
    const places = gridPlaces(32, HD);
    for (const [index, place] of places.entries()) {
      for (const timeMs of [0, 500, 1000, 2500, 3500]) {
        const { x, y, width, height } = sway(place, timeMs, index);
        expect(Math.min(x, y)).toBeGreaterThan(-0.01);
        expect(Math.max(x + width, y + height)).toBeLessThan(1.01);
      }
    }
    const corners = places.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`);
    expect(new Set(corners).size).toBe(32);
  });

  test('shows everybody by a part of the one photo that they are in', () => {
    expect(PEOPLE.length).toBeGreaterThan(16);
    for (const person of PEOPLE) {
      const { part } = portraitOf(person);
      expect(part.width).toBeGreaterThan(0.05);
      expect(part.width).toBeLessThan(0.3);
    }
    expect(() => portraitOf('Nobody')).toThrow('in no photo');
  });
});
