import { expect, test } from 'vitest';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { turnBack, turnPixels, type Quarters } from '../../../../src/core/image/turn.ts';

/** Two rows of three, numbered as they are read. */
const picture: Pixels = {
  width: 3,
  height: 2,
  data: Uint8ClampedArray.from([1, 2, 3, 4, 5, 6].flatMap((grey) => [grey, grey, grey, 255])),
};
const greys = ({ data }: Pixels): number[] => [...data].filter((_, index) => index % 4 === 0);

test.for([
  [0, 3, [1, 2, 3, 4, 5, 6]],
  [1, 2, [4, 1, 5, 2, 6, 3]],
  [2, 3, [6, 5, 4, 3, 2, 1]],
  [3, 2, [3, 6, 2, 5, 1, 4]],
] as const)('%d quarters clockwise', ([quarters, width, expected]) => {
  const turned = turnPixels(picture, quarters);
  expect(turned.width).toBe(width);
  expect(greys(turned)).toEqual(expected);
});

test('a box finds back to where it lies in the picture', () => {
  // Each pixel as a box of its own.
  for (const quarters of [0, 1, 2, 3] as Quarters[]) {
    const turned = turnPixels(picture, quarters);
    for (const [index, grey] of greys(turned).entries()) {
      const box = {
        x: (index % turned.width) / turned.width,
        y: Math.floor(index / turned.width) / turned.height,
        width: 1 / turned.width,
        height: 1 / turned.height,
      };
      const { x, y, width, height } = turnBack(box, quarters);
      expect(width).toBeCloseTo(1 / 3);
      expect(height).toBeCloseTo(1 / 2);
      expect(Math.round(y * 2) * 3 + Math.round(x * 3) + 1).toBe(grey);
    }
  }
});
