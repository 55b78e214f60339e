/** @file Shrinking by the means of single values. */
import { describe, expect, test } from 'vitest';
import { makeAxis, type Plane } from '../../../../src/core/image/plane-axis.ts';
import { takeMeans } from '../../../../src/core/image/sample-plane.ts';

/** Without any pattern that a wrong place would hide in. */
function noise(width: number, height: number, step: number): Plane {
  let seed = 1;
  const stride = width * step + 5;
  const data = Uint8Array.from({ length: 7 + stride * height }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % 256;
  });
  return { data, offset: 7, stride, step, width, height };
}

describe('the means of the values that an axis names', () => {
  test.for([
    ['three by three', 1280, 256, 720, 144, 3],
    ['two by two', 640, 128, 360, 72, 2],
    ['one', 640, 256, 360, 144, 1],
    ['two by three', 50, 20, 90, 25, 3],
  ] as const)('%s', ([, width, columns, height, rows, mostSamples]) => {
    for (const step of [1, 2, 4]) {
      const plane = noise(width, height, step);
      const across = makeAxis(columns, 0, width, width, mostSamples);
      const down = makeAxis(rows, 0, height, height, mostSamples);
      const target = new Uint8ClampedArray(columns * rows);
      takeMeans(plane, across, down, target);
      const means = Uint8ClampedArray.from(target, (_, index) => {
        const [x, y] = [index % columns, Math.floor(index / columns)];
        let sum = 0;
        for (const row of down.sources.subarray(y * down.taps, (y + 1) * down.taps))
          for (const column of across.sources.subarray(x * across.taps, (x + 1) * across.taps))
            sum += plane.data[plane.offset + row * plane.stride + column * step] ?? 0;
        return sum / (across.taps * down.taps);
      });
      expect(target).toEqual(means);
    }
  });

  test('white stays white', () => {
    const plane: Plane = {
      data: new Uint8Array(81).fill(255),
      offset: 0,
      stride: 9,
      step: 1,
      width: 9,
      height: 9,
    };
    const axis = makeAxis(3, 0, 9, 9, 3);
    const target = new Uint8ClampedArray(9);
    takeMeans(plane, axis, axis, target);
    expect([...target]).toEqual(new Array(9).fill(255));
  });
});
