/** @file The size of a picture from its first bytes: real files, made headers of each format, and what is none. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { isTooLarge, pictureSize } from '../../../../src/core/image/picture-size.ts';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (character) => character.charCodeAt(0)) : [part],
    ),
  );
const four = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

const PNG = bytes(0x89, 'PNG', 13, 10, 26, 10, ...zeros(4), 'IHDR', ...four(70_000), ...four(60_000));
const GIF = bytes('GIF89a', 0x40, 0x01, 0xf0, 0x00);
const EXIF = [0xff, 0xe1, 0x00, 0x06, 1, 2, 3, 4];
const HUFFMAN = [0xff, 0xc4, 0x00, 0x04, 9, 9];
const JPEG = bytes(0xff, 0xd8, ...EXIF, ...HUFFMAN, 0xff, 0xff, 0xc2, 0, 17, 8, 0x23, 0x28, 0x2e, 0xe0, 3);
const WEBP_LOSSY = bytes('RIFF', ...zeros(4), 'WEBPVP8 ', ...zeros(10), 0x80, 0x02, 0xe0, 0x01);
const WEBP_LOSSLESS = bytes('RIFF', ...zeros(4), 'WEBPVP8L', ...zeros(4), 0x2f, 0x7f, 0xc2, 0x77, 0x00);
const WEBP_LARGE = bytes('RIFF', ...zeros(4), 'WEBPVP8X', ...zeros(8), 0xff, 0xff, 0, 0x0f, 0x27, 0);
const ispe = (width: number, height: number) => ['ispe', ...zeros(4), ...four(width), ...four(height)];
const AVIF = bytes(...four(24), 'ftypavif', ...zeros(12), ...ispe(160, 120), ...ispe(8000, 6000));
const BMP = bytes('BM', ...zeros(16), 0x20, 0x03, 0, 0, 0xa8, 0xfd, 0xff, 0xff);

describe('pictureSize', () => {
  test.for<[string, Uint8Array, number, number]>([
    ['PNG', PNG, 70_000, 60_000],
    ['GIF', GIF, 320, 240],
    ['JPEG, past other segments', JPEG, 12_000, 9000],
    ['WebP', WEBP_LOSSY, 640, 480],
    ['lossless WebP', WEBP_LOSSLESS, 640, 480],
    ['WebP with alpha or frames', WEBP_LARGE, 65_536, 10_000],
    ['AVIF, the largest of its pictures', AVIF, 8000, 6000],
    ['BMP from the top', BMP, 800, 600],
  ])('%s', ([, file, width, height]) => {
    expect(pictureSize(file)).toEqual({ width, height });
  });

  test('a file of the package', async () => {
    const icon = await readFile(new URL('../../../../assets/icon-128.png', import.meta.url));
    expect(pictureSize(icon)).toEqual({ width: 128, height: 128 });
  });

  test.for<[string, Uint8Array]>([
    ['nothing', bytes()],
    ['text', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="9e9"/>')],
    ['a video', bytes(...four(24), 'ftypisom', ...zeros(12), ...ispe(1, 1))],
    ['a JPEG without a frame', bytes(0xff, 0xd8, ...EXIF)],
    ['a PNG that breaks off', PNG.subarray(0, 20)],
    ['a segment that runs on for ever', bytes(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff)],
  ])('none in %s', ([, file]) => {
    expect(pictureSize(file)).toBeUndefined();
  });
});

test('a phone’s 108 megapixels pass, a bomb does not', () => {
  expect(isTooLarge({ width: 12_000, height: 9000 })).toBe(false);
  expect(isTooLarge({ width: 70_000, height: 60_000 })).toBe(true);
});
