/**
 * @file Copied out of the picture as the decoder left it, and scaled by ourselves: nothing is converted that is not needed, where
 * a canvas first turns all of the picture into red, green and blue.
 */
import type { BoundingBox } from '../../core/geometry/bounding-box.ts';
import { AxisShelf, type Plane } from '../../core/image/plane-axis.ts';
import { PlaneScaler } from '../../core/image/resample-plane.ts';
import {
  halfOf,
  writeRgb,
  writeYuv,
  yuvChannels,
  yuvLength,
  yuvSpaceOf,
  type Channels,
  type YuvSpace,
} from '../../core/image/yuv.ts';
import { fitting, type Grab, type GrabMethod, type GrabWish, type GrabbedPixels } from './grab-method.ts';

/** Where a format has its three channels: which plane, how far apart, from which byte on, and every how many pixels. */
interface Channel {
  readonly plane: number;
  readonly step: number;
  readonly first: number;
  readonly every: 1 | 2;
}
type Format = readonly [Channel, Channel, Channel];

const channel = (plane: number, step: number, first: number, every: 1 | 2): Channel => ({
  plane,
  step,
  first,
  every,
});
const RGB: Format = [channel(0, 4, 0, 1), channel(0, 4, 1, 1), channel(0, 4, 2, 1)];
const BGR: Format = [channel(0, 4, 2, 1), channel(0, 4, 1, 1), channel(0, 4, 0, 1)];
/** Source: https://w3c.github.io/webcodecs/#pixel-format. See-through and deeper ones are left to the canvas. */
const FORMATS: Readonly<Record<string, Format>> = {
  I420: [channel(0, 1, 0, 1), channel(1, 1, 0, 2), channel(2, 1, 0, 2)],
  NV12: [channel(0, 1, 0, 1), channel(1, 2, 0, 2), channel(1, 2, 1, 2)],
  RGBA: RGB,
  RGBX: RGB,
  BGRA: BGR,
  BGRX: BGR,
};
/** Brighter than a screen: a canvas maps their tones, and planes would have to. */
const HDR_TRANSFERS: readonly (string | null)[] = ['pq', 'hlg'];

/**
 * Across and down, for the frames that faces are found in. A canvas takes the mean of all pixels; three by three come as near to it
 * as all of them would (0.5 of 255 apart on a drawn picture with edges, one alone 1.6). Colours are half as fine already.
 */
const FRAME_SAMPLES = 3;
const COLOR_SAMPLES = 2;

/** A stretch of the decoded picture, whole pixels. */
interface Stretch {
  readonly from: number;
  readonly size: number;
}

export class PlanesGrab implements GrabMethod {
  readonly #scaler = new PlaneScaler();
  #copy = new Uint8Array(0);
  #data: Uint8ClampedArray<ArrayBuffer> | undefined;
  #yuv: Uint8ClampedArray<ArrayBuffer> | undefined;
  #channels: Channels | undefined;
  readonly #axes = new AxisShelf();

