/** @file From the brightness and colour differences of a video to red, green and blue. */

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

/** Three channels of one size. */
export type Channels = readonly [Uint8ClampedArray, Uint8ClampedArray, Uint8ClampedArray];

/** Writes opaque RGBA into `data`. Limited range is 16..235 for the brightness and 16..240 for the differences. */
export function writeYuv([luma, blues, reds]: Channels, space: YuvSpace, data: Uint8ClampedArray): void {
  const { red, blue, isFullRange } = space;
  const green = 1 - red - blue;
  const gain = isFullRange ? 1 : 255 / 219;
  const spread = isFullRange ? 1 : 255 / 224;
  const black = isFullRange ? 0 : 16;
  const redOfReds = 2 * (1 - red) * spread;
  const blueOfBlues = 2 * (1 - blue) * spread;
  const greenOfReds = (redOfReds * red) / green;
  const greenOfBlues = (blueOfBlues * blue) / green;
  for (let at = 0, to = 0; at < luma.length; at++, to += 4) {
    const bright = ((luma[at] ?? 0) - black) * gain;
    const u = (blues[at] ?? 0) - 128;
    const v = (reds[at] ?? 0) - 128;
    data[to] = bright + redOfReds * v;
    data[to + 1] = bright - greenOfBlues * u - greenOfReds * v;
    data[to + 2] = bright + blueOfBlues * u;
    data[to + 3] = 255;
  }
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
