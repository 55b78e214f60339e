/**
 * @file Where on the viewport the picture of an element is shown, whatever the page did to it: object-fit, borders,
 * transforms of the element and of all around it, zoom, and ancestors that cut it off.
 */
import { IDENTITY, boundsOf, compose, linearOf, type Affine, type Linear } from '../core/geometry/affine.ts';
import { intersectBoxes, type PixelBox } from '../core/geometry/bounding-box.ts';
import { parseObjectPosition, pictureBox, type ObjectFit } from '../core/geometry/picture-rect.ts';
import type { ShownElement } from './picture-source.ts';
import { flatParent } from './seen/flat-tree.ts';

export interface ShownPicture {
  /** From the normalised picture to viewport pixels; mirrored where the page mirrors. */
  readonly map: Affine;
  /** The upright part of the viewport that the picture may paint on. */
  readonly clip: PixelBox;
}

/** What is read from styles: costly, and the same for many frames. */
export interface Surroundings {
  /** All transforms from the element outwards. */
  readonly linear: Linear;
  /** Sizes of the element in its own pixels, before transforms. */
  readonly layout: { readonly widthPx: number; readonly heightPx: number };
  /** Where the picture lies in the element's border box. */
  readonly content: PixelBox;
  readonly picture: PixelBox;
  /** Ancestors that cut off what leaves them. */
  readonly clippers: readonly Element[];
  /** What holds it in the browser's top layer: a dialog, a popover, what fills the screen. */
  readonly top: Element | undefined;
}

const OBJECT_FITS: readonly string[] = ['fill', 'contain', 'cover', 'none', 'scale-down'];
/** These are laid out by the viewport: nothing around them transforms or cuts them. */
const TOP_LAYER = ':fullscreen, :modal, :popover-open';

export function readSurroundings(shown: ShownElement): Surroundings {
  const { element } = shown;
  const style = getComputedStyle(element);
  const inset = (side: 'left' | 'right' | 'top' | 'bottom'): number =>
    number(style.getPropertyValue(`border-${side}-width`)) +
    number(style.getPropertyValue(`padding-${side}`));
  const layout = { widthPx: element.offsetWidth, heightPx: element.offsetHeight };
  const content: PixelBox = {
    leftPx: inset('left'),
    topPx: inset('top'),
    widthPx: Math.max(0, layout.widthPx - inset('left') - inset('right')),
    heightPx: Math.max(0, layout.heightPx - inset('top') - inset('bottom')),
  };
  const { widthPx, heightPx } = shown.size();
  const fit = isObjectFit(style.objectFit) ? style.objectFit : 'contain';
  const position = parseObjectPosition(style.objectPosition);
  const inner = pictureBox({ ...content, leftPx: 0, topPx: 0 }, widthPx, heightPx, fit, position);
  const picture = {
    ...inner,
    leftPx: inner.leftPx + content.leftPx,
    topPx: inner.topPx + content.topPx,
  };
  return { layout, content, picture, ...readAncestors(element, style) };
}

export function shownPicture(element: HTMLElement, around: Surroundings): ShownPicture {
  const rect = element.getBoundingClientRect();
  const { layout, linear, content, picture } = around;
  // The bounding rectangle has the centre of the transformed element, whatever the transform; and its size tells what no
  // style does: CSS zoom, and the fractions that layout sizes are rounded to.
  const plain = boundsOf({ ...linear, e: 0, f: 0 }, { leftPx: 0, topPx: 0, ...layout });
  const stretchX = plain.widthPx === 0 ? 1 : rect.width / plain.widthPx;
  const stretchY = plain.heightPx === 0 ? 1 : rect.height / plain.heightPx;
  const [a, c] = [linear.a * stretchX, linear.c * stretchX];
  const [b, d] = [linear.b * stretchY, linear.d * stretchY];
  const e = rect.left + rect.width / 2 - (a * layout.widthPx + c * layout.heightPx) / 2;
  const f = rect.top + rect.height / 2 - (b * layout.widthPx + d * layout.heightPx) / 2;
  const map: Affine = {
    a: a * picture.widthPx,
    b: b * picture.widthPx,
    c: c * picture.heightPx,
    d: d * picture.heightPx,
    e: a * picture.leftPx + c * picture.topPx + e,
    f: b * picture.leftPx + d * picture.topPx + f,
  };
  let clip = boundsOf({ a, b, c, d, e, f }, content);
  for (const clipper of around.clippers) {
    const { left, top, width, height } = clipper.getBoundingClientRect();
    clip = intersectBoxes(clip, { leftPx: left, topPx: top, widthPx: width, heightPx: height });
  }
  return { map, clip };
}

export function isSameShown({ map: m, clip: c }: ShownPicture, { map, clip }: ShownPicture): boolean {
  return (
    m.a === map.a &&
    m.b === map.b &&
    m.c === map.c &&
    m.d === map.d &&
    m.e === map.e &&
    m.f === map.f &&
    c.leftPx === clip.leftPx &&
    c.topPx === clip.topPx &&
    c.widthPx === clip.widthPx &&
    c.heightPx === clip.heightPx
  );
}

function readAncestors(
  element: HTMLElement,
  own: CSSStyleDeclaration,
): Pick<Surroundings, 'linear' | 'clippers' | 'top'> {
  const clippers: Element[] = [];
  let linear = compose(IDENTITY, linearOf(own));
  let { position } = own;
  let inside: Element = element;
  for (;;) {
    if (inside.matches(TOP_LAYER)) return { linear, clippers, top: inside };
    const around = flatParent(inside);
    if (around === undefined) break;
    const style = getComputedStyle(around);
    const isTransformed = style.transform !== 'none' || style.rotate !== 'none' || style.scale !== 'none';
    linear = compose(linearOf(style), linear);
    const holds =
      position === 'fixed' ? isTransformed : position !== 'absolute' || isTransformed || isPositioned(style);
    // What overflows the root overflows the viewport, which needs no clipping.
    const isRoot = around === document.documentElement || around === document.body;
    if (holds) {
      if (!isRoot && style.overflow !== 'visible') clippers.push(around);
      ({ position } = style);
    }
    inside = around;
  }
  return { linear, clippers, top: undefined };
}

function isPositioned({ position }: CSSStyleDeclaration): boolean {
  return position !== 'static';
}

function number(value: string): number {
  return Number.parseFloat(value) || 0;
}

function isObjectFit(value: string): value is ObjectFit {
  return OBJECT_FITS.includes(value);
}
