/** @file Where the picture of a video really is within its element: object-fit and object-position. */
import type { PixelBox } from './bounding-box.ts';

export type ObjectFit = 'fill' | 'contain' | 'cover' | 'none' | 'scale-down';

/** One component of a computed object-position: `share` of the free space plus `offsetPx`. */
export interface PositionPart {
  readonly share: number;
  readonly offsetPx: number;
}

/**
 * The picture's box in the coordinates of `content` (the element's content box); it may be larger than it (`cover`).
 * Source: CSS Images 3, sections 5.5 and 5.6.
 */
export function pictureBox(
  content: PixelBox,
  pictureWidthPx: number,
  pictureHeightPx: number,
  fit: ObjectFit,
  position: readonly [PositionPart, PositionPart],
): PixelBox {
  if (fit === 'fill' || pictureWidthPx === 0 || pictureHeightPx === 0) return content;
  const contain = Math.min(content.widthPx / pictureWidthPx, content.heightPx / pictureHeightPx);
  const cover = Math.max(content.widthPx / pictureWidthPx, content.heightPx / pictureHeightPx);
  const scales: Record<Exclude<ObjectFit, 'fill'>, number> = {
    contain,
    cover,
    none: 1,
    'scale-down': Math.min(1, contain),
  };
  const widthPx = pictureWidthPx * scales[fit];
  const heightPx = pictureHeightPx * scales[fit];
  const [horizontal, vertical] = position;
  return {
    leftPx: content.leftPx + (content.widthPx - widthPx) * horizontal.share + horizontal.offsetPx,
    topPx: content.topPx + (content.heightPx - heightPx) * vertical.share + vertical.offsetPx,
    widthPx,
    heightPx,
  };
}

/** Reads a computed `object-position`: percentages, lengths in px, and `calc(P% + Lpx)`. Anything else counts as centred. */
export function parseObjectPosition(value: string): readonly [PositionPart, PositionPart] {
  const parts = value.match(/calc\([^)]*\)|[^\s]+/gu) ?? [];
  return [parsePart(parts[0]), parsePart(parts[1])];
}

function parsePart(text: string | undefined): PositionPart {
  if (text === undefined) return { share: 0.5, offsetPx: 0 };
  const percent = /(-?[\d.]+)%/u.exec(text);
  const length = /([+-]?\s*[\d.]+)px/u.exec(text);
  if (percent === null && length === null) return { share: 0.5, offsetPx: 0 };
  return {
    share: percent === null ? 0 : Number(percent[1]) / 100,
    offsetPx: length === null ? 0 : Number((length[1] ?? '0').replace(/\s/gu, '')),
  };
}
