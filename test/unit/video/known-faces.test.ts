/** @file When a picture that stands still need not be looked at any more. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/core/matching/verdict.ts';
import type { LabelledFace } from '../../../src/protocol/video-port.ts';
import { KnownFaces } from '../../../src/video/known-faces.ts';

const UNKNOWN: Verdict = { kind: 'unknown' };
const NAMED: Verdict = { kind: 'named', anchorId: 'a', name: 'Ada' };
const MAYBE: Verdict = { kind: 'maybe', anchorId: 'a', name: 'Ada' };

function face(track: number, verdict: Verdict): LabelledFace {
  return {
    track,
    person: track,
    box: { x: 0, y: 0, width: 0.1, height: 0.1 },
    velocity: { x: 0, y: 0 },
    verdict,
  };
}

/** Sampled ten times a second for a second, until 1000. */
function watched(faces: readonly LabelledFace[]): KnownFaces {
  const known = new KnownFaces();
  for (let ms = 0; ms <= 1000; ms += 100) known.note(faces, ms);
  return known;
}

describe('what is known of a picture', () => {
  test('faces that have been there and are judged are settled, while it shows what was looked at', () => {
    const known = watched([face(1, NAMED), face(2, UNKNOWN)]);
    expect(known.isSettled(1100)).toBe(true);
    expect(known.isSettled(2000)).toBe(false);
  });

  test.for([{ kind: 'pending' } as const, MAYBE])('a face that is %o is not', (verdict) => {
    expect(watched([face(1, NAMED), face(2, verdict)]).isSettled(1000)).toBe(false);
  });

  test('a face that has just come is not, whatever is said of it', () => {
    const known = watched([face(1, NAMED)]);
    known.note([face(1, NAMED), face(2, UNKNOWN)], 1050);
    expect(known.isSettled(1050)).toBe(false);
  });

  test('a verdict that comes later settles it', () => {
    const known = watched([face(1, MAYBE)]);
    known.judge([face(1, NAMED)]);
    expect(known.isSettled(1000)).toBe(true);
  });

  test('nobody is nobody after a few samples', () => {
    const known = new KnownFaces();
    known.note([], 0);
    expect(known.isSettled(0)).toBe(false);
    known.note([], 100);
    known.note([], 200);
    expect(known.isSettled(200)).toBe(true);
  });

  test('another picture is a new beginning', () => {
    const known = watched([face(1, NAMED)]);
    known.forget();
    expect(known.faces).toEqual([]);
    expect(known.isSettled(1000)).toBe(false);
    known.note([face(1, NAMED)], 1100);
    expect(known.isSettled(1100)).toBe(false);
  });
});
