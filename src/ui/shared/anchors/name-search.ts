/** @file Finding saved people by what is being typed: suggestions for the name field and the filter of the list. */
import { lowerCase, type Anchor } from '../../../core/gallery/anchor.ts';

/** As many rows or tiles as the eye searches faster than the hand types. */
export const MOST_WITHOUT_SEARCH = 8;
/** One row of suggestions in the popup. */
const MAX_SUGGESTIONS = 4;

/** Folding a name takes a microsecond or two: ten thousand of them at every letter would be felt. */
const folded = new WeakMap<Anchor, string>();

/**
 * The people whose name fits `typed`: first names that start with it, then those in which a word starts with it, then those
 * that contain it; the latest enrolled first among equals. Nothing typed fits everybody.
 */
export function suggestAnchors(anchors: readonly Anchor[], typed: string): readonly Anchor[] {
  const wanted = foldName(typed);
  let best: readonly Fit[] = [];
  for (const anchor of anchors) {
    const rank = rankOf(foldedName(anchor), wanted);
    const worst = best[MAX_SUGGESTIONS - 1];
    if (rank > 2 || (worst !== undefined && rank > worst.rank)) continue;
    const fit = { anchor, rank, atMs: lastEnrolledAtMs(anchor) };
    if (worst === undefined || compareFits(fit, worst) < 0)
      best = [...best, fit].sort(compareFits).slice(0, MAX_SUGGESTIONS);
  }
  return best.map(({ anchor }) => anchor);
}

/** The people whose name contains `typed`, in the given order. */
export function filterAnchors(anchors: readonly Anchor[], typed: string): readonly Anchor[] {
  const wanted = foldName(typed);
  return wanted === '' ? anchors : anchors.filter((anchor) => foldedName(anchor).includes(wanted));
}

interface Fit {
  readonly anchor: Anchor;
  /** As `rankOf` has it. */
  readonly rank: number;
  readonly atMs: number;
}

function compareFits(a: Fit, b: Fit): number {
  return a.rank - b.rank || b.atMs - a.atMs;
}

/** 0 to 2 as in `suggestAnchors`; 3 when it does not fit. */
function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`) || name.includes(`-${wanted}`)) return 1;
  return name.includes(wanted) ? 2 : 3;
}

function foldedName(anchor: Anchor): string {
  let name = folded.get(anchor);
  if (name === undefined) {
    name = foldName(anchor.name);
    folded.set(anchor, name);
  }
  return name;
}

/** Letters that Unicode does not take apart, as they are typed on other keyboards. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};

/** Without case and accents, so that "jose" finds "José" and "lukasz" "Łukasz". */
function foldName(name: string): string {
  return lowerCase(name)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[łøđðħŋŧßæœþ]/gu, (letter) => LETTERS[letter] ?? letter)
    .trim();
}

function lastEnrolledAtMs(anchor: Anchor): number {
  return anchor.samples.reduce((latest, sample) => Math.max(latest, sample.enrolledAtMs), anchor.createdAtMs);
}
