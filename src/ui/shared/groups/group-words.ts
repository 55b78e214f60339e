/** @file Groups in words: how often somebody was seen, and how long ago. */
import { countOf } from '../plural.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** While somebody is in view, the page hears of it every second or two. */
const NOW_MS = 5000;

export function describeSeen(seen: number): string {
  if (seen === 1) return 'Seen once';
  return seen === 2 ? 'Seen twice' : `Seen ${String(seen)} times`;
}

export function describeAgo(lastSeenMs: number, nowMs: number): string {
  const ago = nowMs - lastSeenMs;
  if (ago < NOW_MS) return 'in view now';
  if (ago < MINUTE_MS) return 'a moment ago';
  if (ago < HOUR_MS) return `${String(Math.floor(ago / MINUTE_MS))} min ago`;
  if (ago < DAY_MS) return `${countOf(Math.floor(ago / HOUR_MS), 'hour')} ago`;
  return `${countOf(Math.floor(ago / DAY_MS), 'day')} ago`;
}
