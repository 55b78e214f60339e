/** @file Where the formats of decoded pictures have their channels. */

/** Where a format has its three channels: which plane, how far apart, from which byte on, and every how many pixels. */
export interface Channel {
  readonly plane: number;
  readonly step: number;
  readonly first: number;
  readonly every: 1 | 2;
}
export type Format = readonly [Channel, Channel, Channel];

const channel = (plane: number, step: number, first: number, every: 1 | 2): Channel => ({
  plane,
  step,
  first,
  every,
});
const RGB: Format = [channel(0, 4, 0, 1), channel(0, 4, 1, 1), channel(0, 4, 2, 1)];
const BGR: Format = [channel(0, 4, 2, 1), channel(0, 4, 1, 1), channel(0, 4, 0, 1)];
/** Source: https://w3c.github.io/webcodecs/#pixel-format. See-through and deeper ones are left to the canvas. */
export const FORMATS: Readonly<Record<string, Format>> = {
  I420: [channel(0, 1, 0, 1), channel(1, 1, 0, 2), channel(2, 1, 0, 2)],
  NV12: [channel(0, 1, 0, 1), channel(1, 2, 0, 2), channel(1, 2, 1, 2)],
  RGBA: RGB,
  RGBX: RGB,
  BGRA: BGR,
  BGRX: BGR,
};

export function isRgb(format: Format): boolean {
  return format === RGB || format === BGR;
}
