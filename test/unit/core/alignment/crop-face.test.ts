/** @file What a network gets to see of a face: by the eyes, or by the detector's box, to the pixel. */
import { describe, expect, test } from 'vitest';
import { CROP_SIZE_PX, SAMPLE_CROP, alignFace } from '../../../../src/core/alignment/align-face.ts';
import {
  SAMPLE_PLACE,
  centralBox,
  cropFace,
  type CropRule,
  type FacePlace,
} from '../../../../src/core/alignment/crop-face.ts';
import { pointInRegion, squareAround, type PixelBox } from '../../../../src/core/geometry/bounding-box.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { centroid, paint, paintGrey, pixelAt, reds } from '../../pictures.ts';

const EYES = { ...SAMPLE_CROP.points, rightEye: { x: 90, y: 100 }, leftEye: { x: 120, y: 100 } };

const boxOf = (leftPx: number, topPx: number, widthPx: number, heightPx: number): PixelBox => ({
  leftPx,
  topPx,
  widthPx,
  heightPx,
});

function cutBox(
  pixels: Pixels,
  box: PixelBox,
  rule: Omit<Extract<CropRule, { kind: 'box' }>, 'kind'>,
  widthPx: number,
  heightPx = widthPx,
): Pixels {
  return cropFace(pixels, { ...EYES, box }, { kind: 'box', ...rule }, { widthPx, heightPx });
}

/** Ten times the column in red, ten times the row in green. */
const ramps = paint(24, 24, (x, y) => [10 * x, 10 * y, 0]);
const greens = ({ data }: Pixels) => [...data].filter((_, index) => index % 4 === 1);

describe('the box as it is', () => {
  test('of the size of the crop: exactly its pixels, from edge to edge', () => {
    const crop = cutBox(ramps, boxOf(2, 5, 3, 2), { shape: 'stretched', factor: 1 }, 3, 2);
    expect(crop).toMatchObject({ width: 3, height: 2 });
    expect(reds(crop)).toEqual([20, 30, 40, 20, 30, 40]);
    expect(greens(crop)).toEqual([50, 50, 50, 60, 60, 60]);
  });

  test('is stretched to the crop: each side by its own scale, the covered pixels averaged', () => {
    // Columns 2 to 5 have a mean of 35, 6 to 9 of 75; two rows, 4 and 5, become two.
    const crop = cutBox(ramps, boxOf(2, 4, 8, 2), { shape: 'stretched', factor: 1 }, 2);
    expect(reds(crop)).toEqual([35, 75, 35, 75]);
    expect(greens(crop)).toEqual([40, 40, 50, 50]);
  });

  test('that grows is interpolated', () => {
    const slope = paintGrey(6, 6, (x) => 40 * x);
    // Middles of the four target columns: 1.75, 2.25, 2.75 and 3.25.
    const crop = cutBox(slope, boxOf(2, 2, 2, 2), { shape: 'stretched', factor: 1 }, 4);
    expect(reds(crop).slice(0, 4)).toEqual([70, 90, 110, 130]);
  });

  test('a fine pattern becomes grey, also where only one side shrinks much', () => {
    // One column in four is white.
    const stripes = paintGrey(64, 64, (x) => (x % 4 === 0 ? 200 : 0));
    const crop = cutBox(stripes, boxOf(16, 28, 32, 8), { shape: 'stretched', factor: 1 }, 8);
    expect(new Set(reds(crop))).toEqual(new Set([50]));
  });
});

describe('the square around the box', () => {
  test.for<[string, PixelBox]>([
    ['wide', boxOf(2, 9, 8, 2)],
    ['high', boxOf(5, 6, 2, 8)],
    ['square', boxOf(2, 6, 8, 8)],
  ])('%s: has its longer side and its middle', ([, box]) => {
    // 8 x 8 around (6, 10): columns 2 to 9, rows 6 to 13.
    const crop = cutBox(ramps, box, { shape: 'square', factor: 1 }, 2);
    expect(reds(crop)).toEqual([35, 75, 35, 75]);
    expect(greens(crop)).toEqual([75, 75, 115, 115]);
  });
});

