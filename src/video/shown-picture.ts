/** @file Where on the viewport the picture of a video is shown. */
import type { PixelBox } from '../core/geometry/bounding-box.ts';
import { parseObjectPosition, pictureBox, type ObjectFit } from '../core/geometry/picture-rect.ts';

export interface ShownPicture {
  /** The whole picture in viewport pixels; with `cover` it is larger than what shows. */
  readonly picture: PixelBox;
  /** The part of the viewport that the picture may paint on: the element's content box. */
  readonly clip: PixelBox;
}

const OBJECT_FITS: readonly string[] = ['fill', 'contain', 'cover', 'none', 'scale-down'];

export function shownPicture(video: HTMLVideoElement): ShownPicture {
  const rect = video.getBoundingClientRect();
  const style = getComputedStyle(video);
  // Scaled elements: borders and paddings are in layout pixels, the rectangle is in viewport pixels.
  const scaleX = video.offsetWidth === 0 ? 1 : rect.width / video.offsetWidth;
  const scaleY = video.offsetHeight === 0 ? 1 : rect.height / video.offsetHeight;
  const inset = (side: 'left' | 'right' | 'top' | 'bottom'): number =>
    number(style.getPropertyValue(`border-${side}-width`)) +
    number(style.getPropertyValue(`padding-${side}`));
  const layout: PixelBox = {
    leftPx: 0,
    topPx: 0,
    widthPx: Math.max(0, video.offsetWidth - inset('left') - inset('right')),
    heightPx: Math.max(0, video.offsetHeight - inset('top') - inset('bottom')),
  };
  const fit = isObjectFit(style.objectFit) ? style.objectFit : 'contain';
  const inner = pictureBox(
    layout,
    video.videoWidth,
    video.videoHeight,
    fit,
    parseObjectPosition(style.objectPosition),
  );
  const originX = rect.left + inset('left') * scaleX;
  const originY = rect.top + inset('top') * scaleY;
  const toViewport = (box: PixelBox): PixelBox => ({
    leftPx: originX + box.leftPx * scaleX,
    topPx: originY + box.topPx * scaleY,
    widthPx: box.widthPx * scaleX,
    heightPx: box.heightPx * scaleY,
  });
  return { picture: toViewport(inner), clip: toViewport(layout) };
}

/** A mirrored self-view is a CSS transform with a negative horizontal scale; the pixels themselves are not mirrored. */
export function isShownMirrored(video: HTMLVideoElement): boolean {
  const { transform, scale } = getComputedStyle(video);
  if (scale.startsWith('-')) return true;
  const first = /^matrix(?:3d)?\((-?[\d.e-]+)/u.exec(transform)?.[1];
  return first !== undefined && Number(first) < 0;
}

function number(value: string): number {
  return Number.parseFloat(value) || 0;
}

function isObjectFit(value: string): value is ObjectFit {
  return OBJECT_FITS.includes(value);
}
