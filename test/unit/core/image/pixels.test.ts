/** @file Mirroring, padding and cutting, on pictures small enough to compute by hand. */
import { describe, expect, test } from 'vitest';
import { cutPart, cutSquare, mirror, pad } from '../../../../src/core/image/pixels.ts';
import { paint, paintGrey, pixelAt, reds } from '../../pictures.ts';

describe('mirror', () => {
  test('exchanges left and right of each row, colours whole', () => {
    const picture = paint(3, 2, (x, y) => [x, y, x + 10 * y]);
    const mirrored = mirror(picture);
    expect(mirrored).toMatchObject({ width: 3, height: 2 });
    expect(pixelAt(mirrored, 0, 0)).toEqual([2, 0, 2, 255]);
    expect(pixelAt(mirrored, 1, 0)).toEqual([1, 0, 1, 255]);
    expect(pixelAt(mirrored, 2, 1)).toEqual([0, 1, 10, 255]);
  });

  test('twice is the picture itself, and the source stays as it was', () => {
    const picture = paint(4, 3, (x, y) => [x * 50, y * 80, 7]);
    const before = Uint8ClampedArray.from(picture.data);
    expect(mirror(mirror(picture))).toEqual(picture);
    expect(picture.data).toEqual(before);
  });
});

describe('pad', () => {
  test('puts the picture into the middle of opaque black', () => {
    const padded = pad(
      paint(2, 1, (x) => [100 + x, 20, 30]),
      1,
    );
    expect(padded).toMatchObject({ width: 4, height: 3 });
    expect(reds(padded)).toEqual([0, 0, 0, 0, 0, 100, 101, 0, 0, 0, 0, 0]);
    expect(pixelAt(padded, 0, 0)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(padded, 2, 1)).toEqual([101, 20, 30, 255]);
  });

  test('by nothing changes nothing', () => {
    const picture = paintGrey(3, 2, (x, y) => x * 9 + y);
    expect(pad(picture, 0)).toEqual(picture);
  });
});

describe('cutSquare', () => {
  const numbered = paintGrey(4, 4, (x, y) => x * 10 + y * 40);

  test('at the same scale copies the pixels', () => {
    const cut = cutSquare(numbered, { leftPx: 1, topPx: 2, widthPx: 2, heightPx: 2 }, 2);
    expect(cut).toMatchObject({ width: 2, height: 2 });
    expect(reds(cut)).toEqual([90, 100, 130, 140]);
    expect(pixelAt(cut, 0, 0)).toEqual([90, 90, 90, 255]);
  });

  test('shrinking takes the mean of the covered pixels', () => {
    // The four pixels of the first quarter: 0, 10, 40, 50.
    const cut = cutSquare(numbered, { leftPx: 0, topPx: 0, widthPx: 4, heightPx: 4 }, 2);
    expect(reds(cut)).toEqual([25, 45, 105, 125]);
  });

  test('strong shrinking takes in every pixel, not just those in the middle', () => {
    const striped = paintGrey(8, 8, (x) => (x < 2 ? 200 : 0));
    expect(reds(cutSquare(striped, { leftPx: 0, topPx: 0, widthPx: 8, heightPx: 8 }, 1))).toEqual([50]);
  });

  test('growing interpolates between pixel centres', () => {
    const halves = paintGrey(2, 2, (x) => x * 100);
    const cut = cutSquare(halves, { leftPx: 0, topPx: 0, widthPx: 2, heightPx: 2 }, 4);
    // Centres at -0.25, 0.25, 0.75, 1.25; the last one lies a quarter outside, where it is black.
    expect(reds(cut).slice(4, 8)).toEqual([0, 25, 75, 75]);
  });

  test('what lies outside the picture is opaque black', () => {
    const white = paintGrey(4, 4, () => 255);
    const cut = cutSquare(white, { leftPx: -2, topPx: 1, widthPx: 4, heightPx: 4 }, 4);
    expect(reds(cut)).toEqual([0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 0]);
    expect(pixelAt(cut, 0, 3)).toEqual([0, 0, 0, 255]);
  });

  test('wholly outside is black all over', () => {
    const white = paintGrey(4, 4, () => 255);
    const cut = cutSquare(white, { leftPx: 50, topPx: -50, widthPx: 4, heightPx: 4 }, 2);
    expect(reds(cut)).toEqual([0, 0, 0, 0]);
  });
});

describe('cutPart', () => {
  const picture = paintGrey(5, 4, (x, y) => 10 * x + y);

  test('takes the pixels as they are', () => {
    const part = cutPart(picture, { leftPx: 1, topPx: 2, widthPx: 2, heightPx: 2 });
    expect(part).toMatchObject({ width: 2, height: 2 });
    expect(reds(part)).toEqual([12, 22, 13, 23]);
  });

  test('goes to the nearest whole pixel, and not beyond the picture', () => {
    const part = cutPart(picture, { leftPx: 2.6, topPx: 0, widthPx: 2.9, heightPx: 1.4 });
    expect(reds(part)).toEqual([30, 40]);
  });
});
