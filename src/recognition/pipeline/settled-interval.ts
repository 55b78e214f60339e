/**
 * @file How often a face that has been judged is looked at again: "maybe" hopes for a better moment, "unknown" too, a name only has
 * to be confirmed. What many looks have said in a row is asked more rarely; a clearly better view, another face in the way and
 * any doubt have intervals of their own, see look-schedule.ts.
 */
import type { Verdict } from '../../core/matching/verdict.ts';

const MAYBE_INTERVAL_MS = 500;
const UNKNOWN_INTERVAL_MS = 1000;
const NAMED_INTERVAL_MS = 2000;
/** After about ten seconds of the same verdict, and after twenty, the interval doubles. */
const UNKNOWN_STEPS = [8, 14];
const NAMED_STEPS = [5];

/** `steadyLooks`: how many looks in a row have left the verdict as it is. */
export function settledInterval(verdict: Verdict, steadyLooks: number): number {
  const doublings = (steps: readonly number[]): number => steps.filter((step) => steadyLooks >= step).length;
  switch (verdict.kind) {
    case 'named':
      return NAMED_INTERVAL_MS * 2 ** doublings(NAMED_STEPS);
    case 'maybe':
      return MAYBE_INTERVAL_MS;
    case 'unknown':
    case 'pending':
      return UNKNOWN_INTERVAL_MS * 2 ** doublings(UNKNOWN_STEPS);
  }
}
