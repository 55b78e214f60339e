/** @file Boxes that tremble are calmed, boxes that move are not held back. */
import { describe, expect, test } from 'vitest';
import type { BoundingBox } from '../../../../src/core/geometry/bounding-box.ts';
import { boxOf, smoothBox, startSmoothing } from '../../../../src/core/tracking/smooth-box.ts';
import { repeatableNoise } from '../../pictures.ts';

const FRAME_MS = 1000 / 30;
const still: BoundingBox = { x: 0.4, y: 0.3, width: 0.2, height: 0.3 };

/** The shown boxes of a course of detected ones, 30 frames a second. */
function shown(boxes: readonly BoundingBox[]): BoundingBox[] {
  let smoothing = startSmoothing(boxes[0] ?? still);
  return boxes.map((box, index) => {
    if (index > 0) smoothing = smoothBox(smoothing, box, FRAME_MS);
    return boxOf(smoothing);
  });
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

test('a box that trembles at rest is shown at two fifths of its trembling, or less', () => {
  const noise = repeatableNoise(7);
  const trembling = Array.from({ length: 300 }, () => ({
    ...still,
    x: still.x + (noise() - 0.5) * 0.006,
    width: still.width + (noise() - 0.5) * 0.006,
  }));
  const calm = shown(trembling).slice(30);
  for (const side of ['x', 'width'] as const) {
    const [before, after] = [trembling.slice(30), calm].map((boxes) =>
      deviation(boxes.map((box) => box[side])),
    );
    expect(after).toBeLessThan((before ?? 0) * 0.4);
  }
});

describe('a head that moves', () => {
  test.for([0.5, 1, 3])(
    '%d of its widths a second: its box is less than a twentieth of it behind',
    (speed) => {
      const moving = Array.from({ length: 60 }, (_, frame) => ({
        ...still,
        x: still.x + (frame / 30) * speed * still.width,
      }));
      const behind = shown(moving).map((box, frame) => (moving[frame]?.x ?? 0) - box.x);
      expect(Math.max(...behind.slice(15))).toBeLessThan(still.width / 20);
      expect(Math.min(...behind)).toBeGreaterThanOrEqual(0);
    },
  );

  test('that stops: the box arrives, and does not overshoot', () => {
    const stopping = Array.from({ length: 60 }, (_, frame) => ({
      ...still,
      x: still.x + Math.min(1, frame / 15) * still.width,
    }));
    const end = still.x + still.width;
    const boxes = shown(stopping);
    expect(Math.max(...boxes.map(({ x }) => x))).toBeLessThanOrEqual(end + 1e-12);
    expect(end - (boxes[25]?.x ?? 0)).toBeLessThan(still.width * 0.02);
  });
});

test('the size of the face in the picture does not matter', () => {
  const course = (scale: number) =>
    shown(
      Array.from({ length: 30 }, (_, frame) => ({
        x: (0.4 + 0.1 * Math.sin(frame / 5)) * scale,
        y: 0.3 * scale,
        width: 0.2 * scale,
        height: 0.3 * scale,
      })),
    );
  const [large, small] = [course(1), course(0.1)];
  for (const [index, { x }] of small.entries()) expect(x * 10).toBeCloseTo(large[index]?.x ?? NaN, 9);
});

test('time that does not pass changes nothing', () => {
  const smoothing = startSmoothing(still);
  expect(smoothBox(smoothing, { ...still, x: 0.9 }, 0)).toEqual(smoothing);
});
