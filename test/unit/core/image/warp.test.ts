/** @file The loop behind all crops, against the definition of what it computes. */
import { describe, expect, test } from 'vitest';
import { mapPoint, type Affine } from '../../../../src/core/geometry/affine.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { stretch, warp } from '../../../../src/core/image/warp.ts';
import { paint, paintGrey, pixelAt, reds } from '../../pictures.ts';

const noisy = paint(9, 7, (x, y) => [(x * 53 + y * 91) % 256, (x * 17 + y * 201) % 256, (x * y * 29) % 256]);

/** One channel at a place between the pixels, as bilinear interpolation is defined; black outside. */
function valueAt({ width, height, data }: Pixels, x: number, y: number, channel: number): number {
  let sum = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const weight = Math.max(0, 1 - Math.abs(x - column)) * Math.max(0, 1 - Math.abs(y - row));
      sum += weight * (data[(row * width + column) * 4 + channel] ?? 0);
    }
  }
  return sum;
}

describe('warp', () => {
  const turned: Affine = { a: 0.8, b: 0.5, c: -0.5, d: 0.8, e: 1.2, f: -2.3 };
  const shrunk: Affine = { a: 2.6, b: 0, c: 0, d: 2.6, e: -1.4, f: 0.3 };
  const mirrored: Affine = { a: -0.4, b: 0.1, c: 0.2, d: 0.6, e: 8.2, f: -1 };

  test.for([
    ['turned', turned, 1],
    ['turned, several samples a pixel', turned, 2],
    ['shrunk', shrunk, 3],
    ['mirrored and enlarged', mirrored, 1],
  ] as const)('%s: each pixel is the mean of what is where it came from', ([, map, taps]) => {
    const made = warp(noisy, map, { widthPx: 8, heightPx: 6, taps });
    expect(made).toMatchObject({ width: 8, height: 6 });
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 8; x++) {
        for (let channel = 0; channel < 3; channel++) {
          let sum = 0;
          for (let tap = 0; tap < taps * taps; tap++) {
            const [dx, dy] = [tap % taps, Math.floor(tap / taps)].map((index) => (index + 0.5) / taps - 0.5);
            const from = mapPoint(map, { x: x + (dx ?? 0), y: y + (dy ?? 0) });
            sum += valueAt(noisy, from.x, from.y, channel);
          }
          const value = pixelAt(made, x, y)[channel] ?? 0;
          // The result is rounded to whole numbers.
          expect(Math.abs(value - sum / (taps * taps))).toBeLessThanOrEqual(0.5 + 1e-9);
        }
        expect(pixelAt(made, x, y)[3]).toBe(255);
      }
    }
  });

  test('far outside is black', () => {
    const map = { a: 1, b: 0, c: 0, d: 1, e: 100, f: -100 };
    expect(reds(warp(noisy, map, { widthPx: 2, heightPx: 2, taps: 1 }))).toEqual([0, 0, 0, 0]);
  });
});

test('stretch takes a box by its edges, each side by a scale of its own', () => {
  const numbered = paintGrey(4, 4, (x, y) => x * 10 + y * 40);
  const box = { leftPx: 1, topPx: 0, widthPx: 2, heightPx: 4 };
  // Two columns stay, four rows become two.
  expect(reds(warp(numbered, ...stretch(box, 2, 2)))).toEqual([30, 40, 110, 120]);
});
