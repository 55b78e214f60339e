/** @file Pictures that lie on their side or on their head. */
import type { BoundingBox } from '../geometry/bounding-box.ts';
import type { Pixels } from './pixels.ts';

/** Clockwise. */
export type Quarters = 0 | 1 | 2 | 3;

/** A turned copy; without a turn the picture itself. */
export function turnPixels(picture: Pixels, quarters: Quarters): Pixels {
  if (quarters === 0) return picture;
  const { width, height } = picture;
  const source = new Uint32Array(picture.data.slice().buffer);
  const target = new Uint32Array(source.length);
  const [turnedWidth, turnedHeight] = quarters === 2 ? [width, height] : [height, width];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = placeOf(x, y, width, height, quarters);
      target[row * turnedWidth + column] = source[y * width + x] ?? 0;
    }
  }
  return { width: turnedWidth, height: turnedHeight, data: new Uint8ClampedArray(target.buffer) };
}

/** Where a box of the turned picture lies in the picture itself; both normalised. */
export function turnBack({ x, y, width, height }: BoundingBox, quarters: Quarters): BoundingBox {
  switch (quarters) {
    case 0:
      return { x, y, width, height };
    case 1:
      return { x: y, y: 1 - x - width, width: height, height: width };
    case 2:
      return { x: 1 - x - width, y: 1 - y - height, width, height };
    case 3:
      return { x: 1 - y - height, y: x, width: height, height: width };
  }
}

function placeOf(
  x: number,
  y: number,
  width: number,
  height: number,
  quarters: Quarters,
): readonly [column: number, row: number] {
  switch (quarters) {
    case 0:
      return [x, y];
    case 1:
      return [height - 1 - y, x];
    case 2:
      return [width - 1 - x, height - 1 - y];
    case 3:
      return [y, width - 1 - x];
  }
}
