/** @file Before a face is saved under a name: whether the gallery says that it is somebody else, or not that person. */
import type { Candidate } from '../gallery/choose-samples.ts';
import { MAX_NAME_LENGTH, isSameName } from '../gallery/anchor.ts';
import type { Gallery, GalleryEntry } from '../gallery/gallery.ts';
import type { MatchLimits } from '../matching/limits.ts';
import { matchLooks } from '../matching/match-looks.ts';

/** Whom the person named: an anchor that was chosen, else whoever bears the name, if anybody. */
export interface Intended {
  readonly name: string;
  readonly anchorId?: string;
}

export interface Resemblance {
  readonly anchorId: string;
  readonly name: string;
}

export type Doubt =
  /** The face would be named after somebody else. */
  | { readonly kind: 'known'; readonly other: Resemblance }
  /** There is such an anchor, and this is hardly its face. */
  | { readonly kind: 'unlike'; readonly own: Resemblance };

export interface Likeness {
  /** To be asked before anything is saved. */
  readonly doubt: Doubt | undefined;
  /** Somebody else whom the face resembles, without being taken for them. */
  readonly lookAlike: Resemblance | undefined;
}

/**
 * Up to which distance a face resembles an anchor, as a share of `anotherFaceDistance`: 1 % of the pairs of strangers
 * among 40 publicity portraits of 8 people lie within it, and all pairs of one person (0.65 with the compact network).
 */
const RESEMBLING_SHARE = 1.1;

/** @param elsewhere anchors that other faces of the same picture are named after: nobody is in one picture twice. */
export function judgeLikeness(
  looks: readonly Candidate[],
  intended: Intended,
  gallery: Gallery,
  limits: MatchLimits,
  elsewhere: ReadonlySet<string> = new Set(),
): Likeness {
  const { anchorId, name } = intended;
  const chosen = gallery.entries.find((entry) => entry.anchorId === anchorId);
  const isOwn = (entry: GalleryEntry): boolean =>
    entry.anchorId === anchorId || isSameName(entry.name, chosen?.name ?? name);
  const own = nearest(looks, gallery, isOwn);
  const other = nearest(looks, gallery, (entry) => !isOwn(entry));
  const resemblingDistance = limits.anotherFaceDistance * RESEMBLING_SHARE;
  const rival = nearest(looks, gallery, (entry) => !isOwn(entry) && !elsewhere.has(entry.anchorId));
  const isRivalNearer = rival !== undefined && rival.distance < (own?.distance ?? Infinity);
  const enterMaxDistance = Math.min(limits.enterMaxDistance, rival?.entry.maxDistance ?? Infinity);
  if (isRivalNearer && rival.distance <= enterMaxDistance) {
    return { doubt: { kind: 'known', other: named(rival.entry) }, lookAlike: named(rival.entry) };
  }
  const isUnlike = own !== undefined && own.distance > resemblingDistance;
  return {
    doubt: isUnlike ? { kind: 'unlike', own: named(own.entry) } : undefined,
    lookAlike: other !== undefined && other.distance <= resemblingDistance ? named(other.entry) : undefined,
  };
}

function nearest(
  looks: readonly Candidate[],
  gallery: Gallery,
  isMeant: (entry: GalleryEntry) => boolean,
): { readonly entry: GalleryEntry; readonly distance: number } | undefined {
  return matchLooks(looks, { ...gallery, entries: gallery.entries.filter(isMeant) });
}

function named({ anchorId, name }: GalleryEntry): Resemblance {
  return { anchorId, name };
}

/** `Anna 2`, or the next number that nobody bears: two anchors of one name would be one person to the gallery. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2; ; number++) {
    const suffix = ` ${String(number)}`;
    // Cut where it is stored, a long name would lose its number.
    const candidate = `${Array.from(name)
      .slice(0, MAX_NAME_LENGTH - suffix.length)
      .join('')}${suffix}`;
    if (!taken.some((one) => isSameName(one, candidate))) return candidate;
  }
}
