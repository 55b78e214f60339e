/** @file What can be watched: an element of the page that shows a moving picture. */
import type { PictureKind } from '../protocol/video-port.ts';

/** An element and the picture in it, as far as drawing over it needs to know. */
export interface ShownElement {
  readonly element: HTMLElement;
  /** The picture's own size; 0 while there is none. */
  size(): { readonly widthPx: number; readonly heightPx: number };
}

export type PictureElement = HTMLVideoElement | HTMLCanvasElement;

export interface PictureSource extends ShownElement {
  readonly kind: PictureKind;
  /** Whether it is of interest only while a person can see it. Our own pages hide a video behind what they draw of it. */
  readonly hasToBeSeen: boolean;
  /** Where the pixels come from: the element itself, or a video of our own that plays what the element shows. */
  readonly video: HTMLVideoElement;
  /** Known before a pixel was read. */
  isTainted(): boolean;
  setInView(isInView: boolean): void;
  /** How many faces the last frame had. */
  noteFaces(count: number): void;
  close(): void;
}

/** Smaller pictures show faces of a few pixels; thumbnails and tracking pixels are not worth the work. */
const MIN_SHOWN_WIDTH_PX = 96;
const MIN_SHOWN_HEIGHT_PX = 54;

export function isTooSmall({ element }: ShownElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width < MIN_SHOWN_WIDTH_PX || height < MIN_SHOWN_HEIGHT_PX;
}

/** Side of the picture on the page: a video of twice the side is sampled twice as often, not four times. */
export function shownSidePx({ element }: ShownElement): number {
  const { width, height } = element.getBoundingClientRect();
  return Math.max(1, Math.sqrt(width * height));
}

export function videoSource(video: HTMLVideoElement, hasToBeSeen: boolean): PictureSource {
  return {
    kind: 'video',
    hasToBeSeen,
    element: video,
    video,
    size: () => ({ widthPx: video.videoWidth, heightPx: video.videoHeight }),
    isTainted: () => false,
    setInView: () => undefined,
    noteFaces: () => undefined,
    close: () => undefined,
  };
}
