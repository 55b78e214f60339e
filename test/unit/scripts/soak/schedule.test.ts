/** @file The minutes of a soak, and what was sampled when. */
import { expect, test } from 'vitest';
import { Ledger, MINUTE, MINUTE_MS } from '../../../../scripts/soak/schedule.ts';

test('moments follow each other within the minute', () => {
  const times = MINUTE.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(MINUTE_MS);
});

test('samples are 10 to 25 s apart, also across the minutes', () => {
  const times = MINUTE.filter(({ action }) => action === 'sample').map(({ atMs }) => atMs);
  const gaps = times.map((time, index) => (times[index + 1] ?? (times[0] ?? 0) + MINUTE_MS) - time);
  for (const gap of gaps) expect(gap).toBeLessThanOrEqual(25_000);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(10_000);
});

test('frames count as what the time was when they were answered', () => {
  const ledger = new Ledger();
  ledger.note(0, 100, 'settling');
  ledger.note(1000, 110, 'watched');
  ledger.note(3000, 150, 'watched');
  ledger.note(4000, 180, 'settling');
  ledger.note(5000, 183, 'hidden');
  ledger.note(9000, 183, 'settling');
  ledger.note(10_000, 183, 'paused');
  ledger.note(12_000, 184, 'watched');
  expect(ledger.frames('watched')).toBe(70);
  expect(ledger.frames('settling')).toBe(13);
  expect(ledger.frames('hidden')).toBe(0);
  expect(ledger.frames('paused')).toBe(1);
});

test('a rate is of the watched time alone', () => {
  const ledger = new Ledger();
  ledger.note(0, 0, 'watched');
  ledger.note(2000, 40, 'hidden');
  ledger.note(6000, 40, 'watched');
  ledger.note(7000, 60, 'hidden');
  expect(ledger.boxesPerSecond(0, 10_000)).toBe(20);
  expect(ledger.boxesPerSecond(3000, 10_000)).toBe(20);
  expect(ledger.boxesPerSecond(2000, 6000)).toBe(0);
});
