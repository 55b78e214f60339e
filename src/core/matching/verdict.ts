/** @file What a track says about whose face it is. */

/**
 * `pending`: no usable look yet. `maybe`: this anchor fits best, but the evidence for a name is not complete. `named`: it
 * is. A verdict goes from one anchor to another only through `unknown`, see evidence.ts.
 */
export type Verdict =
  | { readonly kind: 'pending' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'maybe'; readonly anchorId: string; readonly name: string }
  | { readonly kind: 'named'; readonly anchorId: string; readonly name: string };

export const PENDING: Verdict = { kind: 'pending' };
export const UNKNOWN: Verdict = { kind: 'unknown' };

export function isSameVerdict(a: Verdict, b: Verdict): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'pending' || a.kind === 'unknown') return true;
  return 'anchorId' in b && a.anchorId === b.anchorId && a.name === b.name;
}

/** The anchor that the verdict speaks of, surely or not. */
export function anchorOf(verdict: Verdict): string | undefined {
  return 'anchorId' in verdict ? verdict.anchorId : undefined;
}
