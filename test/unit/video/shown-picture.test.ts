/** @file Where a video's picture lies on the viewport, with borders, paddings, transforms and object-fit. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { boundsOf } from '../../../src/core/geometry/affine.ts';
import { readSurroundings, shownPicture } from '../../../src/video/shown-picture.ts';

interface Shown {
  /** The border box on the viewport: left, top, width, height. */
  readonly rect: readonly [number, number, number, number];
  /** Size in layout pixels, when a transform makes it differ from the rectangle. */
  readonly layout?: readonly [number, number];
  readonly picture: readonly [number, number];
  readonly style?: Readonly<Record<string, string>>;
}

/** Where the picture and its clip lie, from only what is read of an element and its style. */
function placeOf({ rect, layout, picture, style = {} }: Shown) {
  const [left, top, width, height] = rect;
  const values: Record<string, string> = {
    objectFit: 'contain',
    objectPosition: '50% 50%',
    transform: 'none',
    rotate: 'none',
    scale: 'none',
    position: 'static',
    ...style,
  };
  vi.stubGlobal('getComputedStyle', () => ({
    ...values,
    getPropertyValue: (property: string) => values[property] ?? '0px',
  }));
  const element = {
    offsetWidth: layout?.[0] ?? width,
    offsetHeight: layout?.[1] ?? height,
    assignedSlot: null,
    parentNode: null,
    matches: () => false,
    getBoundingClientRect: () => ({ left, top, width, height }),
  } as unknown as HTMLElement;
  vi.stubGlobal('ShadowRoot', EventTarget);
  vi.stubGlobal('Element', EventTarget);
  const size = () => ({ widthPx: picture[0], heightPx: picture[1] });
  const { map, clip } = shownPicture(element, readSurroundings({ element, size }));
  return { picture: boundsOf(map, { leftPx: 0, topPx: 0, widthPx: 1, heightPx: 1 }), clip };
}

const pixelBox = (leftPx: number, topPx: number, widthPx: number, heightPx: number) => ({
  leftPx,
  topPx,
  widthPx,
  heightPx,
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('shownPicture', () => {
  test('a picture of the element’s shape fills it', () => {
    expect(placeOf({ rect: [30, 40, 640, 360], picture: [1280, 720] })).toEqual({
      picture: pixelBox(30, 40, 640, 360),
      clip: pixelBox(30, 40, 640, 360),
    });
  });

  test('bars above and below belong to the clip, not to the picture', () => {
    expect(placeOf({ rect: [0, 0, 400, 400], picture: [200, 100] })).toEqual({
      picture: pixelBox(0, 100, 400, 200),
      clip: pixelBox(0, 0, 400, 400),
    });
  });

  test('with cover the picture is larger than the clip', () => {
    const shown = placeOf({ rect: [10, 10, 400, 400], picture: [200, 100], style: { objectFit: 'cover' } });
    expect(shown).toEqual({
      picture: pixelBox(-190, 10, 800, 400),
      clip: pixelBox(10, 10, 400, 400),
    });
  });

  test('borders and paddings are no part of the picture', () => {
    const style = {
      'border-left-width': '10px',
      'border-top-width': '4px',
      'border-bottom-width': '6px',
      'padding-left': '5px',
      'padding-right': '25px',
    };
    expect(placeOf({ rect: [100, 50, 440, 210], picture: [400, 200], style })).toEqual({
      picture: pixelBox(115, 54, 400, 200),
      clip: pixelBox(115, 54, 400, 200),
    });
  });

  test('a scaled element scales its borders too', () => {
    // 420 x 220 layout pixels shown at half size; 10 px of border become 5.
    const style = Object.fromEntries(
      ['left', 'right', 'top', 'bottom'].map((side) => [`border-${side}-width`, '10px']),
    );
    const shown = placeOf({ rect: [100, 100, 210, 110], layout: [420, 220], picture: [400, 200], style });
    expect(shown).toEqual({
      picture: pixelBox(105, 105, 200, 100),
      clip: pixelBox(105, 105, 200, 100),
    });
  });

  test('object-position moves the picture', () => {
    const shown = placeOf({
      rect: [0, 0, 400, 400],
      picture: [200, 100],
      style: { objectPosition: '50% 0%' },
    });
    expect(shown.picture).toEqual(pixelBox(0, 0, 400, 200));
  });

  test('an unheard-of object-fit counts as contain', () => {
    const shown = placeOf({ rect: [0, 0, 400, 400], picture: [200, 100], style: { objectFit: 'squeeze' } });
    expect(shown.picture).toEqual(pixelBox(0, 100, 400, 200));
  });

  test('an element without a size has an empty clip, without NaN', () => {
    expect(placeOf({ rect: [5, 6, 0, 0], picture: [200, 100] })).toEqual({
      picture: pixelBox(5, 6, 0, 0),
      clip: pixelBox(5, 6, 0, 0),
    });
  });
});
