/** @file How bright a picture is. */
import { expect, test } from 'vitest';
import { lumaOf, lumaReader } from '../../../../src/core/image/luma.ts';
import { toRgb } from '../../../../src/core/image/yuv.ts';

function filled(size: number, color: (x: number, y: number) => readonly [number, number, number]) {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let i = 0; i < size * size; i++) data.set([...color(i % size, Math.floor(i / size)), 255], i * 4);
  return { width: size, height: size, data };
}

test('the brightness of each pixel lies in the memory that is spare, where that fits', () => {
  const picture = filled(2, (x, y) => (y === 0 ? [255, 255, 255] : x === 0 ? [0, 0, 0] : [255, 0, 0]));
  const spare = new Uint8Array(4);
  expect(lumaOf(picture, spare)).toEqual({ width: 2, height: 2, data: Uint8Array.from([255, 255, 0, 76]) });
  expect(lumaOf(picture, spare).data).toBe(spare);
  expect(lumaOf(picture, new Uint8Array(5)).data).toHaveLength(4);
});

test.for([true, false])(
  'a video tells its own brightness, from black to white (full range: %s)',
  (isFullRange) => {
    const [black, middle, white] = isFullRange ? [0, 128, 255] : [16, 126, 235];
    const space = { red: 0.2126, blue: 0.0722, isFullRange };
    const frame = {
      width: 2,
      height: 2,
      data: Uint8ClampedArray.of(black, middle, white, black, 128, 128),
      space,
    };
    expect([...lumaOf(frame).data]).toEqual([0, 128, 255, 0]);
    expect([0, 1, 2, 3].map(lumaReader(frame))).toEqual([0, 128, 255, 0]);
    // Grey has the same brightness however it is weighed: frames of both kinds can be compared.
    const rgb = lumaReader(toRgb(frame));
    for (const at of [0, 1, 2, 3]) expect(rgb(at)).toBeCloseTo(lumaReader(frame)(at), 3);
  },
);
