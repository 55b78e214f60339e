/** @file How bright a picture is. */
import { expect, test } from 'vitest';
import { lumaOf, meanLuma } from '../../../../src/core/image/luma.ts';

function filled(size: number, color: (x: number, y: number) => readonly [number, number, number]) {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let i = 0; i < size * size; i++) data.set([...color(i % size, Math.floor(i / size)), 255], i * 4);
  return { width: size, height: size, data };
}

test('weighs the colours as eyes do', () => {
  expect(meanLuma(filled(4, () => [255, 0, 0]))).toBeCloseTo(76.2, 1);
  expect(meanLuma(filled(4, () => [0, 255, 0]))).toBeCloseTo(149.7, 1);
  expect(meanLuma(filled(4, () => [200, 200, 200]))).toBeCloseTo(200, 1);
});

test('what surrounds the face does not count', () => {
  const isInside = (place: number): boolean => place >= 2 && place < 6;
  const bright = filled(8, (x, y) => (isInside(x) && isInside(y) ? [90, 90, 90] : [255, 255, 255]));
  expect(meanLuma(bright)).toBeCloseTo(90, 1);
});

test('a picture without pixels is black', () => {
  expect(meanLuma({ width: 0, height: 0, data: new Uint8ClampedArray(0) })).toBe(0);
});

test('the brightness of each pixel lies in the memory that is spare, where that fits', () => {
  const picture = filled(2, (x, y) => (y === 0 ? [255, 255, 255] : x === 0 ? [0, 0, 0] : [255, 0, 0]));
  const spare = new Uint8Array(4);
  expect(lumaOf(picture, spare)).toEqual({ width: 2, height: 2, data: Uint8Array.from([255, 255, 0, 76]) });
  expect(lumaOf(picture, spare).data).toBe(spare);
  expect(lumaOf(picture, new Uint8Array(5)).data).toHaveLength(4);
});
