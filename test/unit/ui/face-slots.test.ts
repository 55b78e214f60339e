/** @file The order of the faces: calm while the status changes several times a second. */
import { describe, expect, test } from 'vitest';
import type { FaceStatus } from '../../../src/protocol/panel-port.ts';
import { LINGER_MS, updateSlots, type FaceSlot } from '../../../src/ui/shared/faces/face-slots.ts';

const CROP = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

function face(key: string, name?: string): FaceStatus {
  const verdict =
    name === undefined ? ({ kind: 'unknown' } as const) : ({ kind: 'named', anchorId: name, name } as const);
  return { face: key, verdict, box: { x: 0, y: 0, width: 1, height: 1 }, quality: 1, looks: 1 };
}

function keysOf(slots: readonly FaceSlot[]): string[] {
  return slots.map((slot) => slot.face.face);
}

describe('updateSlots', () => {
  const three = updateSlots([], [face('a'), face('b'), face('c')], [], 0);

  test('keeps the order in which faces came, whatever the order of the status', () => {
    const next = updateSlots(three, [face('c'), face('b'), face('d'), face('a')], [], 400);
    expect(keysOf(next)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('lets a face linger where it was, then takes it out', () => {
    const left = updateSlots(three, [face('a'), face('c')], [], 1000);
    expect(keysOf(left)).toEqual(['a', 'b', 'c']);
    expect(left[1]?.goneSinceMs).toBe(1000);
    const later = updateSlots(left, [face('a'), face('c')], [], 1000 + LINGER_MS - 1);
    expect(keysOf(later)).toEqual(['a', 'b', 'c']);
    expect(keysOf(updateSlots(later, [face('a'), face('c')], [], 1000 + LINGER_MS))).toEqual(['a', 'c']);
  });

  test('a face that comes back is there again', () => {
    const left = updateSlots(three, [face('a'), face('c')], [], 1000);
    const back = updateSlots(left, [face('a'), face('b'), face('c')], [], 1400);
    expect(back[1]).toEqual({ face: face('b') });
  });

  test('a new face takes the place of one that has left', () => {
    const left = updateSlots(three, [face('a'), face('c')], [], 1000);
    expect(keysOf(updateSlots(left, [face('a'), face('c'), face('d')], [], 1400))).toEqual(['a', 'd', 'c']);
  });

  test('a named face prefers the place that it had before a cut', () => {
    const named = updateSlots([], [face('a', 'Ann'), face('b', 'Bob')], [], 0);
    expect(keysOf(updateSlots(named, [face('c', 'Bob'), face('d', 'Ann')], [], 400))).toEqual(['d', 'c']);
  });

  test('a held face keeps its place however long it is gone', () => {
    const left = updateSlots(three, [face('a')], ['b'], 1000);
    const muchLater = updateSlots(left, [face('a'), face('d'), face('e')], ['b'], 60_000);
    expect(keysOf(muchLater)).toEqual(['a', 'b', 'd', 'e']);
    expect(keysOf(updateSlots(muchLater, [face('a'), face('d'), face('e')], [], 60_400))).toEqual([
      'a',
      'd',
      'e',
    ]);
  });

  test('the last crop stays when a face has none at the moment', () => {
    const seen = updateSlots([], [{ ...face('a'), crop: CROP }], [], 0);
    expect(updateSlots(seen, [face('a')], [], 400)[0]?.face.crop).toBe(CROP);
  });
});
