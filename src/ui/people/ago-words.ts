/** @file When something was, as one would say it. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DATE = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** "just now", "5 minutes ago", "yesterday", "3 Nov 2026". */
export function describeAgo(atMs: number, nowMs: number): string {
  const pastMs = nowMs - atMs;
  if (pastMs < MINUTE_MS) return 'just now';
  if (pastMs < HOUR_MS) return ago(Math.floor(pastMs / MINUTE_MS), 'minute');
  if (pastMs < DAY_MS) return ago(Math.floor(pastMs / HOUR_MS), 'hour');
  if (pastMs < 7 * DAY_MS) return ago(Math.floor(pastMs / DAY_MS), 'day');
  return describeDate(atMs);
}

export function describeDate(atMs: number): string {
  return DATE.format(atMs);
}

function ago(amount: number, unit: string): string {
  return `${String(amount)} ${unit}${amount === 1 ? '' : 's'} ago`;
}
