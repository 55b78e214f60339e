/** @file Affine maps as CSS has them, by numbers worked out by hand. */
import { describe, expect, test } from 'vitest';
import {
  IDENTITY,
  boundsOf,
  compose,
  linearOf,
  mapPoint,
  turnBox,
  type Linear,
} from '../../../../src/core/geometry/affine.ts';

const PLAIN = { transform: 'none', rotate: 'none', scale: 'none' };

function expectLinear(actual: Linear, a: number, b: number, c: number, d: number): void {
  expect(actual.a).toBeCloseTo(a, 6);
  expect(actual.b).toBeCloseTo(b, 6);
  expect(actual.c).toBeCloseTo(c, 6);
  expect(actual.d).toBeCloseTo(d, 6);
}

describe('linearOf', () => {
  test.for([
    [{}, [1, 0, 0, 1]],
    [{ transform: 'matrix(2, 0, 0, 3, 40, 50)' }, [2, 0, 0, 3]],
    [{ transform: 'matrix(0, 1, -1, 0, 0, 0)' }, [0, 1, -1, 0]],
    [{ transform: 'matrix3d(-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1)' }, [-1, 0, 0, 1]],
    [{ rotate: '90deg' }, [0, 1, -1, 0]],
    [{ rotate: 'z 180deg' }, [-1, 0, 0, -1]],
    [{ rotate: 'y 180deg' }, [-1, 0, 0, 1]],
    [{ rotate: 'x 180deg' }, [1, 0, 0, -1]],
    [{ rotate: '0.5 0.2 1 30deg' }, [1, 0, 0, 1]],
    [{ scale: '-1 1' }, [-1, 0, 0, 1]],
    [{ scale: '2' }, [2, 0, 0, 2]],
    [{ rotate: '90deg', scale: '2 1' }, [0, 2, -1, 0]],
    [{ transform: 'matrix(1, 0, 0)' }, [1, 0, 0, 1]],
    [{ transform: 'matrix(NaN, 0, 0, 1, 0, 0)' }, [1, 0, 0, 1]],
  ] as const)('%j', ([style, [a, b, c, d]]) => {
    expectLinear(linearOf({ ...PLAIN, ...style }), a, b, c, d);
  });
});

test('compose does the inner map first', () => {
  const turn = linearOf({ ...PLAIN, rotate: '90deg' });
  const stretch = linearOf({ ...PLAIN, scale: '2 1' });
  // To the right, stretched, then turned downwards.
  expect(mapPoint({ ...compose(turn, stretch), e: 0, f: 0 }, { x: 1, y: 0 }).y).toBeCloseTo(2);
  expect(mapPoint({ ...compose(stretch, turn), e: 0, f: 0 }, { x: 1, y: 0 }).y).toBeCloseTo(1);
  expect(compose(IDENTITY, stretch)).toEqual(stretch);
});

test('boundsOf holds a box that is turned by 45 degrees', () => {
  const map = { ...linearOf({ ...PLAIN, rotate: '45deg' }), e: 100, f: 100 };
  const { leftPx, topPx, widthPx, heightPx } = boundsOf(map, {
    leftPx: -1,
    topPx: -1,
    widthPx: 2,
    heightPx: 2,
  });
  expect(widthPx).toBeCloseTo(2 * Math.SQRT2);
  expect(heightPx).toBeCloseTo(2 * Math.SQRT2);
  expect(leftPx + widthPx / 2).toBeCloseTo(100);
  expect(topPx + heightPx / 2).toBeCloseTo(100);
});

describe('turnBox', () => {
  const BOX = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };
  const over = (style: Partial<typeof PLAIN>, widthPx = 400, heightPx = 200) => {
    const { a, b, c, d } = linearOf({ ...PLAIN, ...style });
    return turnBox({ a: a * widthPx, b: b * widthPx, c: c * heightPx, d: d * heightPx, e: 10, f: 20 }, BOX);
  };

  test('an upright picture gives upright boxes', () => {
    expect(over({})).toEqual({
      bounds: { leftPx: 110, topPx: 120, widthPx: 200, heightPx: 50 },
      widthPx: 200,
      heightPx: 50,
      angleDeg: 0,
    });
  });

  test('a mirrored one has its boxes on the other side, not turned', () => {
    const { bounds, angleDeg } = over({ scale: '-1 1' });
    expect(angleDeg).toBe(0);
    expect(bounds.leftPx).toBeCloseTo(10 - 300);
    expect(bounds.widthPx).toBeCloseTo(200);
  });

  test.for(['90deg', '-90deg'])('by %s the sides are swapped', (rotate) => {
    const { widthPx, heightPx, angleDeg } = over({ rotate });
    expect(angleDeg).toBe(0);
    expect(widthPx).toBeCloseTo(50);
    expect(heightPx).toBeCloseTo(200);
  });

  test.for([
    ['17deg', 17],
    ['-30deg', -30],
    ['197deg', 17],
    ['107deg', 17],
  ] as const)('by %s the box is turned by %d degrees', ([rotate, degrees]) => {
    const { widthPx, heightPx, angleDeg } = over({ rotate });
    expect(angleDeg).toBeCloseTo(degrees);
    expect([widthPx, heightPx].map(Math.round).sort((a, b) => a - b)).toEqual([50, 200]);
  });

  test('a skewed picture gets the upright box around the face', () => {
    const { widthPx, bounds, angleDeg } = over({ transform: 'matrix(1, 0, 0.5, 1, 0, 0)' });
    expect(angleDeg).toBe(0);
    expect(widthPx).toBe(bounds.widthPx);
    expect(widthPx).toBeCloseTo(200 + 0.5 * 50);
  });

  test('a picture without a size gives a box without one', () => {
    expect(over({}, 0, 0)).toMatchObject({ widthPx: 0, heightPx: 0, angleDeg: 0 });
  });
});
