/** @file The panel of a label: beside its face, and always wholly in sight. */
import { describe, expect, test } from 'vitest';
import type { PixelBox } from '../../../../src/core/geometry/bounding-box.ts';
import { keepInside, placeBeside } from '../../../../src/core/geometry/place-beside.ts';

const ROOM = { widthPx: 1000, heightPx: 600 };
const PANEL = { widthPx: 200, heightPx: 150 };

function box(leftPx: number, topPx: number, widthPx: number, heightPx: number): PixelBox {
  return { leftPx, topPx, widthPx, heightPx };
}

/** A face with its label above it. */
function placedAt(left: number, top: number, side: number, room = ROOM) {
  return placeBeside(box(left, top, side, side), box(left, top - 26, 80, 22), PANEL, room);
}

describe('placing beside a face', () => {
  test('right of it, level with its label, where there is room', () => {
    expect(placedAt(300, 200, 100)).toEqual({ leftPx: 406, topPx: 174 });
  });

  test('clear of a label that is wider than its face', () => {
    const spot = placeBeside(box(300, 200, 60, 60), box(300, 174, 240, 22), PANEL, ROOM);
    expect(spot.leftPx).toBe(546);
  });

  test('left of it at the right edge', () => {
    expect(placedAt(850, 200, 100)).toEqual({ leftPx: 644, topPx: 174 });
  });

  test('under it where neither side has room', () => {
    expect(placedAt(150, 100, 200, { widthPx: 500, heightPx: 600 })).toEqual({ leftPx: 150, topPx: 306 });
  });

  test('above it where there is room nowhere else', () => {
    const room = { widthPx: 500, heightPx: 400 };
    expect(placedAt(150, 200, 190, room)).toEqual({ leftPx: 150, topPx: 18 });
  });

  test('under the label, over a face that fills the room', () => {
    expect(placedAt(20, 40, 560, { widthPx: 600, heightPx: 600 })).toEqual({ leftPx: 20, topPx: 42 });
  });

  test('in sight, wherever the face is', () => {
    for (let left = -200; left <= 1100; left += 50) {
      for (let top = -200; top <= 700; top += 50) {
        const { leftPx, topPx } = placedAt(left, top, 120);
        expect(leftPx).toBeGreaterThanOrEqual(8);
        expect(topPx).toBeGreaterThanOrEqual(8);
        expect(leftPx + PANEL.widthPx).toBeLessThanOrEqual(ROOM.widthPx - 8);
        expect(topPx + PANEL.heightPx).toBeLessThanOrEqual(ROOM.heightPx - 8);
      }
    }
  });
});

test('of a panel larger than the room, the beginning is in sight', () => {
  expect(keepInside({ leftPx: 90, topPx: 90 }, PANEL, { widthPx: 100, heightPx: 100 })).toEqual({
    leftPx: 8,
    topPx: 8,
  });
});
