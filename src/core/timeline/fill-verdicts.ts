/** @file Verdicts of a recording, known from the first frame: what a track turned out to be is what it was before. */
import { isSameVerdict, type Verdict } from '../matching/verdict.ts';
import type { SeenFace, SeenFrame } from './seen-faces.ts';

/**
 * A face that is "unknown" for so long before it is named may be another one whose place was taken. The evidence for a name
 * is complete within the first three looks, half a second.
 */
const MAX_UNKNOWN_BEFORE_NAME_MS = 1000;

/** The same frames, with every verdict that came late carried back to the track's beginning. */
export function fillVerdicts(frames: readonly SeenFrame[]): SeenFrame[] {
  const filled: SeenFrame[] = [];
  const next = new Map<number, { readonly verdict: Verdict; readonly timeMs: number }>();
  for (const { timeMs, faces } of [...frames].reverse()) {
    const known = faces.map((face): SeenFace => {
      const later = next.get(face.track);
      const verdict = verdictBefore(face.verdict, timeMs, later);
      const isCarried = later !== undefined && isSameVerdict(verdict, later.verdict);
      // The clock of an unknown stretch runs from its end, so a carried name keeps the time that it came with.
      const isEstablished = !isCarried || isSameVerdict(face.verdict, verdict);
      next.set(face.track, { verdict, timeMs: isEstablished ? timeMs : later.timeMs });
      return { ...face, verdict };
    });
    filled.push({ timeMs, faces: known });
  }
  return filled.reverse();
}

function verdictBefore(
  own: Verdict,
  timeMs: number,
  later: { readonly verdict: Verdict; readonly timeMs: number } | undefined,
): Verdict {
  if (own.kind === 'named' || later === undefined) return own;
  if (own.kind === 'pending') return later.verdict;
  const isShort = later.timeMs - timeMs <= MAX_UNKNOWN_BEFORE_NAME_MS;
  return later.verdict.kind === 'named' && isShort ? later.verdict : own;
}
