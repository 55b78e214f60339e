/** @file A part of a picture, shifted, turned and scaled into a new one: the one loop over pixels behind all crops. */
import type { Affine } from '../geometry/affine.ts';
import type { PixelBox } from '../geometry/bounding-box.ts';
import type { Pixels } from './pixels.ts';

export interface WarpSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** So many samples, squared, make one pixel: shrinking by that factor then does not alias. */
  readonly taps: number;
}

/** See `warp`, which is one. */
export type Warp = (pixels: Pixels, toSource: Affine, size: WarpSize) => Pixels;

/**
 * A picture of the given size in which each pixel shows what `toSource` takes it to, pixel centres at integers in both: bilinear,
 * opaque, black outside the source.
 */
export function warp(pixels: Pixels, toSource: Affine, { widthPx, heightPx, taps }: WarpSize): Pixels {
  const { width, height, data: source } = pixels;
  const { a, b, c, d, e, f } = toSource;
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  const rowBytes = width * 4;
  const [lastX, lastY] = [width - 1, height - 1];
  const share = 1 / (taps * taps);
  const tapStep = 1 / taps;
  const firstTap = tapStep / 2 - 0.5;
  // Written out, without a function or an object for each sample: this runs some 60,000 times a face.
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at += 4) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tapY = 0; tapY < taps; tapY++) {
        const toY = y + firstTap + tapY * tapStep;
        for (let tapX = 0; tapX < taps; tapX++) {
          const toX = x + firstTap + tapX * tapStep;
          const fromX = a * toX + c * toY + e;
          const fromY = b * toX + d * toY + f;
          const left = Math.floor(fromX);
          const top = Math.floor(fromY);
          if (left < -1 || top < -1 || left > lastX || top > lastY) continue;
          const shareX = fromX - left;
          const shareY = fromY - top;
          // Neighbours outside the picture are black: they weigh nothing, and any pixel stands in for them.
          const weightL = left < 0 ? 0 : 1 - shareX;
          const weightR = left === lastX ? 0 : shareX;
          const weightT = top < 0 ? 0 : 1 - shareY;
          const weightB = top === lastY ? 0 : shareY;
          const atL = left < 0 ? 0 : left * 4;
          const atR = left === lastX ? atL : (left + 1) * 4;
          const rowT = top < 0 ? 0 : top * rowBytes;
          const rowB = top === lastY ? rowT : (top + 1) * rowBytes;
          const lt = rowT + atL;
          const rt = rowT + atR;
          const lb = rowB + atL;
          const rb = rowB + atR;
          const wlt = weightL * weightT;
          const wrt = weightR * weightT;
          const wlb = weightL * weightB;
          const wrb = weightR * weightB;
          red +=
            (source[lt] ?? 0) * wlt +
            (source[rt] ?? 0) * wrt +
            (source[lb] ?? 0) * wlb +
            (source[rb] ?? 0) * wrb;
          green +=
            (source[lt + 1] ?? 0) * wlt +
            (source[rt + 1] ?? 0) * wrt +
            (source[lb + 1] ?? 0) * wlb +
            (source[rb + 1] ?? 0) * wrb;
          blue +=
            (source[lt + 2] ?? 0) * wlt +
            (source[rt + 2] ?? 0) * wrt +
            (source[lb + 2] ?? 0) * wlb +
            (source[rb + 2] ?? 0) * wrb;
        }
      }
      data[at] = red * share;
      data[at + 1] = green * share;
      data[at + 2] = blue * share;
      data[at + 3] = 255;
    }
  }
  return { width: widthPx, height: heightPx, data };
}

/** What `warp` needs to stretch `box`, whose sides lie on the edges of pixels, to the given size. */
export function stretch(box: PixelBox, widthPx: number, heightPx: number): [Affine, WarpSize] {
  const [stepX, stepY] = [box.widthPx / widthPx, box.heightPx / heightPx];
  const taps = Math.max(1, Math.ceil(Math.max(stepX, stepY)));
  const toSource = {
    a: stepX,
    b: 0,
    c: 0,
    d: stepY,
    e: box.leftPx + (stepX - 1) / 2,
    f: box.topPx + (stepY - 1) / 2,
  };
  return [toSource, { widthPx, heightPx, taps }];
}
