/**
 * @file Several faces of one picture that bear one name, or may. [Note: One name, two faces] The same moment of the same person may
 * be there twice: large and as a tile, in a mirror, in the own picture of a call. Such faces are much nearer to each other than a
 * person is to another picture of theirs, and both keep the name. Of any others one keeps it: a name goes before a "maybe", and of
 * equals the one that resembles the anchor more.
 */
import { euclideanDistance } from '../embedding/embedding.ts';
import type { Evidence } from './evidence.ts';
import { UNKNOWN, type Verdict } from './verdict.ts';

export interface Claim extends Pick<Evidence, 'distance' | 'likeness'> {
  readonly track: number;
  readonly verdict: Verdict;
}

/** Share of the limit for a name within which two faces are one person at one moment; for the default network a cosine of 0.78. */
const SAME_MOMENT = 0.65;
/** Distances that differ by less are equal: which is nearer would change with every look. */
const CLEARLY_NEARER = 0.95;

/** The claim's verdict among all claims of the picture. */
export function undisputed(claim: Claim, claims: readonly Claim[]): Verdict {
  const { verdict } = claim;
  if (!('anchorId' in verdict)) return verdict;
  const isLost = claims.some(
    (rival) =>
      rival.track !== claim.track &&
      'anchorId' in rival.verdict &&
      rival.verdict.anchorId === verdict.anchorId &&
      !areOnePerson(rival, claim) &&
      isBefore(rival, claim),
  );
  return isLost ? UNKNOWN : verdict;
}

function areOnePerson({ likeness: one }: Claim, { likeness: other }: Claim): boolean {
  if (one === undefined || other === undefined) return false;
  const limit = SAME_MOMENT * Math.min(one.enterMaxDistance, other.enterMaxDistance);
  return euclideanDistance(one.mean, other.mean) <= limit;
}

function isBefore(a: Claim, b: Claim): boolean {
  const rank = ({ verdict }: Claim): number => (verdict.kind === 'named' ? 0 : 1);
  if (rank(a) !== rank(b)) return rank(a) < rank(b);
  if (a.distance < b.distance * CLEARLY_NEARER) return true;
  return b.distance >= a.distance * CLEARLY_NEARER && a.track < b.track;
}