  start(picture: VideoFrame, wish: GrabWish): Grab | undefined {
    const { format, colorSpace, visibleRect } = picture;
    const channels = format === null ? undefined : FORMATS[format];
    if (channels === undefined || visibleRect === null || isTurned(picture)) return undefined;
    if (HDR_TRANSFERS.includes(colorSpace.transfer)) return undefined;
    const isRgb = channels === RGB || channels === BGR;
    const space = yuvSpaceOf(colorSpace.matrix, colorSpace.fullRange, visibleRect.height);
    if (!isRgb && space === undefined) return undefined;
    const { part, widthPx, heightPx, isSmooth, mayBeYuv } = wish;
    const [x, y] = [part.x * visibleRect.width, part.y * visibleRect.height];
    const [width, height] = [part.width * visibleRect.width, part.height * visibleRect.height];
    const across = stretchOf(x, width, width / widthPx, visibleRect.width);
    const down = stretchOf(y, height, height / heightPx, visibleRect.height);
    if (across === undefined || down === undefined) return undefined;
    const rect = {
      x: visibleRect.x + across.from,
      y: visibleRect.y + down.from,
      width: across.size,
      height: down.size,
    };
    const bytes = picture.allocationSize({ rect });
    if (this.#copy.length < bytes) this.#copy = new Uint8Array(bytes);
    let layouts: readonly PlaneLayout[] = [];
    const copied = picture.copyTo(this.#copy, { rect }).then((result) => {
      layouts = result;
    });
    const scaleTo = (targets: Channels, colorsEvery: 1 | 2): void => {
      for (const [index, { plane, step, first, every }] of channels.entries()) {
        const target = targets[index];
        const layout = layouts[plane];
        if (target === undefined || layout === undefined) continue;
        const source: Plane = {
          data: this.#copy,
          offset: layout.offset + first,
          stride: layout.stride,
          step,
          width: Math.ceil(across.size / every),
          height: Math.ceil(down.size / every),
        };
        const isCoarse = index > 0 && colorsEvery === 2;
        const [columns, rows] = isCoarse ? [halfOf(widthPx), halfOf(heightPx)] : [widthPx, heightPx];
        // The last squares of two by two may be half outside.
        const span = {
          x: isCoarse ? (width * 2 * columns) / widthPx : width,
          y: isCoarse ? (height * 2 * rows) / heightPx : height,
        };
        const samples = isSmooth ? Infinity : every === 1 ? FRAME_SAMPLES : COLOR_SAMPLES;
        this.#scaler.scale(
          source,
          this.#axes.take(columns, (x - across.from) / every, span.x / every, source.width, samples),
          this.#axes.take(rows, (y - down.from) / every, span.y / every, source.height, samples),
          target,
        );
      }
    };
    return {
      copied,
      finish: () => {
        if (space === undefined || isRgb || !mayBeYuv || leavesPicture(part)) {
          const values = this.#channelsOf(widthPx * heightPx);
          scaleTo(values, 1);
          return this.#write(values, isRgb ? undefined : space, wish);
        }
        const data = (this.#yuv = fitting(this.#yuv, yuvLength(widthPx, heightPx)));
        scaleTo(yuvChannels(data, widthPx, heightPx), 2);
        return { width: widthPx, height: heightPx, data, space };
      },
    };
  }

  #write(values: Channels, space: YuvSpace | undefined, wish: GrabWish): GrabbedPixels {
    const { widthPx: width, heightPx: height } = wish;
    const data = (this.#data = fitting(this.#data, width * height * 4));
    if (space === undefined) writeRgb(values, data);
    else writeYuv(values, width, 1, space, data);
    blackenOutside(data, wish);
    return { width, height, data };
  }

  #channelsOf(length: number): Channels {
    if (this.#channels?.[0].length !== length)
      this.#channels = [
        new Uint8ClampedArray(length),
        new Uint8ClampedArray(length),
        new Uint8ClampedArray(length),
      ];
    return this.#channels;
  }
}

/** What is needed of a line of the decoded picture, with what the filter reaches beyond it; undefined where nothing is. */
function stretchOf(from: number, size: number, scale: number, length: number): Stretch | undefined {
  const margin = Math.max(1, scale) + 1;
  // Colours lie two pixels apart: copies begin at every second one.
  const begin = Math.max(0, Math.floor((from - margin) / 2) * 2);
  const end = Math.min(length, Math.ceil((from + size + margin) / 2) * 2);
  return end > begin ? { from: begin, size: end - begin } : undefined;
}

/** Copies come as the picture was coded: one that is shown turned or mirrored is left to the canvas. */
function isTurned(picture: VideoFrame): boolean {
  return ('rotation' in picture && picture.rotation !== 0) || ('flip' in picture && picture.flip === true);
}

function leavesPicture({ x, y, width, height }: BoundingBox): boolean {
  return x < 0 || y < 0 || x + width > 1 + ROUNDING || y + height > 1 + ROUNDING;
}

/** Of parts that end where the picture does. */
const ROUNDING = 1e-6;

/** Turns black what lies outside the picture. */
function blackenOutside(data: Uint8ClampedArray, { part, widthPx, heightPx }: GrabWish): void {
  const within = (from: number, size: number, count: number): readonly [number, number] => [
    Math.max(0, Math.round((-from / size) * count)),
    Math.min(count, Math.round(((1 - from) / size) * count)),
  ];
  const [left, right] = within(part.x, part.width, widthPx);
  const [top, bottom] = within(part.y, part.height, heightPx);
  if (left === 0 && top === 0 && right === widthPx && bottom === heightPx) return;
  for (let y = 0; y < heightPx; y++) {
    const isInside = y >= top && y < bottom;
    for (let x = 0; x < widthPx; x++) {
      if (isInside && x >= left && x < right) continue;
      data.fill(0, (y * widthPx + x) * 4, (y * widthPx + x) * 4 + 3);
    }
  }
}
