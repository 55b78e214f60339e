/** @file Whether a person can see a picture at all: what cannot be seen is neither sampled nor drawn on. Reads the page. */
import type { PictureSource } from '../picture-source.ts';
import { CoverLook } from './covering.ts';
import { holds } from './flat-tree.ts';

/** Points of the part that is in the viewport, in shares of it. */
const SHARES = [0.5, 0.1, 0.9] as const;

export function isShown(source: PictureSource): boolean {
  const { element } = source;
  return (
    element.checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
      contentVisibilityAuto: true,
    }) &&
    isWithinFullscreen(element) &&
    !isBehindPoster(source) &&
    !isWhollyCovered(element)
  );
}

/** While something else fills the screen, what is not within it cannot be seen. */
function isWithinFullscreen(element: Element): boolean {
  const { fullscreenElement } = element.ownerDocument;
  return fullscreenElement === null || holds(fullscreenElement, element);
}

/** A poster stands before a video until that is played or sought. Source: HTML, "show poster flag". */
function isBehindPoster({ kind, video }: PictureSource): boolean {
  return (
    kind === 'video' &&
    video.poster !== '' &&
    video.paused &&
    video.currentTime === 0 &&
    video.played.length === 0
  );
}

function isWhollyCovered(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  const width = Math.min(innerWidth, right) - x;
  const height = Math.min(innerHeight, bottom) - y;
  if (width <= 0 || height <= 0) return false;
  const look = new CoverLook(element);
  return SHARES.every((down) =>
    SHARES.every((along) => look.coverAt(x + width * along, y + height * down) !== undefined),
  );
}
