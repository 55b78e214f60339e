/** @file Alignment: the transform by hand, and where drawn dots come to lie. */
import { describe, expect, test } from 'vitest';
import {
  SAMPLE_CROP,
  alignFace,
  type CropGeometry,
  type FacePoints,
} from '../../../../src/core/alignment/align-face.ts';
import type { Point } from '../../../../src/core/geometry/bounding-box.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { centroid, paint, paintGrey, pixelAt, reds, repeatableNoise } from '../../pictures.ts';

const point = (x: number, y: number) => ({ x, y });

/** Black, with a soft dot around (x, y): without hard edges, whose resampling would move its middle. */
function dotAt(x: number, y: number): Pixels {
  return paintGrey(320, 320, (px, py) => 255 * Math.exp(-((px - x) ** 2 + (py - y) ** 2) / 32));
}

/** A face of which only the eyes are where they are. */
function eyesAt(rightEye: Point, leftEye: Point): FacePoints {
  return { ...SAMPLE_CROP.points, rightEye, leftEye };
}

describe('alignFace by the eyes', () => {
  test('with the eyes already in place returns the picture', () => {
    const noise = repeatableNoise();
    const picture = paint(192, 192, () => [noise() * 255, noise() * 255, noise() * 255]);
    expect(alignFace(picture, SAMPLE_CROP.points, SAMPLE_CROP, 'eyes')).toEqual(picture);
  });

  test('puts both eyes onto their targets', () => {
    const [rightEye, leftEye] = [point(110, 120), point(170, 140)];
    const right = centroid(alignFace(dotAt(110, 120), eyesAt(rightEye, leftEye), SAMPLE_CROP, 'eyes'));
    const left = centroid(alignFace(dotAt(170, 140), eyesAt(rightEye, leftEye), SAMPLE_CROP, 'eyes'));
    expect(right.x).toBeCloseTo(70, 1);
    expect(right.y).toBeCloseTo(76, 1);
    expect(left.x).toBeCloseTo(122, 1);
    expect(left.y).toBeCloseTo(76, 1);
  });

  test('scales what lies between and below the eyes with them', () => {
    // Eyes 60 px apart come to lie 52 px apart: (40, 40) from the right eye becomes (34.67, 34.67).
    const dot = centroid(
      alignFace(dotAt(150, 160), eyesAt(point(110, 120), point(170, 120)), SAMPLE_CROP, 'eyes'),
    );
    expect(dot.x).toBeCloseTo(104.67, 1);
    expect(dot.y).toBeCloseTo(110.67, 1);
  });

  test('turns a head that lies on its side upright', () => {
    // The left eye 60 px below the right one: (dx, dy) becomes (dy, -dx) * 52/60. (-40, 30) becomes (26, 34.67).
    const dot = centroid(
      alignFace(dotAt(160, 130), eyesAt(point(200, 100), point(200, 160)), SAMPLE_CROP, 'eyes'),
    );
    expect(dot.x).toBeCloseTo(96, 1);
    expect(dot.y).toBeCloseTo(110.67, 1);
  });

  test('works for the geometry of any model', () => {
    const crop: CropGeometry = { widthPx: 60, heightPx: 40, points: eyesAt(point(20, 10), point(40, 10)) };
    const aligned = alignFace(dotAt(105, 110), eyesAt(point(90, 100), point(120, 100)), crop, 'eyes');
    expect(aligned).toMatchObject({ width: 60, height: 40 });
    expect(aligned.data).toHaveLength(60 * 40 * 4);
    // Two thirds: (15, 10) from the right eye becomes (10, 6.67).
    expect(centroid(aligned).x).toBeCloseTo(30, 1);
    expect(centroid(aligned).y).toBeCloseTo(16.67, 1);
  });

  test('a large face is averaged, not sampled: a fine pattern becomes grey', () => {
    const checkered = paintGrey(400, 400, (x, y) => ((x + y) % 2) * 254);
    const aligned = alignFace(checkered, eyesAt(point(140, 152), point(244, 152)), SAMPLE_CROP, 'eyes');
    const middle = reds(aligned).filter((_, index) => index % 192 > 10 && index % 192 < 180);
    expect(Math.min(...middle.slice(2000, -2000))).toBeGreaterThanOrEqual(126);
    expect(Math.max(...middle.slice(2000, -2000))).toBeLessThanOrEqual(128);
  });

  test('what lies outside the picture is opaque black', () => {
    const white = paintGrey(100, 100, () => 255);
    const aligned = alignFace(white, eyesAt(point(30, 30), point(82, 30)), SAMPLE_CROP, 'eyes');
    // One to one, shifted by (40, 46): the picture covers x 40..139, y 46..145.
    expect(pixelAt(aligned, 39, 100)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(aligned, 40, 46)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(aligned, 139, 145)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(aligned, 140, 145)).toEqual([0, 0, 0, 255]);
  });
});

describe('alignFace by all points', () => {
  const moved = ({ x, y }: Point): Point => ({ x: 2 * x + 20, y: 2 * y - 30 });
  const movedPoints = (points: FacePoints): FacePoints => ({
    rightEye: moved(points.rightEye),
    leftEye: moved(points.leftEye),
    noseTip: moved(points.noseTip),
    mouthCenter: moved(points.mouthCenter),
    mouthCorners: points.mouthCorners && [moved(points.mouthCorners[0]), moved(points.mouthCorners[1])],
  });

  test.for([true, false])(
    'a face like the template lies exactly on it (mouth corners known: %s)',
    (areKnown) => {
      const { mouthCorners, ...four } = movedPoints(SAMPLE_CROP.points);
      const points = areKnown ? { ...four, mouthCorners } : four;
      const nose = centroid(alignFace(dotAt(four.noseTip.x, four.noseTip.y), points, SAMPLE_CROP));
      expect(nose.x).toBeCloseTo(SAMPLE_CROP.points.noseTip.x, 1);
      expect(nose.y).toBeCloseTo(SAMPLE_CROP.points.noseTip.y, 1);
    },
  );

  test('a turned face, whose eyes are closer together, is not scaled up by as much', () => {
    const { noseTip, mouthCenter } = SAMPLE_CROP.points;
    // Eyes 26 px apart instead of 52, everything else at its height.
    const turned = { rightEye: point(83, 76), leftEye: point(109, 76), noseTip, mouthCenter };
    const heightOf = (kind: 'eyes' | 'points') => {
      const at = (place: Point) => centroid(alignFace(dotAt(place.x, place.y), turned, SAMPLE_CROP, kind)).y;
      return at(turned.noseTip) - at(turned.rightEye);
    };
    expect(heightOf('eyes')).toBeGreaterThan(55);
    expect(heightOf('points')).toBeLessThan(40);
    expect(heightOf('points')).toBeGreaterThan(29);
  });

  test('corners that are known decide instead of the middle between them', () => {
    const { mouthCorners } = SAMPLE_CROP.points;
    const away = { ...SAMPLE_CROP.points, mouthCenter: point(0, 500), mouthCorners };
    const nose = centroid(alignFace(dotAt(96.2, 105.7), away, SAMPLE_CROP));
    expect(nose.x).toBeCloseTo(96.2, 1);
    expect(nose.y).toBeCloseTo(105.7, 1);
  });
});
