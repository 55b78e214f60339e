/** @file When a name stood on a recording. */
import { describe, expect, test } from 'vitest';
import { PENDING, UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';
import { fillVerdicts } from '../../../../src/core/timeline/fill-verdicts.ts';
import { endOfFrames, nameSpans } from '../../../../src/core/timeline/name-spans.ts';
import type { SeenFrame } from '../../../../src/core/timeline/seen-faces.ts';

const named = (name: string): Verdict => ({ kind: 'named', anchorId: name, name });
const [ANN, BEN] = [named('Ann'), named('Ben')];

/** Frames 100 ms apart; each lists its tracks and what they say. */
function frames(...list: readonly Readonly<Record<number, Verdict>>[]): SeenFrame[] {
  const box = { x: 0, y: 0, width: 0.1, height: 0.1 };
  return list.map((faces, index) => ({
    timeMs: index * 100,
    faces: Object.entries(faces).map(([track, verdict]) => ({
      track: Number(track),
      person: Number(track),
      verdict,
      box,
    })),
  }));
}

const spansOf = (list: readonly SeenFrame[], endMs = list.length * 100): Record<string, unknown> =>
  Object.fromEntries(nameSpans(list, endMs));

describe('nameSpans', () => {
  test('a span lasts until the first frame without the name, the last one until the end', () => {
    expect(spansOf(frames({}, { 1: ANN }, { 1: ANN }, {}, { 1: ANN }), 533)).toEqual({
      Ann: [
        [100, 300],
        [400, 533],
      ],
    });
  });

  test('tracks of one name are one span, where they overlap and where one follows the other', () => {
    expect(spansOf(frames({ 1: ANN }, { 1: ANN, 2: ANN }, { 2: ANN }, { 3: ANN }))).toEqual({
      Ann: [[0, 400]],
    });
  });

  test('each name for itself; a name that gives way to another one ends there', () => {
    expect(spansOf(frames({ 1: ANN, 2: BEN }, { 1: BEN, 2: BEN }, { 1: ANN }))).toEqual({
      Ann: [
        [0, 100],
        [200, 300],
      ],
      Ben: [[0, 200]],
    });
  });

  test('only a name is one', () => {
    const maybe: Verdict = { kind: 'maybe', anchorId: 'Ann', name: 'Ann' };
    expect(spansOf(frames({ 1: PENDING }, { 1: UNKNOWN }, { 1: maybe }))).toEqual({});
  });

  test('names that were carried back count from the first frame of their track', () => {
    expect(spansOf(fillVerdicts(frames({ 1: PENDING }, { 1: PENDING }, { 1: ANN })))).toEqual({
      Ann: [[0, 300]],
    });
  });

  test('spellings can be brought together, also at once', () => {
    const list = frames({ 1: named('ann') }, { 2: ANN, 3: named('ANN') });
    expect([...nameSpans(list, 200, () => 'Ann')]).toEqual([['Ann', [[0, 200]]]]);
  });

  test('no span is empty, and a name may be that of any property', () => {
    const twice = frames({ 1: named('__proto__') }, {}).map((frame) => ({ ...frame, timeMs: 0 }));
    expect(nameSpans(twice, 100).size).toBe(0);
    expect(Object.keys(spansOf(frames({ 1: named('__proto__') })))).toEqual(['__proto__']);
    expect(nameSpans([], 0).size).toBe(0);
  });
});

test.for([
  ['after its own duration', [0, 40, 80], 33, 113],
  ['where that is not known, as long as the one before', [0, 40, 90], 0, 140],
  ['a single frame of unknown duration at once', [20], 0, 20],
  ['without a frame, at 0', [], 40, 0],
] as const)('the last frame ends %s', ([, times, durationMs, endMs]) => {
  expect(endOfFrames(times, durationMs)).toBe(endMs);
});
