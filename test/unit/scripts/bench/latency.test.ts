/** @file From a face's first frame to its name, and the statistics of it. */
import { describe, expect, test } from 'vitest';
import { nameLatencies, summarize } from '../../../../scripts/bench/result/latency.ts';
import {
  mean,
  median,
  percentile,
  rounded,
  roundedAll,
} from '../../../../scripts/bench/result/statistics.ts';

/** The clip began to play at 10,000 and is shown 25 ms late. */
const presentations = Array.from({ length: 101 }, (_, index) => ({
  mediaMs: index * 100,
  shownMs: 10_025 + index * 100,
}));
const ann = { person: 'Ann', slot: 0, fromMs: 1000, toMs: 3000 };

describe('nameLatencies', () => {
  test('counts from the frame that first shows somebody until the name stands there', () => {
    const names = [
      { timeMs: 10_000, names: [] },
      { timeMs: 11_225, names: ['Ann'] },
    ];
    expect(nameLatencies({ appearances: [ann], presentations, names })).toEqual([{ ms: 200, isNamed: true }]);
  });

  test('counts the whole stay of whoever never got the name, also where it came too late', () => {
    const names = [{ timeMs: 13_500, names: ['Ann'] }];
    expect(nameLatencies({ appearances: [ann], presentations, names })).toEqual([
      { ms: 2000, isNamed: false },
    ]);
  });

  test('leaves out who was there from the beginning, who stays beyond the end, and a name that was left over', () => {
    const names = [{ timeMs: 10_500, names: ['Ann', 'Bo', 'Cy'] }];
    const appearances = [
      ann,
      { person: 'Bo', slot: 1, fromMs: 0, toMs: 2000 },
      { person: 'Cy', slot: 2, fromMs: 9000, toMs: 12_000 },
    ];
    expect(nameLatencies({ appearances, presentations, names })).toEqual([]);
  });

  test('is told by its middle and its slow end', () => {
    const delays = [100, 200, 300, 400, 500].map((ms) => ({ ms, isNamed: ms < 500 }));
    expect(summarize(delays)).toEqual({ p50: 300, p95: 480, appearances: 5, unnamed: 1 });
    expect(summarize([])).toEqual({ p50: null, p95: null, appearances: 0, unnamed: 0 });
  });
});

describe('statistics', () => {
  test('a median is the middle, or between the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 9, 5, 7])).toBe(6);
    expect(median([])).toBeNaN();
  });

  test('a percentile lies between the nearest ranks', () => {
    expect(percentile([10, 20], 0.25)).toBe(12.5);
    expect(percentile([], 0.5)).toBeNull();
    expect(mean([1, 2, 6])).toBe(3);
  });

  test('numbers keep what counts', () => {
    expect([1234.56, 12.345, 1.2345].map(rounded)).toEqual([1235, 12.3, 1.23]);
    expect(roundedAll({ a: [1.2345], b: { c: 'x', d: null, e: true } })).toEqual({
      a: [1.23],
      b: { c: 'x', d: null, e: true },
    });
  });
});
