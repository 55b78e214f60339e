/** @file What can be watched: an element of the page that shows a moving picture. */
import type { PictureKind } from '../protocol/video-port.ts';

/** An element and the picture in it, as far as drawing over it needs to know. */
export interface ShownElement {
  readonly element: HTMLElement;
  /** The picture's own size; 0 while there is none. */
  size(): { readonly widthPx: number; readonly heightPx: number };
}

export interface PictureSource extends ShownElement {
  readonly kind: PictureKind;
}
