/** @file The face that somebody is dealing with stays, however its track and its verdict flicker. */
import { expect, test } from 'vitest';
import type { Verdict } from '../../../../src/core/matching/verdict.ts';
import type { LabelledFace } from '../../../../src/protocol/video-port.ts';
import { HeldFace } from '../../../../src/video/labels/held-face.ts';

const CLARA: Verdict = { kind: 'named', anchorId: 'c', name: 'Clara' };
const UNKNOWN: Verdict = { kind: 'unknown' };

function face(track: number, verdict: Verdict, x = 0, person = track): LabelledFace {
  return { track, person, verdict, velocity: { x: 0, y: 0 }, box: { x, y: 0, width: 0.1, height: 0.1 } };
}

test('it moves with its track, and keeps what was written on it', () => {
  const held = new HeldFace(face(1, CLARA), { keepsVerdict: true });
  const shown = held.among([face(2, UNKNOWN), face(1, UNKNOWN, 0.5)], 0);
  expect(shown).toEqual([face(2, UNKNOWN), face(1, CLARA, 0.5)]);
  expect(held.goneMs(9000)).toBe(0);
});

test('its verdict may change where it is only looked at', () => {
  const held = new HeldFace(face(1, CLARA), { keepsVerdict: false });
  expect(held.among([face(1, UNKNOWN)], 0)).toEqual([face(1, UNKNOWN)]);
});

test('gone, it stays where it was, and tells since when', () => {
  const held = new HeldFace(face(1, CLARA, 0.3), { keepsVerdict: true });
  expect(held.among([face(2, UNKNOWN)], 1000)).toEqual([face(2, UNKNOWN), face(1, CLARA, 0.3)]);
  held.among([], 3000);
  expect(held.goneMs(4500)).toBe(3500);
  held.among([face(1, CLARA)], 5000);
  expect(held.goneMs(9000)).toBe(0);
});

test('the same person on another track is the same face', () => {
  const held = new HeldFace(face(1, CLARA), { keepsVerdict: true });
  held.among([], 0);
  expect(held.among([face(7, UNKNOWN, 0.8, 1)], 500)).toEqual([face(7, CLARA, 0.8, 1)]);
  expect(held.face.track).toBe(7);
  expect(held.goneMs(600)).toBe(0);
});
