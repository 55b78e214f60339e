/**
 * @file Zoom's web client. It may draw everybody into one canvas: over it lies a frame for each tile, with the name at its
 * foot. So the frame is looked for by place, unless the picture lies in one.
 *
 * Source: https://github.com/Vexa-ai/vexa (zoom/web/selectors.ts, from the live page),
 * https://github.com/aws-samples/amazon-transcribe-live-meeting-assistant (lma-virtual-participant-stack, zoom.ts).
 */
import type { Point } from '../../core/geometry/bounding-box.ts';
import { isHostOf, type ShownFace, type TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const TILE = '[class*="__video-frame"], .video-avatar__avatar';
/** The foot of a tile tells of its sound too. */
const LABELS = [
  '.video-avatar__avatar-name',
  '.video-avatar__avatar-footer',
  '[class*="avatar-name"]',
  '[class*="avatar-footer"]',
];
/** A shared screen, and the faces in it; tiles float above it. */
const SHARE = '#sharee-container, [media-type="share"]';

export const zoom: TileAdapter = {
  isFor: (_, host) => isHostOf(['zoom.us', 'zoom.com', 'zoomgov.com'], host),
  *labelsOf(face) {
    const { picture } = face;
    if (isWithin(picture, SHARE)) return;
    const tile = picture.closest(TILE) ?? tileAt(face);
    if (tile === null) return;
    for (const selector of LABELS) yield* labelIn(tile, selector, picture);
  },
};

/** Also through the hosts of shadow roots. */
function isWithin(element: Element, selector: string): boolean {
  for (let inside: Element | undefined = element; inside !== undefined;) {
    if (inside.closest(selector) !== null) return true;
    const root: Node = inside.getRootNode();
    inside = 'host' in root ? (root as ShadowRoot).host : undefined;
  }
  return false;
}

/** The smallest one around the face: a frame may hold frames. */
function tileAt({ picture, middle }: ShownFace): Element | null {
  const sizes = new Map<Element, number>();
  for (const tile of picture.ownerDocument.querySelectorAll(TILE)) {
    const rect = tile.getBoundingClientRect();
    if (isIn(middle, rect)) sizes.set(tile, rect.width * rect.height);
  }
  const smallest = Math.min(...sizes.values());
  // The first one of a size is the outer one, which holds the name as well.
  return [...sizes].find(([, size]) => size === smallest)?.[0] ?? null;
}

function isIn({ x, y }: Point, { left, top, width, height }: DOMRect): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}
