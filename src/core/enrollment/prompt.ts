/** @file Which hint stands on the screen: one at a time, and long enough to be read and followed. */
import type { Hint } from './advice.ts';

export interface Prompt {
  readonly hint: Hint;
  readonly sinceMs: number;
}

/** Time to read a few words; a hint that has been followed goes at once. */
const MIN_SHOWN_MS = 1500;
/** A hint that nobody follows for so long gives way to the next one, and comes round again. */
const MAX_SHOWN_MS = 6000;

/** @param missing what would help, the most helpful first. */
export function nextPrompt(
  shown: Prompt | undefined,
  missing: readonly Hint[],
  nowMs: number,
): Prompt | undefined {
  const [first] = missing;
  if (first === undefined) return undefined;
  if (shown === undefined || !missing.includes(shown.hint)) return { hint: first, sinceMs: nowMs };
  const shownMs = nowMs - shown.sinceMs;
  if (shownMs < MIN_SHOWN_MS) return shown;
  if (shownMs < MAX_SHOWN_MS)
    return shown.hint === first || !isUrgent(first) ? shown : { hint: first, sinceMs: nowMs };
  const next = missing[(missing.indexOf(shown.hint) + 1) % missing.length] ?? first;
  return { hint: next, sinceMs: nowMs };
}

/** What spoils every look comes before what one more look would add. */
const URGENT: readonly Hint[] = [
  'come-closer',
  'more-light',
  'less-light',
  'hold-still',
  'turn-back',
  'uncover',
  'come-back',
];

function isUrgent(hint: Hint): boolean {
  return URGENT.includes(hint);
}