describe('the factor', () => {
  test('enlarges around the middle', () => {
    // 4 x 4 around (10, 8), twice: columns 6 to 13, rows 4 to 11.
    const crop = cutBox(ramps, boxOf(8, 6, 4, 4), { shape: 'square', factor: 2 }, 2);
    expect(reds(crop)).toEqual([75, 115, 75, 115]);
    expect(greens(crop)).toEqual([55, 55, 95, 95]);
  });

  test('below one makes it smaller', () => {
    // 8 x 8 around (10, 8), half: columns 8 to 11, rows 6 to 9.
    const crop = cutBox(ramps, boxOf(6, 4, 8, 8), { shape: 'stretched', factor: 0.5 }, 2);
    expect(reds(crop)).toEqual([85, 105, 85, 105]);
    expect(greens(crop)).toEqual([65, 65, 85, 85]);
  });

  test('keeps the shape of a box that is stretched', () => {
    // 4 x 2 around (10, 8), twice: columns 6 to 13, rows 6 to 9.
    const crop = cutBox(ramps, boxOf(8, 7, 4, 2), { shape: 'stretched', factor: 2 }, 2);
    expect(reds(crop)).toEqual([75, 115, 75, 115]);
    expect(greens(crop)).toEqual([65, 65, 85, 85]);
  });
});

test('what lies outside the picture is opaque black', () => {
  const white = paintGrey(4, 4, () => 255);
  const crop = cutBox(white, boxOf(-2, -2, 8, 8), { shape: 'stretched', factor: 1 }, 8);
  for (const [x, y] of [
    [1, 4],
    [4, 1],
    [6, 4],
    [4, 6],
    [0, 0],
    [7, 7],
  ] as const) {
    expect(pixelAt(crop, x, y)).toEqual([0, 0, 0, 255]);
  }
  for (const [x, y] of [
    [2, 2],
    [5, 2],
    [2, 5],
    [5, 5],
  ] as const) {
    expect(pixelAt(crop, x, y)).toEqual([255, 255, 255, 255]);
  }
});

test('a box that lies outside altogether is black', () => {
  const white = paintGrey(4, 4, () => 255);
  const crop = cutBox(white, boxOf(9, 9, 4, 4), { shape: 'square', factor: 1.2 }, 3);
  expect(new Set(reds(crop))).toEqual(new Set([0]));
});

describe('by the eyes', () => {
  const rule: CropRule = { kind: 'eyes', rightEye: [20, 15], leftEye: [44, 15] };
  const size = { widthPx: 64, heightPx: 48 };
  /** Black, with a soft dot around (x, y). */
  const dotAt = (x: number, y: number) =>
    paintGrey(200, 200, (px, py) => 255 * Math.exp(-((px - x) ** 2 + (py - y) ** 2) / 32));

  test('they come to lie where the rule says, in a crop of the given size', () => {
    const place: FacePlace = {
      ...EYES,
      rightEye: { x: 80, y: 90 },
      leftEye: { x: 120, y: 110 },
      box: boxOf(0, 0, 1, 1),
    };
    const right = cropFace(dotAt(80, 90), place, rule, size);
    expect(right).toMatchObject(alignedSize(size));
    expect(centroid(right).x).toBeCloseTo(20, 1);
    expect(centroid(right).y).toBeCloseTo(15, 1);
    const left = cropFace(dotAt(120, 110), place, rule, size);
    expect(centroid(left).x).toBeCloseTo(44, 1);
    expect(centroid(left).y).toBeCloseTo(15, 1);
  });

  test('the box does not matter', () => {
    const picture = dotAt(100, 100);
    const first = cropFace(picture, { ...EYES, box: boxOf(0, 0, 10, 10) }, rule, size);
    const second = cropFace(picture, { ...EYES, box: boxOf(50, 60, 90, 70) }, rule, size);
    expect(second).toEqual(first);
  });

  test('while for a box the eyes do not matter', () => {
    const box = boxOf(40, 40, 100, 100);
    const boxRule: CropRule = { kind: 'box', shape: 'square', factor: 1 };
    const turned: FacePlace = { ...EYES, rightEye: { x: 1, y: 2 }, leftEye: { x: 3, y: 4 }, box };
    const picture = dotAt(90, 90);
    expect(cropFace(picture, turned, boxRule, size)).toEqual(
      cropFace(picture, { ...EYES, box }, boxRule, size),
    );
  });

  const alignedSize = ({ widthPx, heightPx }: typeof size) => ({ width: widthPx, height: heightPx });
});

