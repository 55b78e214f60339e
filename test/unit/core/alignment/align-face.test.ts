/** @file Alignment: the transform by hand, and where drawn dots come to lie. */
import { describe, expect, test } from 'vitest';
import {
  SAMPLE_CROP,
  alignFace,
  similarityFromPairs,
  type CropGeometry,
} from '../../../../src/core/alignment/align-face.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { centroid, paint, paintGrey, pixelAt, reds, repeatableNoise } from '../../pictures.ts';

const point = (x: number, y: number) => ({ x, y });

/** Black, with a soft dot around (x, y): without hard edges, whose resampling would move its middle. */
function dotAt(x: number, y: number): Pixels {
  return paintGrey(320, 320, (px, py) => 255 * Math.exp(-((px - x) ** 2 + (py - y) ** 2) / 32));
}

describe('similarityFromPairs', () => {
  test('shift and scale', () => {
    expect(similarityFromPairs([point(1, 2), point(3, 2)], [point(5, 5), point(9, 5)])).toEqual({
      a: 2,
      b: 0,
      tx: 3,
      ty: 1,
    });
  });

  test('a quarter turn with scale 2', () => {
    expect(similarityFromPairs([point(0, 0), point(1, 0)], [point(10, 20), point(10, 22)])).toEqual({
      a: 0,
      b: 2,
      tx: 10,
      ty: 20,
    });
  });

  test('an eighth of a turn', () => {
    // (1, 0) goes to (1, 1): a = b = 1; the first point (2, 3) goes to (2 - 3 + tx, 2 + 3 + ty) = (7, 7).
    expect(similarityFromPairs([point(2, 3), point(3, 3)], [point(7, 7), point(8, 8)])).toEqual({
      a: 1,
      b: 1,
      tx: 8,
      ty: 2,
    });
  });

  test('takes both points of any pair to their targets', () => {
    const from = [point(31, 47), point(90, 60)] as const;
    const to = [point(70, 76), point(122, 76)] as const;
    const { a, b, tx, ty } = similarityFromPairs(from, to);
    for (const [index, { x, y }] of from.entries()) {
      expect(a * x - b * y + tx).toBeCloseTo(to[index]?.x ?? NaN, 9);
      expect(b * x + a * y + ty).toBeCloseTo(to[index]?.y ?? NaN, 9);
    }
  });
});

describe('alignFace', () => {
  test('with the eyes already in place returns the picture', () => {
    const noise = repeatableNoise();
    const picture = paint(192, 192, () => [noise() * 255, noise() * 255, noise() * 255]);
    expect(alignFace(picture, SAMPLE_CROP.rightEye, SAMPLE_CROP.leftEye, SAMPLE_CROP)).toEqual(picture);
  });

  test('puts both eyes onto their targets', () => {
    const [rightEye, leftEye] = [point(110, 120), point(170, 140)];
    const right = centroid(alignFace(dotAt(110, 120), rightEye, leftEye, SAMPLE_CROP));
    const left = centroid(alignFace(dotAt(170, 140), rightEye, leftEye, SAMPLE_CROP));
    expect(right.x).toBeCloseTo(70, 1);
    expect(right.y).toBeCloseTo(76, 1);
    expect(left.x).toBeCloseTo(122, 1);
    expect(left.y).toBeCloseTo(76, 1);
  });

  test('scales what lies between and below the eyes with them', () => {
    // Eyes 60 px apart come to lie 52 px apart: (40, 40) from the right eye becomes (34.67, 34.67).
    const dot = centroid(alignFace(dotAt(150, 160), point(110, 120), point(170, 120), SAMPLE_CROP));
    expect(dot.x).toBeCloseTo(104.67, 1);
    expect(dot.y).toBeCloseTo(110.67, 1);
  });

  test('turns a head that lies on its side upright', () => {
    // The left eye 60 px below the right one: (dx, dy) becomes (dy, -dx) * 52/60. (-40, 30) becomes (26, 34.67).
    const dot = centroid(alignFace(dotAt(160, 130), point(200, 100), point(200, 160), SAMPLE_CROP));
    expect(dot.x).toBeCloseTo(96, 1);
    expect(dot.y).toBeCloseTo(110.67, 1);
  });

  test('works for the geometry of any model', () => {
    const crop: CropGeometry = { widthPx: 60, heightPx: 40, rightEye: point(20, 10), leftEye: point(40, 10) };
    const aligned = alignFace(dotAt(105, 110), point(90, 100), point(120, 100), crop);
    expect(aligned).toMatchObject({ width: 60, height: 40 });
    expect(aligned.data).toHaveLength(60 * 40 * 4);
    // Two thirds: (15, 10) from the right eye becomes (10, 6.67).
    expect(centroid(aligned).x).toBeCloseTo(30, 1);
    expect(centroid(aligned).y).toBeCloseTo(16.67, 1);
  });

  test('a large face is averaged, not sampled: a fine pattern becomes grey', () => {
    const checkered = paintGrey(400, 400, (x, y) => ((x + y) % 2) * 254);
    const aligned = alignFace(checkered, point(140, 152), point(244, 152), SAMPLE_CROP);
    const middle = reds(aligned).filter((_, index) => index % 192 > 10 && index % 192 < 180);
    expect(Math.min(...middle.slice(2000, -2000))).toBeGreaterThanOrEqual(126);
    expect(Math.max(...middle.slice(2000, -2000))).toBeLessThanOrEqual(128);
  });

  test('what lies outside the picture is opaque black', () => {
    const white = paintGrey(100, 100, () => 255);
    const aligned = alignFace(white, point(30, 30), point(82, 30), SAMPLE_CROP);
    // One to one, shifted by (40, 46): the picture covers x 40..139, y 46..145.
    expect(pixelAt(aligned, 39, 100)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(aligned, 40, 46)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(aligned, 139, 145)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(aligned, 140, 145)).toEqual([0, 0, 0, 255]);
  });
});
