/** @file Small generated pictures for tests of pure pixel code. */
import type { Pixels } from '../../src/core/image/pixels.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** An opaque picture whose pixel at (x, y) is `colourAt(x, y)`. */
export function paint(width: number, height: number, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colourAt(x, y), 255], (y * width + x) * 4);
  }
  return { width, height, data };
}

/** As `paint`, in grey. */
export function paintGrey(width: number, height: number, greyAt: (x: number, y: number) => number): Pixels {
  return paint(width, height, (x, y) => {
    const grey = greyAt(x, y);
    return [grey, grey, grey];
  });
}

/** Red, green, blue, alpha of one pixel. */
export function pixelAt({ width, data }: Pixels, x: number, y: number): number[] {
  const at = (y * width + x) * 4;
  return Array.from(data.subarray(at, at + 4));
}

/** The red channel, row by row. */
export function reds({ data }: Pixels): number[] {
  return Array.from(data).filter((_, index) => index % 4 === 0);
}

/** The mean position of brightness: where a single dot on black lies, to a fraction of a pixel. */
export function centroid(picture: Pixels): { x: number; y: number } {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (const [index, red] of reds(picture).entries()) {
    sum += red;
    sumX += red * (index % picture.width);
    sumY += red * Math.floor(index / picture.width);
  }
  return { x: sumX / sum, y: sumY / sum };
}

/** Repeatable noise, 0..1: the same numbers in every run. */
export function repeatableNoise(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
