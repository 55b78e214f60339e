/**
 * @file Copied out of the picture as the decoder left it, and scaled by ourselves: nothing is converted that is not needed, where
 * a canvas first turns all of the picture into red, green and blue.
 */
import type { BoundingBox } from '../../core/geometry/bounding-box.ts';
import { AxisShelf, type Axis, type Plane } from '../../core/image/plane-axis.ts';
import { PlaneScaler } from '../../core/image/resample-plane.ts';
import {
  writeRgb,
  writeYuv,
  yuvChannels,
  yuvLength,
  yuvSpaceOf,
  type Channels,
  type YuvPixels,
  type YuvSpace,
} from '../../core/image/yuv.ts';
import {
  fitting,
  type Grab,
  type GrabMethod,
  type GrabWish,
  type GrabbedFrame,
  type GrabbedPixels,
} from './grab-method.ts';
import { FORMATS, isRgb, type Format } from './plane-formats.ts';

/** Brighter than a screen: a canvas maps their tones, and planes would have to. */
const HDR_TRANSFERS: readonly (string | null)[] = ['pq', 'hlg'];

/**
 * Across and down, for the frames that faces are found in. A canvas takes the mean of all pixels; three by three come as near to it
 * as all of them would (0.5 of 255 apart on a drawn picture with edges, one alone 1.6). Colours are half as fine already; the mean of
 * two by two comes nearer to the canvas than one alone, and as near as three by three.
 */
const FRAME_SAMPLES = 3;
const COLOR_SAMPLES = 2;

/** What is copied of a line of the decoded picture, whole pixels, and which stretch of that is wished. */
interface Stretch {
  readonly from: number;
  readonly size: number;
  readonly begin: number;
  readonly length: number;
}

/** A copy of the decoded picture. */
interface Copy {
  readonly channels: Format;
  readonly layouts: readonly PlaneLayout[];
  readonly across: Stretch;
  readonly down: Stretch;
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
    const space = yuvSpaceOf(colorSpace.matrix, colorSpace.fullRange, visibleRect.height);
    if (!isRgb(channels) && space === undefined) return undefined;
    const across = stretchOf(wish.part.x, wish.part.width, visibleRect.width, wish.widthPx);
    const down = stretchOf(wish.part.y, wish.part.height, visibleRect.height, wish.heightPx);
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
    const finish = (): GrabbedFrame => {
      const copy = { channels, layouts, across, down };
      if (isRgb(channels)) return this.#finishRgb(copy, undefined, wish);
      if (space === undefined || !wish.mayBeYuv || leavesPicture(wish.part))
        return this.#finishRgb(copy, space, wish);
      return this.#finishYuv(copy, space, wish);
    };
    return { copied, finish };
  }

  /** `space` is undefined for channels that are red, green and blue already. */
  #finishRgb(copy: Copy, space: YuvSpace | undefined, wish: GrabWish): GrabbedPixels {
    const { widthPx: width, heightPx: height } = wish;
    const values = this.#channelsOf(width * height);
    this.#scale(copy, wish, values, 1);
    const data = (this.#data = fitting(this.#data, width * height * 4));
    if (space === undefined) writeRgb(values, data);
    else writeYuv(values, width, 1, space, data);
    blackenOutside(data, wish);
    return { width, height, data };
  }

  #finishYuv(copy: Copy, space: YuvSpace, wish: GrabWish): YuvPixels {
    const { widthPx: width, heightPx: height } = wish;
    const data = (this.#yuv = fitting(this.#yuv, yuvLength(width, height)));
    this.#scale(copy, wish, yuvChannels(data, width, height), 2);
    return { width, height, data, space };
  }

  /** Squares of `colorsEvery` by `colorsEvery` new pixels share their colours. */
  #scale(copy: Copy, wish: GrabWish, targets: Channels, colorsEvery: 1 | 2): void {
    for (const [index, { plane, step, first, every }] of copy.channels.entries()) {
      const target = targets[index];
      const layout = copy.layouts[plane];
      if (target === undefined || layout === undefined) continue;
      const samples = wish.isSmooth ? Infinity : every === 1 ? FRAME_SAMPLES : COLOR_SAMPLES;
      const each = index === 0 ? 1 : colorsEvery;
      const across = this.#axisFor(copy.across, wish.widthPx, every, each, samples);
      const down = this.#axisFor(copy.down, wish.heightPx, every, each, samples);
      const source: Plane = {
        data: this.#copy,
        offset: layout.offset + first,
        stride: layout.stride,
        step,
        width: Math.ceil(copy.across.size / every),
        height: Math.ceil(copy.down.size / every),
      };
      this.#scaler.scale(source, across, down, target);
    }
  }

  /** `count` new pixels over a channel with a value for every `every` pixels, one new value for each `each` of them. */
  #axisFor(
    { begin, length, size }: Stretch,
    count: number,
    every: number,
    each: number,
    samples: number,
  ): Axis {
    const values = Math.ceil(count / each);
    // The last square may be half outside.
    const reach = (length * values * each) / count;
    return this.#axes.take(values, begin / every, reach / every, Math.ceil(size / every), samples);
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

/**
 * The part from `from` on of a line of `linePx` pixels, which is to have `count`, with what the filter reaches beyond it; undefined
 * where nothing of it is in the picture.
 */
function stretchOf(from: number, size: number, linePx: number, count: number): Stretch | undefined {
  const [fromPx, length] = [from * linePx, size * linePx];
  const margin = Math.max(1, length / count) + 1;
  // Colours lie two pixels apart: copies begin at every second one.
  const first = Math.max(0, Math.floor((fromPx - margin) / 2) * 2);
  const end = Math.min(linePx, Math.ceil((fromPx + length + margin) / 2) * 2);
  return end > first ? { from: first, size: end - first, begin: fromPx - first, length } : undefined;
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
