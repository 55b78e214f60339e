/** @file Who is sampled when, on a clock of our own. */
import { describe, expect, test } from 'vitest';
import { Turns } from '../../../src/video/turns.ts';

/** Lets each video ask every 33 ms for `durationMs`; an answer takes 30 ms. Returns the turns by video. */
function run(weights: readonly number[], durationMs: number, costMs = 0): number[] {
  const turns = new Turns();
  const counts = weights.map(() => 0);
  const ends = new Map<number, number>();
  for (let nowMs = 0; nowMs < durationMs; nowMs++) {
    for (const [id, endMs] of ends) {
      if (endMs > nowMs) continue;
      turns.end(id);
      ends.delete(id);
    }
    for (const [id, weight] of weights.entries()) {
      if ((nowMs + id) % 33 !== 0 || ends.has(id) || !turns.take(id, weight, nowMs)) continue;
      counts[id] = (counts[id] ?? 0) + 1;
      ends.set(id, nowMs + 30);
      turns.spend(costMs, nowMs);
    }
  }
  return counts;
}

describe('Turns', () => {
  test('a single video gets every turn, whatever it costs', () => {
    expect(run([1], 3300, 10)).toEqual([100]);
  });

  test('equals get equally many', () => {
    const counts = run([1, 1, 1, 1, 1], 10_000);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  });

  test('a larger one gets more, and nobody starves', () => {
    const [large = 0, ...small] = run([4, 1, 1, 1, 1, 1, 1, 1, 1], 10_000);
    for (const count of small) {
      expect(count).toBeGreaterThan(10);
      expect(large).toBeGreaterThan(count * 2);
    }
  });

  test('several share a small part of the page’s time', () => {
    const total = run(Array<number>(25).fill(1), 10_000, 4).reduce((sum, count) => sum + count, 0);
    expect(total * 4).toBeLessThan(10_000 * 0.15);
    expect(total * 4).toBeGreaterThan(10_000 * 0.08);
  });

  test('one that never gives its turn back does not hold up the others for ever', () => {
    const turns = new Turns();
    turns.take(1, 1, 0);
    turns.take(2, 1, 0);
    expect(turns.take(3, 1, 100)).toBe(false);
    expect(turns.take(3, 1, 5000)).toBe(true);
  });

  test('a video that is gone is waited for no longer', () => {
    const turns = new Turns();
    turns.take(1, 1, 0);
    turns.take(2, 1, 0);
    turns.remove(1);
    expect(turns.take(3, 1, 10)).toBe(true);
  });
});