describe('by points', () => {
  const { points, widthPx, heightPx } = SAMPLE_CROP;
  const [right, left] = points.mouthCorners ?? [points.mouthCenter, points.mouthCenter];
  const rule: CropRule = {
    kind: 'points',
    rightEye: [points.rightEye.x, points.rightEye.y],
    leftEye: [points.leftEye.x, points.leftEye.y],
    noseTip: [points.noseTip.x, points.noseTip.y],
    rightMouthCorner: [right.x, right.y],
    leftMouthCorner: [left.x, left.y],
  };

  test('the places of a stored sample make the alignment of a stored sample', () => {
    const picture = paintGrey(200, 200, (x, y) => (3 * x + 5 * y) % 256);
    const place = { ...EYES, box: boxOf(0, 0, 1, 1) };
    expect(cropFace(picture, place, rule, { widthPx, heightPx })).toEqual(
      alignFace(picture, place, SAMPLE_CROP),
    );
  });

  test('nose and mouth decide as well', () => {
    const picture = paintGrey(200, 200, (x, y) => (3 * x + 5 * y) % 256);
    const place = { ...EYES, box: boxOf(0, 0, 1, 1) };
    const other = { ...place, noseTip: { x: 100, y: 190 } };
    expect(cropFace(picture, other, rule, { widthPx, heightPx })).not.toEqual(
      cropFace(picture, place, rule, { widthPx, heightPx }),
    );
  });
});

describe('a stored sample', () => {
  test('has its eyes where it was aligned to', () => {
    expect(SAMPLE_PLACE).toMatchObject(SAMPLE_CROP.points);
  });

  test('has a square box that lies in the crop, even enlarged a little, with the eyes in its upper half', () => {
    const { leftPx, topPx, widthPx, heightPx } = SAMPLE_PLACE.box;
    expect(widthPx).toBe(heightPx);
    expect(Math.min(leftPx, topPx)).toBeGreaterThan(0);
    expect(Math.max(leftPx + widthPx, topPx + heightPx)).toBeLessThan(CROP_SIZE_PX);
    for (const { x, y } of [SAMPLE_PLACE.rightEye, SAMPLE_PLACE.leftEye]) {
      expect((x - leftPx) / widthPx).toBeGreaterThan(0.1);
      expect((x - leftPx) / widthPx).toBeLessThan(0.9);
      expect((y - topPx) / heightPx).toBeGreaterThan(0.1);
      expect((y - topPx) / heightPx).toBeLessThan(0.5);
    }
  });
});

describe('centralBox', () => {
  test('of a region of twice its side is the middle half', () => {
    expect(centralBox(2)).toEqual({ x: 0.25, y: 0.25, width: 0.5, height: 0.5 });
  });

  test('is where the box lies in the region that was cut around it', () => {
    // 64 x 64 px of a 640 x 320 picture.
    const box = { x: 0.3, y: 0.4, width: 0.1, height: 0.2 };
    const region = squareAround(box, 1.6, 640, 320);
    const corner = pointInRegion(box, region);
    const central = centralBox(1.6);
    expect(corner.x).toBeCloseTo(central.x, 12);
    expect(corner.y).toBeCloseTo(central.y, 12);
    expect(box.width / region.width).toBeCloseTo(central.width, 12);
    expect(box.height / region.height).toBeCloseTo(central.height, 12);
  });
});
