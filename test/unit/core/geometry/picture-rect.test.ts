/** @file Where the picture lies within its element, for each object-fit and the positions that browsers report. */
import { describe, expect, test } from 'vitest';
import {
  parseObjectPosition,
  pictureBox,
  type ObjectFit,
} from '../../../../src/core/geometry/picture-rect.ts';

const pixelBox = (leftPx: number, topPx: number, widthPx: number, heightPx: number) => ({
  leftPx,
  topPx,
  widthPx,
  heightPx,
});

/** The content box of an element of 400 x 300 at (10, 20). */
const content = pixelBox(10, 20, 400, 300);

describe('pictureBox, a picture of 200 x 100 in 400 x 300 at (10, 20)', () => {
  test.for<[ObjectFit, ReturnType<typeof pixelBox>]>([
    ['fill', pixelBox(10, 20, 400, 300)],
    ['contain', pixelBox(10, 70, 400, 200)],
    ['cover', pixelBox(-90, 20, 600, 300)],
    ['none', pixelBox(110, 120, 200, 100)],
    ['scale-down', pixelBox(110, 120, 200, 100)],
  ])('%s, centred', ([fit, expected]) => {
    expect(pictureBox(content, 200, 100, fit, parseObjectPosition('50% 50%'))).toEqual(expected);
  });

  test.for<[ObjectFit, string, ReturnType<typeof pixelBox>]>([
    ['contain', '0% 0%', pixelBox(10, 20, 400, 200)],
    ['contain', '100% 100%', pixelBox(10, 120, 400, 200)],
    ['contain', '30px 7px', pixelBox(40, 27, 400, 200)],
    ['contain', '50% calc(100% - 10px)', pixelBox(10, 110, 400, 200)],
    ['cover', '0% 50%', pixelBox(10, 20, 600, 300)],
    ['cover', '100% 50%', pixelBox(-190, 20, 600, 300)],
    ['cover', 'calc(25% + 5px) 50%', pixelBox(-35, 20, 600, 300)],
    ['none', '0px 0px', pixelBox(10, 20, 200, 100)],
    ['none', '-15px 100%', pixelBox(-5, 220, 200, 100)],
    ['none', '-50% 0%', pixelBox(-90, 20, 200, 100)],
    ['fill', '100% 100%', pixelBox(10, 20, 400, 300)],
  ])('%s at %s', ([fit, position, expected]) => {
    expect(pictureBox(content, 200, 100, fit, parseObjectPosition(position))).toEqual(expected);
  });
});

test('scale-down shrinks what is larger than the element, as contain does', () => {
  expect(pictureBox(content, 800, 400, 'scale-down', parseObjectPosition('50% 50%'))).toEqual(
    pixelBox(10, 70, 400, 200),
  );
});

test('none leaves a picture that is larger than the element at its own size', () => {
  expect(pictureBox(content, 800, 400, 'none', parseObjectPosition('50% 50%'))).toEqual(
    pixelBox(-190, -30, 800, 400),
  );
});

test.for([
  [0, 100],
  [200, 0],
] as const)('a picture of %d x %d counts as filling the element', ([width, height]) => {
  expect(pictureBox(content, width, height, 'contain', parseObjectPosition('50% 50%'))).toEqual(content);
});

describe('parseObjectPosition', () => {
  const CENTRED = [0.5, 0];

  test.for<[string, number[], number[]]>([
    ['50% 50%', CENTRED, CENTRED],
    ['0% 100%', [0, 0], [1, 0]],
    ['12.5% -20%', [0.125, 0], [-0.2, 0]],
    ['0px 10.5px', [0, 0], [0, 10.5]],
    ['-12px 3px', [0, -12], [0, 3]],
    ['calc(100% - 10px) 25%', [1, -10], [0.25, 0]],
    ['25% calc(100% - 10px)', [0.25, 0], [1, -10]],
    ['calc(-20% + 5.5px) calc(50% + 3px)', [-0.2, 5.5], [0.5, 3]],
    ['', CENTRED, CENTRED],
    ['10px', [0, 10], CENTRED],
    ['initial what', CENTRED, CENTRED],
  ])('%s', ([text, horizontal, vertical]) => {
    const [x, y] = parseObjectPosition(text);
    expect([x.share, x.offsetPx]).toEqual(horizontal);
    expect([y.share, y.offsetPx]).toEqual(vertical);
  });
});
