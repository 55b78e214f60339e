/** @file Pictures that are made up, to see whether a network answers to them differently. Always the same ones. Pure. */
import type { Pixels } from '../../core/image/pixels.ts';

/** Colour at a place, each 0..1. */
type Paint = (x: number, y: number) => readonly [red: number, green: number, blue: number];

/** Gradients, spots, stripes and noise in the colours of skin and of none: unlike each other in what networks look at. */
export function probePictures(width: number, height: number): Pixels[] {
  const random = seeded(20_240_601);
  const paints: Paint[] = [
    (x, y) => [x, y, 1 - x],
    (x, y) => [0.8 - y / 3, 0.6 - y / 3, 0.5 - x / 4],
    (x, y) => (Math.hypot(x - 0.5, y - 0.45) < 0.35 ? [0.85, 0.65, 0.55] : [0.15, 0.2, 0.3]),
    (x) => (Math.floor(x * 10) % 2 === 0 ? [0.9, 0.9, 0.9] : [0.1, 0.1, 0.1]),
    () => [random(), random(), random()],
    (_, y) => [y * y, y / 2, 0.4],
  ];
  return paints.map((paint) => paintPicture(width, height, paint));
}

function paintPicture(width: number, height: number, paint: Paint): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = paint(x / width, y / height);
      data.set([...color.map((value) => value * 255), 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

/** Source: "mulberry32" by Tommy Ettinger, public domain. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
