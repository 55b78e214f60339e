/**
 * @file Nobody is in one picture twice: of several faces that bear one name, or may, one keeps it. A name goes before a
 * "maybe", and of equals the one that resembles the anchor more.
 */
import { UNKNOWN, type Verdict } from '../../core/matching/verdict.ts';

export interface Claim {
  readonly track: number;
  readonly verdict: Verdict;
  /** L2 to the anchor of the verdict. */
  readonly distance: number;
}

/** The claim's verdict among all claims of the picture. */
export function undisputed(claim: Claim, claims: readonly Claim[]): Verdict {
  const { verdict } = claim;
  if (!('anchorId' in verdict)) return verdict;
  const isLost = claims.some(
    (rival) =>
      rival.track !== claim.track &&
      'anchorId' in rival.verdict &&
      rival.verdict.anchorId === verdict.anchorId &&
      compareClaims(rival, claim) < 0,
  );
  return isLost ? UNKNOWN : verdict;
}

function compareClaims(a: Claim, b: Claim): number {
  const rank = ({ verdict }: Claim): number => (verdict.kind === 'named' ? 0 : 1);
  return rank(a) - rank(b) || a.distance - b.distance || a.track - b.track;
}
