/** @file Finding saved people by what is being typed: suggestions for the name field and the filter of the list. */
import type { Anchor } from '../../../core/gallery/anchor.ts';

/** One row of suggestions in the popup. */
const MAX_SUGGESTIONS = 4;

/**
 * The people whose name fits `typed`: first names that start with it, then those in which a word starts with it, then those
 * that contain it; the latest enrolled first among equals. Nothing typed fits everybody.
 */
export function suggestAnchors(anchors: readonly Anchor[], typed: string): readonly Anchor[] {
  const wanted = foldName(typed);
  return anchors
    .map((anchor) => ({ anchor, rank: rankOf(foldName(anchor.name), wanted), at: lastEnrolledAtMs(anchor) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank || b.at - a.at)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ anchor }) => anchor);
}

/** The people whose name contains `typed`, in the given order. */
export function filterAnchors(anchors: readonly Anchor[], typed: string): readonly Anchor[] {
  const wanted = foldName(typed);
  return anchors.filter((anchor) => foldName(anchor.name).includes(wanted));
}

/** 0 to 2 as in `suggestAnchors`; 3 when it does not fit. */
function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`) || name.includes(`-${wanted}`)) return 1;
  return name.includes(wanted) ? 2 : 3;
}

/** Without case and accents, so that "jose" finds "José". */
function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase()
    .trim();
}

function lastEnrolledAtMs(anchor: Anchor): number {
  return anchor.samples.reduce((latest, sample) => Math.max(latest, sample.enrolledAtMs), anchor.createdAtMs);
}
