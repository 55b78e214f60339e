/** @file What a track says about whose face it is. */

/** `pending`: no embedding yet. A later issue adds "maybe". */
export type Verdict =
  | { readonly kind: 'pending' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'named'; readonly anchorId: string; readonly name: string };

export const PENDING: Verdict = { kind: 'pending' };
export const UNKNOWN: Verdict = { kind: 'unknown' };

export function isSameVerdict(a: Verdict, b: Verdict): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind !== 'named' || (b.kind === 'named' && a.anchorId === b.anchorId && a.name === b.name);
}
