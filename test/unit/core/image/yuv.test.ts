/** @file Colours of videos. */
import { describe, expect, test } from 'vitest';
import {
  isYuv,
  toRgb,
  writeRgb,
  writeYuv,
  yuvChannels,
  yuvLength,
  yuvSpaceOf,
  type YuvSpace,
} from '../../../../src/core/image/yuv.ts';

function colorOf(y: number, u: number, v: number, space: YuvSpace): number[] {
  const data = new Uint8ClampedArray(4);
  const one = (value: number) => Uint8ClampedArray.of(value);
  writeYuv([one(y), one(u), one(v)], 1, 1, space, data);
  return [...data];
}

function known(matrix: string | null, isFullRange: boolean | null, heightPx = 720): YuvSpace {
  const space = yuvSpaceOf(matrix, isFullRange, heightPx);
  if (space === undefined) throw new Error('unknown');
  return space;
}

describe('what a video says of its colours', () => {
  test('limited range is black at 16 and white at 235', () => {
    const space = known('bt709', false);
    expect(colorOf(16, 128, 128, space)).toEqual([0, 0, 0, 255]);
    expect(colorOf(235, 128, 128, space)).toEqual([255, 255, 255, 255]);
  });

  test('full range is black at 0 and white at 255', () => {
    const space = known('smpte170m', true);
    expect(colorOf(0, 128, 128, space)).toEqual([0, 0, 0, 255]);
    expect(colorOf(255, 128, 128, space)).toEqual([255, 255, 255, 255]);
  });

  // Source: the 8-bit values of pure red in BT.709 and BT.601, limited range.
  test.for([
    ['bt709', 63, 102, 240],
    ['smpte170m', 81, 90, 240],
    ['bt470bg', 81, 90, 240],
  ] as const)('red in %s is red', ([matrix, y, u, v]) => {
    const [red = 0, green = 255, blue = 255] = colorOf(y, u, v, known(matrix, false));
    expect(red).toBeGreaterThanOrEqual(253);
    expect(green).toBeLessThanOrEqual(2);
    expect(blue).toBeLessThanOrEqual(2);
  });

  test('one that says nothing is taken for HD from 720 lines on, and has limited range', () => {
    expect(known(null, null, 720)).toEqual(known('bt709', false));
    expect(known(null, null, 480)).toEqual(known('smpte170m', false));
  });

  test('another matrix is not guessed at', () => {
    expect(yuvSpaceOf('ycgco', false, 720)).toBeUndefined();
  });
});

test('red, green and blue are taken as they are', () => {
  const data = new Uint8ClampedArray(8);
  writeRgb([Uint8ClampedArray.of(1, 4), Uint8ClampedArray.of(2, 5), Uint8ClampedArray.of(3, 6)], data);
  expect([...data]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
});

describe('a frame as the video has it', () => {
  const space = known('bt709', false);

  test('has its colours for squares of two by two, also for those that are half outside', () => {
    const [width, height] = [3, 3];
    const data = new Uint8ClampedArray(yuvLength(width, height));
    expect(data).toHaveLength(9 + 4 + 4);
    const [luma, blues, reds] = yuvChannels(data, width, height);
    luma.set([60, 70, 80, 90, 100, 110, 120, 130, 140]);
    blues.set([90, 128, 128, 160]);
    reds.set([240, 128, 100, 128]);
    const pixels = toRgb({ width, height, data, space });
    const square = [0, 0, 1, 0, 0, 1, 2, 2, 3];
    expect([...pixels.data]).toEqual(
      square.flatMap((at, index) => colorOf(luma[index] ?? 0, blues[at] ?? 0, reds[at] ?? 0, space)),
    );
    expect(pixels).toMatchObject({ width, height });
    const spare = new Uint8ClampedArray(width * height * 4);
    expect(toRgb({ width, height, data, space }, spare).data).toBe(spare);
    expect(spare).toEqual(pixels.data);
    expect(toRgb({ width, height, data, space }, spare.subarray(1)).data).toHaveLength(spare.length);
  });

  test('is made as it would be with colours of its own for each pixel, where those are alike', () => {
    const count = 16 * 8;
    const luma = Uint8ClampedArray.from({ length: count }, (_, index) => (index * 7) % 256);
    const flat = (length: number, value: number) => new Uint8ClampedArray(length).fill(value);
    const fine = new Uint8ClampedArray(count * 4);
    writeYuv([luma, flat(count, 90), flat(count, 200)], 16, 1, space, fine);
    const data = Uint8ClampedArray.from([...luma, ...flat(count / 4, 90), ...flat(count / 4, 200)]);
    expect(toRgb({ width: 16, height: 8, data, space }).data).toEqual(fine);
  });

  test('one in red, green and blue is given back', () => {
    const pixels = { width: 1, height: 1, data: Uint8ClampedArray.of(1, 2, 3, 255) };
    expect(isYuv(pixels)).toBe(false);
    expect(toRgb(pixels)).toBe(pixels);
  });
});
