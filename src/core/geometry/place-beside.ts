/** @file Where a panel goes beside a face and its label, so that it hides neither and stays in sight. */
import type { PixelBox } from './bounding-box.ts';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Spot {
  readonly leftPx: number;
  readonly topPx: number;
}

/** Between the face and the panel: they are seen to belong together and to be two things. */
const GAP_PX = 6;
/** Of the room's edge, so that the panel's shadow and rounding show. */
const MARGIN_PX = 8;

/**
 * The first free side of the face with its label: right, left, below, above. Where none is free (a face as large as the
 * room), the panel goes under the label and over the face. All boxes in pixels of the room, whose corner is 0, 0.
 */
export function placeBeside(face: PixelBox, label: PixelBox, panel: Size, room: Size): Spot {
  const left = Math.min(face.leftPx, label.leftPx);
  const top = Math.min(face.topPx, label.topPx);
  const right = Math.max(face.leftPx + face.widthPx, label.leftPx + label.widthPx);
  const bottom = Math.max(face.topPx + face.heightPx, label.topPx + label.heightPx);
  const sides: readonly Spot[] = [
    { leftPx: right + GAP_PX, topPx: label.topPx },
    { leftPx: left - GAP_PX - panel.widthPx, topPx: label.topPx },
    { leftPx: label.leftPx, topPx: bottom + GAP_PX },
    { leftPx: label.leftPx, topPx: top - GAP_PX - panel.heightPx },
  ];
  for (const [index, side] of sides.entries()) {
    const inside = keepInside(side, panel, room);
    const isBeside = index < 2 ? inside.leftPx === side.leftPx : inside.topPx === side.topPx;
    if (isBeside) return inside;
  }
  const under = { leftPx: label.leftPx, topPx: label.topPx + label.heightPx + GAP_PX };
  return keepInside(under, panel, room);
}

/** The nearest spot at which the panel is wholly in the room; of one that is too large, the beginning is. */
export function keepInside(spot: Spot, panel: Size, room: Size): Spot {
  return {
    leftPx: clamp(spot.leftPx, room.widthPx - panel.widthPx - MARGIN_PX),
    topPx: clamp(spot.topPx, room.heightPx - panel.heightPx - MARGIN_PX),
  };
}

function clamp(value: number, most: number): number {
  return Math.max(MARGIN_PX, Math.min(value, most));
}
