/** @file Whether two ways of reading a picture agree. */
import { expect, test } from 'vitest';
import { isAlike } from '../../../../src/core/image/alike.ts';

function picture(value: (at: number) => number, width = 64) {
  const data = Uint8ClampedArray.from({ length: width * 36 * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : value(at),
  );
  return { width, height: 36, data };
}
const scene = (at: number): number => 40 + ((at * 7) % 160);

test('rounding makes no difference', () => {
  expect(
    isAlike(
      picture(scene),
      picture((at) => scene(at) + (at % 3) - 1),
    ),
  ).toBe(true);
});

test('black, another range and another picture do', () => {
  expect(
    isAlike(
      picture(scene),
      picture(() => 0),
    ),
  ).toBe(false);
  expect(
    isAlike(
      picture(scene),
      picture((at) => (scene(at) - 16) * 1.164),
    ),
  ).toBe(false);
  expect(
    isAlike(
      picture(scene),
      picture((at) => scene(at + 9)),
    ),
  ).toBe(false);
});

test('a picture of another size is another picture', () => {
  expect(isAlike(picture(scene), picture(scene, 32))).toBe(false);
});

test('an empty picture tells nothing', () => {
  expect(
    isAlike(
      picture(() => 0),
      picture(() => 0),
    ),
  ).toBeUndefined();
});
