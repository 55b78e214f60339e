/** @file How long it took from a face's first frame to its name. Pure. */
import type { Appearance } from '../film/appearances.ts';
import type { NamesAt, Presentation } from '../page/stage.ts';
import type { LatencyResult } from './result.ts';
import { percentile } from './statistics.ts';

export interface LatencyLog {
  readonly appearances: readonly Appearance[];
  /** Of one pass of the clip, in order. */
  readonly presentations: readonly Presentation[];
  /** In order; each holds until the next. */
  readonly names: readonly NamesAt[];
}

/** Frames are not shown to the millisecond that they are made for. */
const TOLERANCE_MS = 2;

/**
 * Of everybody who came after the beginning of the clip and whose whole stay was played. Whoever never got the name counts with
 * the length of the stay, which is less than it would have taken.
 */
export function nameLatencies({ appearances, presentations, names }: LatencyLog): Delay[] {
  const shownFrom = (mediaMs: number): number | undefined =>
    presentations.find((one) => one.mediaMs >= mediaMs - TOLERANCE_MS)?.shownMs;
  return appearances.flatMap(({ person, fromMs, toMs }) => {
    if (fromMs === 0) return [];
    const [startMs, endMs] = [shownFrom(fromMs), shownFrom(toMs)];
    if (startMs === undefined || endMs === undefined) return [];
    const before = names.findLast(({ timeMs }) => timeMs <= startMs);
    // A name that still stands there from another time says nothing.
    if (before?.names.includes(person) === true) return [];
    const named = names.find(
      (one) => one.timeMs > startMs && one.timeMs <= endMs && one.names.includes(person),
    );
    return [
      named === undefined
        ? { ms: endMs - startMs, isNamed: false }
        : { ms: named.timeMs - startMs, isNamed: true },
    ];
  });
}

export interface Delay {
  readonly ms: number;
  readonly isNamed: boolean;
}

export function summarize(delays: readonly Delay[]): LatencyResult {
  const all = delays.map(({ ms }) => ms);
  return {
    p50: percentile(all, 0.5),
    p95: percentile(all, 0.95),
    appearances: delays.length,
    unnamed: delays.filter(({ isNamed }) => !isNamed).length,
  };
}
