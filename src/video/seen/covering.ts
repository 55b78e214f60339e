/**
 * @file Whether something of the page lies on a picture. [Note: What covers] Every player lays transparent elements over its
 * video, and many lay a shade or a canvas for subtitles: these cover nothing. What counts is what is surely opaque: a color, a
 * picture, another video. A frame does not: advertising lays transparent ones over whole players. What takes no pointer is
 * not found at all.
 */
import { holds } from './flat-tree.ts';
import { stackAt } from './point-stack.ts';

/** From here on, what is beneath cannot be recognized. */
const MIN_OPACITY = 0.5;
/** An interactive element that is larger than this share of the picture is the player's own area for clicks. */
const MAX_CONTROL_SHARE = 0.4;
const INTERACTIVE =
  'a[href], button, input, select, textarea, summary, label, [role="button"], [role="link"], [role="slider"], [role="menuitem"], [role="switch"], [role="checkbox"], [role="tab"], [role="option"], [contenteditable]';

/** One look at the page: styles are read once for each element. */
export class CoverLook {
  readonly #picture: Element;
  readonly #opaque = new Map<Element, boolean>();

  constructor(picture: Element) {
    this.#picture = picture;
  }

  /** What covers the picture at this point of the viewport, in CSS pixels. */
  coverAt(x: number, y: number): Element | undefined {
    return this.#above(x, y).find((element) => this.#isOpaque(element));
  }

  /** What the page wants clicks for at this point, on the picture. */
  controlAt(x: number, y: number): Element | undefined {
    for (const element of this.#above(x, y)) {
      const control = controlOf(element, this.#picture);
      if (control !== undefined) return control;
    }
    return undefined;
  }

  /** From above down to the picture. Nothing where the picture itself takes no pointer: then nobody knows what is above it. */
  #above(x: number, y: number): Element[] {
    const stack = stackAt(x, y);
    const own = stack.indexOf(this.#picture);
    if (own >= 0) return stack.slice(0, own);
    // Beside a modal dialog, all else takes no pointer. Its backdrop lets the picture through.
    const modal = stack[0]?.closest(':modal');
    if (modal === null || modal === undefined || holds(modal, this.#picture)) return [];
    const { left, top, right, bottom } = modal.getBoundingClientRect();
    return left <= x && x < right && top <= y && y < bottom ? stack : [];
  }

  #isOpaque(element: Element): boolean {
    let isOpaque = this.#opaque.get(element);
    if (isOpaque === undefined) {
      isOpaque = !holds(element, this.#picture) && isOpaqueElement(element);
      this.#opaque.set(element, isOpaque);
    }
    return isOpaque;
  }
}

/** The interactive element that this is, or is part of; undefined where it stands for the whole player. */
export function controlOf(element: Element, picture: Element): Element | undefined {
  const control = element.closest(INTERACTIVE);
  if (control === null || holds(control, picture)) return undefined;
  const [own, whole] = [control.getBoundingClientRect(), picture.getBoundingClientRect()];
  const isSmall = own.width * own.height < whole.width * whole.height * MAX_CONTROL_SHARE;
  return isSmall ? control : undefined;
}

function isOpaqueElement(element: Element): boolean {
  const style = getComputedStyle(element);
  const isPainting =
    alphaOf(style.backgroundColor) >= MIN_OPACITY ||
    style.backgroundImage.includes('url(') ||
    isLoadedImage(element) ||
    isPlayingVideo(element);
  return isPainting && opacityOf(element) >= MIN_OPACITY;
}

function isLoadedImage(element: Element): boolean {
  return element.localName === 'img' && 'naturalWidth' in element && Number(element.naturalWidth) > 1;
}

function isPlayingVideo(element: Element): boolean {
  return (
    element.localName === 'video' &&
    'videoWidth' in element &&
    Number(element.videoWidth) > 0 &&
    'readyState' in element &&
    Number(element.readyState) >= HTMLMediaElement.HAVE_CURRENT_DATA
  );
}

/** Of the element within all that is around it. */
function opacityOf(element: Element): number {
  let opacity = 1;
  for (let inside: Element | null = element; inside !== null; inside = inside.parentElement)
    opacity *= Number(getComputedStyle(inside).opacity);
  return opacity;
}

/** Of a computed color: `rgb(r, g, b)`, `rgba(r, g, b, a)`, or any of the newer ones with ` / a`. */
function alphaOf(color: string): number {
  const alpha = /^rgba\(.*, ([\d.]+)\)$|\/ ([\d.]+)\)$/u.exec(color);
  return alpha === null ? 1 : Number(alpha[1] ?? alpha[2]);
}
