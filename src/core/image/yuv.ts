/** @file From the brightness and colour differences of a video to red, green and blue. */
import type { Pixels } from './pixels.ts';

/** What red and blue count in the brightness, and whether it uses all of 0..255. */
export interface YuvSpace {
  readonly red: number;
  readonly blue: number;
  readonly isFullRange: boolean;
}

/** Source: ITU-R BT.709, BT.601 and BT.2020, named as WebCodecs names their matrices. */
const MATRICES: Readonly<Record<string, { readonly red: number; readonly blue: number }>> = {
  bt709: { red: 0.2126, blue: 0.0722 },
  smpte170m: { red: 0.299, blue: 0.114 },
  bt470bg: { red: 0.299, blue: 0.114 },
  'bt2020-ncl': { red: 0.2627, blue: 0.0593 },
};
/** What browsers take a video for that does not say: from this height on it is HD. */
const HD_HEIGHT_PX = 720;

/** Undefined for a matrix that is none of these. A video that does not say has limited range. */
export function yuvSpaceOf(
  matrix: string | null,
  isFullRange: boolean | null,
  heightPx: number,
): YuvSpace | undefined {
  const weights = MATRICES[matrix ?? (heightPx >= HD_HEIGHT_PX ? 'bt709' : 'smpte170m')];
  return weights && { ...weights, isFullRange: isFullRange ?? false };
}

/**
 * A picture as videos have it, in three eighths of the memory of RGBA: the brightness of each pixel row by row, then the blue and the
 * red differences of squares of two by two. [Note: Half as fine] Colours that are half as fine find as many faces: 1,102 of 1,170 that
 * 640×360 pixels show, in clips with 3 to 16 faces, where a colour for each pixel finds 1,106 and a canvas 1,105, at the same scores and
 * within 0.002 of a face's width. Without any colours the small ones are lost: 81 of 240 are left. And 256×144 pixels stay below 64 KiB, up to
 * which Chromium sends a message without shared memory of its own: 0.25 ms instead of 0.8.
 */
export interface YuvPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  readonly space: YuvSpace;
}

/** A frame as it was read. */
export type FramePixels = Pixels | YuvPixels;

export function isYuv(pixels: FramePixels): pixels is YuvPixels {
  return 'space' in pixels;
}

/** How many values a picture of this size has. */
export function yuvLength(width: number, height: number): number {
  return width * height + 2 * halfOf(width) * halfOf(height);
}

/** Of the colour differences. */
function halfOf(size: number): number {
  return Math.ceil(size / 2);
}

/** Three channels. */
export type Channels = readonly [Uint8ClampedArray, Uint8ClampedArray, Uint8ClampedArray];

/** Where they lie in `data`: writing into them writes there. */
export function yuvChannels(data: Uint8ClampedArray, width: number, height: number): Channels {
  const pixels = width * height;
  const squares = halfOf(width) * halfOf(height);
  return [
    data.subarray(0, pixels),
    data.subarray(pixels, pixels + squares),
    data.subarray(pixels + squares, pixels + 2 * squares),
  ];
}

/**
 * In red, green and blue; a picture that is so already is given back.
 *
 * @param spare memory that may be written to, where it has the right length
 */
export function toRgb(pixels: FramePixels, spare?: Uint8ClampedArray): Pixels {
  if (!isYuv(pixels)) return pixels;
  const { width, height, space } = pixels;
  const length = width * height * 4;
  const data = spare?.length === length ? spare : new Uint8ClampedArray(length);
  writeYuv(yuvChannels(pixels.data, width, height), width, 2, space, data);
  return { width, height, data };
}

/**
 * Writes opaque RGBA into `data`, `width` pixels a row, of which squares of `every` by `every` share their colour differences.
 * Limited range is 16..235 for the brightness and 16..240 for the differences.
 */
export function writeYuv(
  [luma, blues, reds]: Channels,
  width: number,
  every: 1 | 2,
  space: YuvSpace,
  data: Uint8ClampedArray,
): void {
  const { red, blue, isFullRange } = space;
  const green = 1 - red - blue;
  const { black, gain } = brightnessOf(isFullRange);
  const spread = isFullRange ? 1 : 255 / 224;
  const redOfReds = 2 * (1 - red) * spread;
  const blueOfBlues = 2 * (1 - blue) * spread;
  const greenOfReds = (redOfReds * red) / green;
  const greenOfBlues = (blueOfBlues * blue) / green;
  const shift = every - 1;
  const across = Math.ceil(width / every);
  for (let y = 0, at = 0, to = 0; at < luma.length; y++) {
    const row = (y >> shift) * across;
    for (let x = 0; x < width; x++, at++, to += 4) {
      const color = row + (x >> shift);
      const bright = ((luma[at] ?? 0) - black) * gain;
      const u = (blues[color] ?? 0) - 128;
      const v = (reds[color] ?? 0) - 128;
      data[to] = bright + redOfReds * v;
      data[to + 1] = bright - greenOfBlues * u - greenOfReds * v;
      data[to + 2] = bright + blueOfBlues * u;
      data[to + 3] = 255;
    }
  }
}

/** What makes 0..255 of the brightness: what is black, and by how much the rest is stretched. */
export function brightnessOf(isFullRange: boolean): { readonly black: number; readonly gain: number } {
  return isFullRange ? { black: 0, gain: 1 } : { black: 16, gain: 255 / 219 };
}

/** Writes opaque RGBA into `data`, from channels that are red, green and blue already. */
export function writeRgb([reds, greens, blues]: Channels, data: Uint8ClampedArray): void {
  for (let at = 0, to = 0; at < reds.length; at++, to += 4) {
    data[to] = reds[at] ?? 0;
    data[to + 1] = greens[at] ?? 0;
    data[to + 2] = blues[at] ?? 0;
    data[to + 3] = 255;
  }
}
