/** @file Two anchors that look alike: when they do, and the limit that each of them gets of its own. Pure. */
import type { CardThresholds } from './limits.ts';

/** Two anchors of different names, and the distance of their nearest samples, in the metric's space. */
export interface LookAlike {
  readonly one: string;
  readonly other: string;
  readonly distance: number;
}

/**
 * A face of Y lies about as far from X as Y's samples do; how much nearer can it come? Of 280 faces, each held against
 * another person's five samples, two came nearer than 0.9 of the least distance that the four other faces of their own
 * person had (three by cosine), the nearest at 0.83. Those few have to pass the margin as well. A smaller share costs
 * names: of the look-alikes of test/unit/core/matching/look-alikes.test.ts 0.9 leaves four in five, 0.8 one in three.
 */
const SHARE_OF_DISTANCE = 0.9;

/**
 * So many anchors tighten everybody's limit to less than 0.9 of `IN_LARGE_GALLERY` (see `tightened`), so that the own limits
 * of pairs farther apart would change nothing; and looking for them costs most of the time.
 */
const LARGE_GALLERY = 2000;
const IN_LARGE_GALLERY = 0.9;

/**
 * Nearer than this two anchors look alike: a sample of one would itself get the other's name. Farther ones are told apart
 * by the margin alone.
 */
export function lookAlikeDistance({ maxDistance }: CardThresholds, anchors: number): number {
  return anchors > LARGE_GALLERY ? IN_LARGE_GALLERY * maxDistance : maxDistance;
}

export function ownLimit(distance: number): number {
  return SHARE_OF_DISTANCE * distance;
}

/** By anchor: the limit beside its nearest look-alike. */
export function ownLimits(pairs: readonly LookAlike[]): Map<string, number> {
  const limits = new Map<string, number>();
  for (const { one, other, distance } of pairs) {
    for (const anchorId of [one, other]) {
      limits.set(anchorId, Math.min(limits.get(anchorId) ?? Infinity, ownLimit(distance)));
    }
  }
  return limits;
}
