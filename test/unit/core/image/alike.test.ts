/** @file Whether two ways of reading a picture agree. */
import { expect, test } from 'vitest';
import { isAlike } from '../../../../src/core/image/alike.ts';

type Scene = (x: number, y: number, channel: number) => number;

function picture(scene: Scene, width = 64) {
  const height = 36;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 4; channel++)
        data[(y * width + x) * 4 + channel] = channel === 3 ? 255 : scene(x, y, channel);
  return { width, height, data };
}
/** Something bright on something dark. */
const scene: Scene = (x, y, channel) => (x > 20 && x < 45 && y > 8 ? 190 - channel * 20 : 50 + channel * 10);

test('rounding and another filter make no difference', () => {
  expect(
    isAlike(
      picture(scene),
      picture((x, y, c) => scene(x, y, c) + ((x + y) % 3) - 1),
    ),
  ).toBe(true);
  const grain: Scene = (x, y, c) => scene(x, y, c) + (x % 2 === 0 ? 20 : -20);
  expect(isAlike(picture(grain), picture(scene))).toBe(true);
});

test('black, another range, another matrix and another picture do', () => {
  expect(
    isAlike(
      picture(scene),
      picture(() => 0),
    ),
  ).toBe(false);
  expect(
    isAlike(
      picture(scene),
      picture((x, y, c) => (scene(x, y, c) - 16) * 1.164),
    ),
  ).toBe(false);
  const tinted: Scene = (x, y, c) => scene(x, y, c) + (c === 1 ? 6 : -3);
  expect(isAlike(picture(scene), picture(tinted))).toBe(false);
  expect(
    isAlike(
      picture(scene),
      picture((x, y, c) => scene(x + 20, y, c)),
    ),
  ).toBe(false);
});

test('a picture of another size is another picture', () => {
  expect(isAlike(picture(scene), picture(scene, 32))).toBe(false);
});

test('a picture that shows nothing tells nothing', () => {
  expect(
    isAlike(
      picture(() => 0),
      picture(() => 0),
    ),
  ).toBeUndefined();
  expect(isAlike(picture(scene, 4), picture(scene, 4))).toBeUndefined();
});
